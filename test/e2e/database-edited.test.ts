import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'
import { parseCheckpoints } from '../../core/auditing/transparency/checkpoint.ts'
import { configure, createHome, decklog, startDecklog, until } from '../support/decklog-process.ts'

/** The commands of the page, in order, as it has them. */
async function commandsOfPage(): Promise<readonly string[]> {
  const page = await readFile(join(packageRoot, 'docs/how-to/a-database-was-edited.md'), 'utf8')
  return [...page.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, text = '']) =>
    text.trim().split('\n'),
  )
}

t.test('the drill of “Our database was edited” goes as its page says', async t => {
  const home = await createHome(t)
  const kept = join(home.folder, 'checkpoints')
  await configure(home, { sealEvery: 1, publishCheckpointsTo: [kept] })
  const running = await startDecklog(t, home)
  for (let i = 0; i < 5; i++) await running.post('/api/v1/gsd-runs', { run_name: `drill ${i}` })
  await until(async () => {
    const text = await readFile(kept, 'utf8').catch(() => '')
    return text !== '' && parseCheckpoints(text).some(({ size }) => size >= 6)
  }, 60_000)

  const [
    keys = '',
    verify = '',
    copyLog = '',
    exporting = '',
    offline = '',
    prove = '',
    check = '',
  ] = await commandsOfPage()
  const runPage = async (
    line: string,
    id = '',
  ): Promise<{ code: number | null; stdout: string; stderr: string }> => {
    const words = line
      .replace(/^decklog /, '')
      .replace(/[0-9a-f-]{36}/, id)
      .split(' ')
      .map(word =>
        /^(checkpoints|keys\.pub|logs|.*\.gz|.*\.json)$/.test(word)
          ? join(home.folder, word)
          : word,
      )
    const needsNone = /check-proof/.test(line)
    return decklog([...words, ...(needsNone ? [] : ['--config', home.configFile])], {
      DECKLOG_TOKEN: 'an-admin-token-for-the-tests-0123456789',
    })
  }
  await writeFile(
    join(home.folder, 'keys.pub'),
    (await runPage(keys.replace(' > keys.pub', ''))).stdout,
  )
  const before = await runPage(verify)
  t.equal(before.code, 0, before.stderr + before.stdout)

  const run = JSON.parse(
    await readFile(join(home.folder, 'data', 'run.json'), 'utf8').catch(() => '{}'),
  )
  const client = new pg.Client(run.ledgerDatabaseUrl)
  await client.connect()
  const edited = await client.query(`
    update ledger.appends set body = set_byte(body, position('drill 3'::bytea in body) + 5, 57)
    where position = (select min(position) from ledger.appends where position('drill 3'::bytea in body) > 0)
    returning position
  `)
  await client.end()
  t.equal(edited.rowCount, 1)

  const found = await runPage(verify)
  t.equal(found.code, 1)
  t.match(found.stdout, /altered \(data\): decisions entry \d+ gsd\.\w+ [0-9a-f-]{36}/)
  t.equal((await runPage(copyLog)).code, 0)
  const exported = await runPage(exporting)
  t.equal(exported.code, 0, exported.stderr)
  const away = await runPage(offline)
  t.equal(away.code, 1, away.stderr)
  t.match(away.stdout, /altered \(data\)/)
  const id = /altered .*? ([0-9a-f-]{36}) of/.exec(found.stdout)?.[1] ?? ''
  t.equal((await runPage(prove, id)).code, 0)
  t.equal((await runPage(check)).code, 1, 'an edited event proves nothing')
})

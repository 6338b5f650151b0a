import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createHome, decklog, startDecklog } from '../support/decklog-process.ts'

const commands = [
  ['migrate'],
  ['migrate', '--check'],
  ['token', 'create', 'mine'],
  ['token', 'list'],
  ['token', 'rotate', '0197a1b2-0000-7000-8000-000000000001'],
  ['token', 'revoke', '0197a1b2-0000-7000-8000-000000000001'],
  ['ledger', 'verify'],
]

async function filesOf(t: Test, env: Record<string, string>, folder: string): Promise<void> {
  for (const words of commands) {
    const { code, stdout, stderr } = await decklog(words, env)
    t.equal(code, 2, words.join(' '))
    t.equal(stdout, '')
    t.match(stderr, /^decklog: There .*DECKLOG_NO_INSTANCE\)\n$/s, words.join(' '))
    t.ok(stderr.includes(folder), 'it says where it looked')
  }
}

t.test('no command makes a Decklog where there is none', async t => {
  const folder = t.testdir({})
  const dataDir = join(folder, 'data')
  await filesOf(t, { DECKLOG_DATA_DIR: dataDir }, dataDir)
  t.strictSame(await readdir(folder), [], 'nothing was made')
})

t.test('no token is made with keys of its own', async t => {
  const folder = t.testdir({})
  const dataDir = join(folder, 'data')
  for (const name of ['DECKLOG_EVENTSTORE_URL', 'DECKLOG_DATABASE_URL']) {
    const url = name.includes('EVENT')
      ? 'esdb://127.0.0.1:9?tls=false'
      : 'postgres://u:pw@127.0.0.1:9/d'
    const env = { DECKLOG_DATA_DIR: dataDir, [name]: url }
    const { code, stderr } = await decklog(['token', 'create', 'mine'], env)
    t.equal(code, 2)
    t.match(stderr, /DECKLOG_NO_INSTANCE/)
    t.notMatch(stderr, /pw/)
  }
  t.strictSame(await readdir(folder), [])
})

t.test('a command says which Decklog it is about, running or not', async t => {
  const home = await createHome(t)
  const running = await startDecklog(t, home)
  const dataDir = join(home.folder, 'data')
  const config = ['--config', home.configFile]
  const made = await decklog(['token', 'create', 'mine', '--json', ...config])
  t.match(made, { code: 0, stderr: `decklog: this is about the Decklog that runs on ${dataDir}\n` })
  const { secret } = JSON.parse(made.stdout)
  const answer = await fetch(`${running.url}/api/v1/disks`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  t.equal(answer.status, 200, 'the running Decklog takes the token')
  await running.stop()
  const checked = await decklog(['migrate', '--check', ...config])
  t.match(checked, {
    code: 0,
    stderr: `decklog: this is about the Decklog of ${dataDir}, which does not run\n`,
  })
})

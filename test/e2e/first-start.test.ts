import { createServer } from 'node:net'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { configure, createHome, decklog, startDecklog, until } from '../support/decklog-process.ts'

async function occupy(t: Test): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

const contradicting = { plugins: { disk: { limits: { warning: { availablePercent: 1 } } } } }

/** The lines that are written to their end. */
function whole(output: string): string[] {
  return output
    .split('\n')
    .slice(0, -1)
    .filter(line => line !== '')
}

function levels(stderr: string): string[] {
  return whole(stderr).map(line => String(new Map(Object.entries(JSON.parse(line))).get('level')))
}

t.test('the first start says what one needs, also after one that was refused', async t => {
  const home = await createHome(t, contradicting, 'bare')
  const refused = await decklog(['start', '--config', home.configFile])
  t.equal(refused.code, 2)
  t.match(refused.stderr, /plugins\.disk\.limits.*DECKLOG_CONFIG_INVALID/)
  await configure(home, {})
  const started = await startDecklog(t, home, { DECKLOG_ADMIN_TOKEN: '' })
  // Under load it may not be ready yet, and says of what that is.
  const lines = (): string[] =>
    whole(started.stdout()).filter(line => !/^ {12}[^:]+: /.test(line) || line.includes('once'))
  await until(() => lines().length >= 6)
  t.match(started.stdout(), /^Admin token dlk_\S+$/m)
  t.equal(lines().length, 6)
  // On a slow machine a connection may come late, which is a warning, and what waited for it says so.
  const log = levels(started.stderr())
  const first = log.indexOf('warn')
  t.strictSame(first < 0 ? log : log.slice(0, first), [], 'no line of the log hides it')
  t.strictSame(
    log.filter(level => level !== 'warn' && level !== 'info'),
    [],
  )
  t.match(await started.stop(), { code: 0 })
})

for (const name of ['port', 'ledgerPort'] as const)
  t.test(`a ${name} in use is noticed before anything is started`, async t => {
    const home = await createHome(t)
    await configure(home, { [name]: await occupy(t) })
    const { code, stdout, stderr } = await decklog(['start', '--config', home.configFile])
    t.equal(code, 2)
    t.equal(stdout, '')
    const setting = name === 'port' ? 'DECKLOG_PORT' : 'DECKLOG_LEDGER_PORT'
    t.match(
      stderr,
      new RegExp(`^decklog: Port .* is in use.*${setting} .*DECKLOG_PORT_TAKEN\\)\n$`),
    )
    t.notOk(
      (await readdir(home.folder)).includes('data'),
      `nothing in ${join(home.folder)} but its own`,
    )
  })

t.test('a second start on the same data says that it is in use, not that the port is', async t => {
  const home = await createHome(t, {}, 'bare')
  const first = await startDecklog(t, home)
  const port = Number(new URL(first.url).port)
  await configure(home, { port })
  const { code, stderr } = await decklog(['start', '--config', home.configFile])
  t.equal(code, 2)
  t.match(stderr, /DECKLOG_DATA_DIR_LOCKED/)
})

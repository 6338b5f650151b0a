import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { pino } from 'pino'
import t from 'tap'
import { isAlive } from '../../../core/embedded/end-orphan.ts'
import { createLedgerProcess } from '../../../core/embedded/ledger-process.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import { createTestDatabase } from '../../support/postgres.ts'

const log = pino({ level: 'silent' })
const starter = new URL('../../support/start-ledger.js', import.meta.url)

async function until(condition: () => Promise<boolean> | boolean, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('The condition did not come about')
    await delay(50)
  }
}

async function answers(url: string): Promise<boolean> {
  const ledger = createLedger({ url, log })
  try {
    return (await ledger.head()) >= 0n
  } catch {
    return false
  } finally {
    await ledger.close()
  }
}

t.test('serves the ledger, and starts it again on the same port when it is killed', async t => {
  const databaseUrl = await createTestDatabase(t, 'ledger')
  const ledger = createLedgerProcess({ databaseUrl: async () => databaseUrl, port: 0, log })
  t.teardown(() => ledger.stop())
  const { url, port } = await ledger.start()
  t.ok(port > 0)
  t.ok(await answers(url))
  t.equal(ledger.health()[0]?.state, 'ok')

  const killed = ledger.pid() ?? 0
  process.kill(killed, 'SIGKILL')
  await until(() => ledger.pid() !== undefined && ledger.pid() !== killed, 120_000)
  t.ok(await answers(url))

  const last = ledger.pid() ?? 0
  await ledger.stop()
  t.notOk(isAlive(last))
  t.equal(ledger.health()[0]?.state, 'failing')
})

t.test('says that the port is taken and what to do', async t => {
  const databaseUrl = await createTestDatabase(t, 'ledger')
  const squatter = createServer().listen(0, '127.0.0.1')
  t.teardown(() => squatter.close())
  await once(squatter, 'listening')
  const address = squatter.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const ledger = createLedgerProcess({ databaseUrl: async () => databaseUrl, port, log })
  t.teardown(() => ledger.stop())
  await t.rejects(ledger.start(), {
    code: 'DECKLOG_PORT_TAKEN',
    message: new RegExp(`DECKLOG_EVENTSTORE_URL=esdb://127.0.0.1:${port}.*DECKLOG_LEDGER_PORT`),
  })
})

t.test('does not outlive a parent that was killed', async t => {
  const databaseUrl = await createTestDatabase(t, 'ledger')
  const parent = fork(starter, [databaseUrl])
  const [pid] = (await once(parent, 'message')) as [number]
  t.ok(isAlive(pid))
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  await until(() => !isAlive(pid), 60_000)
  t.notOk(isAlive(pid))
})

t.test('the node inherits none of the secrets that Decklog was given', async t => {
  const names = ['DECKLOG_ADMIN_TOKEN', 'DECKLOG_TOKEN_KEYS', 'WEBHOOK_SECRET']
  for (const name of names) process.env[name] = `canary of ${name}`
  t.teardown(() => {
    for (const name of names) Reflect.deleteProperty(process.env, name)
  })
  const databaseUrl = await createTestDatabase(t, 'ledger')
  const ledger = createLedgerProcess({ databaseUrl: async () => databaseUrl, port: 0, log })
  t.teardown(() => ledger.stop())
  await ledger.start()
  const environment = await readFile(`/proc/${ledger.pid()}/environ`, 'utf8')
  t.match(environment, /PATH=/)
  t.notMatch(environment, /canary|DECKLOG_/)
})

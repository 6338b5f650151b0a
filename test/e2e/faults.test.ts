import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import t from 'tap'
import { loadLedgerAccess } from '../../core/embedded/ledger-access.ts'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../core/ledger/ledger.ts'
import {
  createHome,
  startDecklog,
  until,
  type DecklogProcess,
  type Home,
} from '../support/decklog-process.ts'
import { descendantsOf, signalAll } from '../support/process-tree.ts'
import { silentLog } from '../support/silent-log.ts'
import { allowed } from '../support/rounds.ts'

const streams = Array.from({ length: 8 }, (_, i) => `fault-${i}`)

t.test('kill -9 of every process amid appends loses and doubles no acknowledged event', async t => {
  const home = await createHome(t)
  const app = await startDecklog(t, home)
  const ledger = createLedger({ url: await ledgerUrl(home), log: silentLog })
  const acknowledged = await appendUntilKilled(ledger, app)
  await ledger.close()
  t.ok(acknowledged.size > 50, `${acknowledged.size} appends were acknowledged`)

  const again = await startDecklog(t, home)
  const reader = createLedger({ url: await ledgerUrl(home), log: silentLog })
  t.teardown(() => reader.close())
  const kept: string[] = []
  for (const stream of streams) {
    let next = 0n
    for await (const event of reader.read(stream)) {
      t.equal(event.revision, next, 'revisions are dense')
      next += 1n
      kept.push(event.id)
    }
  }
  t.equal(new Set(kept).size, kept.length, 'none is doubled')
  t.strictSame(
    [...acknowledged].filter(id => !kept.includes(id)),
    [],
    'none is lost',
  )
  t.equal((await again.get('/readyz')).status, 200)
  await reader.close()
  await again.stop()
})

for (const [name, pattern] of [
  ['the ledger node', /ledger-child/],
  ['Postgres', /postgres/],
] as const) {
  t.test(`${name} silent for 10 s: typed errors in 3 s, recovery in 5 s`, async t => {
    const app = await startDecklog(t, await createHome(t))
    const silenced = descendantsOf(app.pid).filter(p => pattern.test(p.command))
    t.ok(silenced.length > 0, 'it found the processes')
    signalAll(silenced, 'SIGSTOP')
    const resume = (): void => signalAll(silenced, 'SIGCONT')
    t.teardown(resume)
    const endMs = performance.now() + 10_000
    const answers: { status: number; code: unknown; ms: number }[] = []
    while (performance.now() < endMs) answers.push(await timed(app))
    resume()
    t.ok(
      answers.every(a => a.ms < allowed(3_000)),
      `slowest answer took ${Math.round(Math.max(...answers.map(a => a.ms)))} ms`,
    )
    const failed = answers.filter(a => a.status >= 500)
    t.ok(failed.length > 0, 'it noticed')
    t.ok(
      failed.every(a => a.status === 503 && /^DECKLOG_/.test(String(a.code))),
      'errors are typed',
    )
    const resumedMs = performance.now()
    await until(async () => (await timed(app)).status === 201, allowed(8_000))
    t.ok(performance.now() - resumedMs < allowed(5_000), 'it recovered in 5 s')
    t.equal((await app.stop()).code, 0)
  })
}

t.test('a ledger node that dies is started again', async t => {
  const app = await startDecklog(t, await createHome(t))
  signalAll(
    descendantsOf(app.pid).filter(p => /ledger-child/.test(p.command)),
    'SIGKILL',
  )
  await until(async () => (await timed(app)).status === 201, allowed(8_000))
  t.equal((await app.stop()).code, 0)
})

async function ledgerUrl({ folder, ledgerPort }: Home): Promise<string> {
  const { credential } = await loadLedgerAccess(join(folder, 'data'))
  return `esdb://${credential.user}:${credential.secret}@127.0.0.1:${ledgerPort}?tls=false`
}

async function appendUntilKilled(ledger: Ledger, app: DecklogProcess): Promise<Set<string>> {
  const acknowledged = new Set<string>()
  let killed = false
  const writer = async (stream: string): Promise<void> => {
    while (!killed) {
      const id = randomUUID()
      await ledger.append(stream, [{ id, type: 'fault.Appended', data: {}, metadata: {} }])
      acknowledged.add(id)
    }
  }
  const writers = Promise.allSettled(streams.map(writer))
  await until(() => acknowledged.size > 200)
  const everything = descendantsOf(app.pid)
  killed = true
  process.kill(app.pid, 'SIGKILL')
  signalAll(everything, 'SIGKILL')
  await writers
  return acknowledged
}

async function timed(app: DecklogProcess): Promise<{ status: number; code: unknown; ms: number }> {
  const startedMs = performance.now()
  const body = { name: `t-${randomUUID()}`, kind: 'service', scopes: ['read'] }
  const { status, body: answer } = await app.post('/api/v1/tokens', body)
  return { status, code: answer['code'], ms: performance.now() - startedMs }
}

import { once } from 'node:events'
import t, { type Test } from 'tap'
import { createWholeLedger } from '../../../core/ledger/eventstoredb/whole-ledger.ts'
import type { WholeEvent } from '../../../core/ledger/whole-ledger.ts'
import { decklog, runDecklog, until } from '../../support/decklog-process.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import { writeMixedHistory } from '../../support/mixed-history.ts'
import { silentLog } from '../../support/silent-log.ts'

// Copies go to empty ledgers, which a server that is shared by tests is not.
delete process.env['DECKLOG_EVENTSTORE_URL']

const isLong = process.env['DECKLOG_TEST_LONG'] === '1'
const [rounds, size] = isLong ? [12, 6_000] : [2, 600]

async function all(url: string): Promise<readonly WholeEvent[]> {
  const ledger = createWholeLedger({ url, log: silentLog })
  const events: WholeEvent[] = []
  try {
    for await (const event of ledger.readAll()) events.push(event)
    return events
  } finally {
    await ledger.close()
  }
}

const told = (events: readonly WholeEvent[]): unknown =>
  events.map(({ id, stream, type, data }) => [id, stream, type, data])

async function countOf(url: string): Promise<number> {
  return (await all(url)).length
}

async function createPair(t: Test): Promise<{ from: string; to: string }> {
  return { from: await createTestLedgerUrl(t), to: await createTestLedgerUrl(t) }
}

t.test('a copy that is killed at any moment goes on and ends equal to its source', async t => {
  const { from, to } = await createPair(t)
  await writeMixedHistory(t, from, { events: size })
  for (let round = 1; round <= rounds; round += 1) {
    const child = runDecklog(['ledger', 'copy', '--from', from, '--to', to])
    const before = await countOf(to)
    // Somewhere in the midst, and each time further on.
    const goal = Math.max(before + 1, Math.floor((size * round) / (rounds + 2)))
    await until(async () => child.exitCode !== null || (await countOf(to)) >= goal, 60_000)
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  const { code, stdout } = await decklog(['ledger', 'copy', '--from', from, '--to', to, '--json'])
  t.equal(code, 0)
  t.match(JSON.parse(stdout), { compared: { equal: size, difference_count: 0, expired: 0 } })
  t.strictSame(told(await all(to)), told(await all(from)))
})

t.test(
  'it follows what is recorded meanwhile until it is asked to stop, and tells the change over',
  async t => {
    const { from, to } = await createPair(t)
    await writeMixedHistory(t, from, { events: 20 })
    const child = runDecklog(['ledger', 'copy', '--from', from, '--to', to, '--follow'])
    let [stdout, stderr] = ['', '']
    child.stdout?.on('data', part => (stdout += part))
    child.stderr?.on('data', part => (stderr += part))
    await until(() => stderr.includes('level'), 120_000)
    await writeMixedHistory(t, from, { events: 30, from: 20 })
    await until(async () => (await countOf(to)) === 50, 120_000)
    child.kill('SIGTERM')
    await once(child, 'close')
    t.equal(child.exitCode, 0)
    t.match(stdout, /equals its source: 50 events/)
    t.match(stdout, /DECKLOG_EVENTSTORE_URL/)
  },
)

t.test(
  'a ledger that is no copy of the source is refused, and so is a command that names none',
  async t => {
    const { from, to } = await createPair(t)
    await writeMixedHistory(t, from, { events: 20 })
    await decklog(['ledger', 'copy', '--from', from, '--to', to])
    const other = await createTestLedgerUrl(t)
    await writeMixedHistory(t, other, { events: 3 })
    const foreign = await decklog(['ledger', 'copy', '--from', other, '--to', to, '--json'])
    t.equal(foreign.code, 2)
    t.match(JSON.parse(foreign.stderr), { code: 'DECKLOG_COPY_FOREIGN' })
    const alone = await decklog(['ledger', 'copy'])
    t.equal(alone.code, 2)
    t.match(alone.stderr, /DECKLOG_VALIDATION/)
  },
)

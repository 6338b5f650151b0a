import t, { type Test } from 'tap'
import type { StoredEvent } from '../../../../core/ledger/ledger.ts'
import { verifyLogs, type VerifiedLedger } from '../../../../core/auditing/proving/verify-log.ts'
import { allMayHaveExpired } from '../../../../core/auditing/proving/expiry.ts'
import { entryOf, parseEntry } from '../../../../core/auditing/sealing/log-entry.ts'
import { stubOf } from '../../../../core/auditing/sealing/prune-log.ts'
import {
  categoryOf,
  logNames,
  logOf,
  type SealScope,
} from '../../../../core/auditing/sealing/seal-scope.ts'
import { unpackEntries } from '../../../../core/auditing/transparency/bundle.ts'
import { createRandom } from '../../../../scripts/random.ts'
import { MemoryLog } from '../../../support/memory-log.ts'
import { rounds } from '../../../support/rounds.ts'

const dayMs = 86_400_000
const startMs = Date.parse('2026-01-01T00:00:00.000Z')

/** The retention of samples: 90 days, and 30 from the middle of the year. */
const scopes: readonly { readonly scope: SealScope; readonly from: Date }[] = [90, 30].map(
  (maxAgeDays, i) => ({
    scope: {
      unsealed: ['pulse'],
      expiring: [
        { category: 'sample', maxAgeDays },
        { category: 'beat', maxAgeDays: 2 },
      ],
    },
    from: new Date(startMs + i * 180 * dayMs),
  }),
)

function isKept({ stream, recordedAt }: StoredEvent, atMs: number): boolean {
  const { scope } = scopes.findLast(({ from }) => from.getTime() <= atMs) ??
    scopes[0] ?? { scope: undefined }
  const days = scope?.expiring.find(({ category }) => category === categoryOf(stream))?.maxAgeDays
  return days === undefined || recordedAt.getTime() + days * dayMs > atMs
}

/** Prunes a log in memory as the pruner does, when all of a bundle may have expired. */
function prune(log: MemoryLog, atMs: number): void {
  const known = scopes.filter(({ from }) => from.getTime() <= atMs)
  const newest = Math.max(...log.bundles.keys())
  for (const [n, entries] of log.bundles) {
    const last = unpackEntries(entries).at(-1)
    const hashes = log.tiles.get(`0/${n}`) ?? null
    const stub = stubOf({ entries, hashes })
    if (n === newest || !last || !stub) continue
    if (!allMayHaveExpired(parseEntry(last).recordedAt, known, new Date(atMs))) continue
    log.stubs.set(n, stub)
    log.bundles.delete(n)
  }
}

// What is pruned goes every way that what is kept goes, and more.
for (const pruning of (['pruned', 'kept'] as const).slice(0, rounds(1, 2)))
  t.test(`a year of retention raises no false alarm, and hides nothing: entries ${pruning}`, t =>
    liveAYear(t, pruning),
  )

async function liveAYear(t: Test, pruning: 'kept' | 'pruned'): Promise<void> {
  const random = createRandom(365)
  const logs = { decisions: new MemoryLog(), observations: new MemoryLog() }
  let ledger: StoredEvent[] = []
  let position = 0n
  const perDay = rounds(24, 600)
  const add = (stream: string, ms: number): void => {
    position += 1n + BigInt(Math.floor(random() * 3))
    const event: StoredEvent = {
      ...{
        id: `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`,
        type: 'probe.Measured',
        stream,
      },
      ...{ revision: position, position, data: { n: String(position) }, metadata: {} },
      recordedAt: new Date(ms),
    }
    ledger.push(event)
    const name = logOf(scopes[0]?.scope ?? { unsealed: [], expiring: [] }, stream)
    if (name) logs[name].growing.add(entryOf(event))
  }
  async function* read(events: readonly StoredEvent[]): AsyncGenerator<readonly StoredEvent[]> {
    for (let at = 0; at < events.length; at += 500) yield events.slice(at, at + 500)
  }
  const verify = (events: readonly StoredEvent[], atMs: number): Promise<VerifiedLedger> =>
    verifyLogs({
      events: read(events),
      logs: logNames.map(name => ({
        name,
        log: logs[name],
        size: logs[name].growing.size,
        heads: [],
      })),
      ...{ scopes: scopes.filter(({ from }) => from.getTime() <= atMs), now: new Date(atMs) },
    })
  let alarms = 0
  let expired = 0
  for (let day = 0; day < 365; day++) {
    for (let i = 0; i < perDay; i++) {
      const stream =
        ['sample-a', 'beat-a', 'beat-b', 'run-1', 'pulse-a'][Math.floor(random() * 5)] ?? 'run-1'
      add(stream, startMs + day * dayMs + Math.floor((i * dayMs) / perDay))
    }
    for (const name of logNames) logs[name].keep()
    const atMs = startMs + (day + 1) * dayMs
    ledger = ledger.filter(event => isKept(event, atMs))
    if (day % 30 !== 29) continue
    if (pruning === 'pruned') prune(logs.observations, atMs)
    const { findingCount, logs: found } = await verify(ledger, atMs)
    alarms += findingCount
    expired = found.find(({ name }) => name === 'observations')?.counts.expired ?? 0
    const seen = ledger.filter(({ stream }) => !stream.startsWith('pulse')).length
    t.equal(
      found.reduce((sum, { counts }) => sum + counts.intact, 0),
      seen,
      `day ${day}: what is there is intact`,
    )
  }
  t.equal(alarms, 0)
  t.equal(logs.observations.stubs.size > 0, pruning === 'pruned')
  t.ok(expired > (365 - 90) * (perDay / 5))

  const endMs = startMs + 365 * dayMs
  const young = ledger.findIndex(
    ({ stream, recordedAt }) => stream === 'sample-a' && recordedAt.getTime() > endMs - 20 * dayMs,
  )
  const { findings } = await verify(
    ledger.filter((_, i) => i !== young),
    endMs,
  )
  t.strictSame(
    findings.map(({ verdict, event }) => [verdict, event?.id]),
    [['missing', ledger[young]?.id]],
    'one that was too young to expire',
  )
  const decision = ledger.findIndex(({ stream }) => stream === 'run-1')
  const gone = await verify(
    ledger.filter((_, i) => i !== decision),
    endMs,
  )
  t.strictSame(
    gone.findings.map(({ verdict }) => verdict),
    ['missing'],
    'decisions never expire',
  )
}

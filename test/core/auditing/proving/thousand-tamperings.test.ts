import t from 'tap'
import type { StoredEvent } from '../../../../core/ledger/ledger.ts'
import type { AuditReport } from '../../../../core/auditing/proving/audit-report.ts'
import { verifyLedger } from '../../../../core/auditing/proving/verify-ledger.ts'
import { logOf, type SealScope } from '../../../../core/auditing/sealing/seal-scope.ts'
import {
  type Checkpoint,
  parseCheckpoint,
} from '../../../../core/auditing/transparency/checkpoint.ts'
import { createRandom } from '../../../../scripts/random.ts'
import { makeKeys, type MemoryLogs, sealInMemory } from '../../../support/memory-log.ts'
import { testBase as base } from '../../../support/sealing.ts'
import { rounds } from '../../../support/rounds.ts'

// In memory, so that there can be a thousand; ledger-tampering.test.ts makes some of them in a database.

const scope: SealScope = {
  unsealed: ['pulse'],
  expiring: [{ category: 'reading', maxAgeDays: 30 }],
}
const startMs = Date.parse('2026-01-01T00:00:00.000Z')
const now = new Date(startMs + 3_600_000)
const random = createRandom(1_000)
const below = (limit: number): number => Math.floor(random() * limit)

const keys = makeKeys()
const seal = (events: readonly StoredEvent[], signers: typeof keys): MemoryLogs =>
  sealInMemory(events, scope, signers)

const ledger: readonly StoredEvent[] = Array.from({ length: 900 }, (_, i) => ({
  id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
  type: 'probe.Measured',
  stream: ['run-1', 'reading-a', 'run-2', 'reading-b', 'pulse-a'][below(5)] ?? 'run-1',
  ...{ revision: BigInt(i), position: BigInt(i * 3), data: { n: i }, metadata: { actor: 'ada' } },
  recordedAt: new Date(startMs + i),
}))
const covered = 700

const held: readonly Checkpoint[] = Object.values(seal(ledger.slice(0, covered), keys)).map(
  ({ note }) => parseCheckpoint(note ?? ''),
)
const logs = seal(ledger, keys)

function verify(events: readonly StoredEvent[], sealed: MemoryLogs = logs): Promise<AuditReport> {
  return verifyLedger({
    ...{ base, held, now, logs: sealed, scopes: [{ scope, from: new Date(startMs) }] },
    events: async function* () {
      for (let at = 0; at < events.length; at += 500) yield events.slice(at, at + 500)
    },
    keys: Object.values(keys).map(({ verifier }) => verifier),
  })
}

/** What an edit makes of the ledger, and what is to be found, in any order and nothing else. */
interface Tampered {
  readonly events: readonly StoredEvent[]
  readonly findings: readonly string[]
}

const isSealed = ({ stream }: StoredEvent): boolean => logOf(scope, stream) !== undefined
const places = ledger.slice(0, covered).flatMap((event, i) => (isSealed(event) ? [i] : []))
const place = (): number => places[below(places.length)] ?? 0
const at = (i: number): StoredEvent => ledger[i] ?? ledger[0] ?? raise()

function raise(): never {
  throw new Error('there is no event')
}

function changed(i: number, change: Partial<StoredEvent>): readonly StoredEvent[] {
  return ledger.map((event, j) => (i === j ? { ...event, ...change } : event))
}

function flip(field: string, change: (event: StoredEvent) => Partial<StoredEvent>): () => Tampered {
  return () => {
    const i = place()
    return { events: changed(i, change(at(i))), findings: [`altered ${at(i).id} ${field}`] }
  }
}

// Either as rows of a database are swapped, which say of themselves where they were, or with the positions of their new places.
function swap(distance: () => number, positions: 'kept' | 'swapped'): () => Tampered {
  return () => {
    const one = place()
    const log = logOf(scope, at(one).stream)
    const same = places.filter(i => logOf(scope, at(i).stream) === log)
    const from = same.indexOf(one)
    const other = same[from + distance()]
    if (other === undefined) return swap(distance, positions)()
    const events = ledger.map((event, i) => {
      const position = positions === 'kept' ? {} : { position: event.position }
      if (i === one) return { ...at(other), ...position }
      return i === other ? { ...at(one), ...position } : event
    })
    const field = positions === 'kept' ? '' : ' position'
    return { events, findings: [one, other].map(i => `reordered ${at(i).id}${field}`) }
  }
}

// As it can be done in an export, where the position is what the line says.
function move(): Tampered {
  const from = place()
  const log = logOf(scope, at(from).stream)
  const steps = 2 + below(10)
  const behind = places.filter(i => i > from && logOf(scope, at(i).stream) === log)
  const to = behind[steps]
  if (to === undefined) return move()
  const events = [...ledger.slice(0, from), ...ledger.slice(from + 1, to + 1), at(from)]
  return { events: [...events, ...ledger.slice(to + 1)], findings: [`reordered ${at(from).id}`] }
}

const edits: Readonly<Record<string, () => Tampered>> = {
  data: flip('data', ({ data }) => ({ data: { data } })),
  metadata: flip('metadata', () => ({ metadata: { actor: 'eve' } })),
  type: flip('type', () => ({ type: 'probe.Guessed' })),
  time: flip('recordedAt', ({ recordedAt }) => ({
    recordedAt: new Date(recordedAt.getTime() + 1),
  })),
  drop: () => {
    const i = place()
    return { events: ledger.filter((_, j) => i !== j), findings: [`missing ${at(i).id}`] }
  },
  'drop many': () => {
    const [from, count] = [below(covered - 30), 1 + below(30)]
    const isGone = (i: number): boolean => i >= from && i < from + count
    return {
      events: ledger.filter((_, i) => !isGone(i)),
      findings: places.filter(isGone).map(i => `missing ${at(i).id}`),
    }
  },
  truncate: () => {
    const from = place()
    return {
      events: ledger.slice(0, from),
      findings: places.filter(i => i >= from).map(i => `missing ${at(i).id}`),
    }
  },
  'swap near': swap(() => 1 + below(9), 'swapped'),
  'swap far': swap(() => 10 + below(150), 'swapped'),
  'swap rows of neighbours': swap(() => 1, 'kept'),
  'swap rows near': swap(() => 2 + below(8), 'kept'),
  'swap rows far': swap(() => 10 + below(150), 'kept'),
  move,
  insert: () => {
    const [i, like] = [below(covered - 1), at(place())]
    const id = `ffffffff-0000-4000-8000-${String(i).padStart(12, '0')}`
    const event = { ...like, id, position: at(i).position + 1n }
    return {
      events: [...ledger.slice(0, i + 1), event, ...ledger.slice(i + 1)],
      findings: [`inserted ${id}`],
    }
  },
}

const told = ({ findings }: AuditReport): readonly string[] =>
  findings
    .map(({ verdict, event, fields }) => [verdict, event?.id, ...(fields ?? [])].join(' '))
    .sort()

t.test('of a thousand edits of the ledger each is found, and exactly what was done', async t => {
  const untouched = await verify(ledger)
  t.ok(untouched.clean)
  t.equal(untouched.notCovered, ledger.slice(covered).filter(isSealed).length)
  const kinds = Object.entries(edits)
  const wrong: unknown[] = []
  for (let round = 0; round < rounds(70, 1_400); round++) {
    const [kind, make] = kinds[round % kinds.length] ?? raise()
    const { events, findings } = make()
    const report = await verify(events)
    const found = told(report)
    const wanted = findings.toSorted()
    const isExact = found.join() === wanted.join() && report.findingCount === wanted.length
    if (!isExact) wrong.push({ round, kind, wanted: wanted.slice(0, 4), found: found.slice(0, 4) })
  }
  t.strictSame(wrong.slice(0, 5), [])
  t.equal(wrong.length, 0)
})

t.test(
  'ledger and logs that were made anew, or set back, do not pass for what was held',
  async t => {
    for (let round = 0; round < rounds(4, 40); round++) {
      const i = place()
      const log = logOf(scope, at(i).stream)
      const problemsOf = ({ logs: found }: AuditReport): readonly string[] =>
        found.flatMap(({ name, problems }) => (name === log ? problems : []))

      const edited = changed(i, { data: 'another' })
      const forked = await verify(edited, seal(edited, keys))
      t.notOk(forked.clean)
      t.strictSame(problemsOf(forked), ['forked'], 'with the stolen key')
      const resigned = await verify(edited, seal(edited, makeKeys()))
      t.strictSame(problemsOf(resigned), ['forked', 'untrusted'], 'with another key')
      const onlyKey = await verify(ledger, seal(ledger, makeKeys()))
      t.strictSame(problemsOf(onlyKey), ['untrusted'], 'with another key alone')
      const back = ledger.slice(0, i)
      const older = await verify(back, seal(back, keys))
      t.strictSame(problemsOf(older), ['rolled_back'], 'from an older backup of both')
      const gone = await verify(back)
      const wanted = places.filter(j => j >= i).map(j => `missing ${at(j).id}`)
      t.strictSame(told(gone), wanted.toSorted(), 'from an older backup of the ledger alone')
    }
  },
)

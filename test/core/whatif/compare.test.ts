import t from 'tap'
import { compare } from '../../../core/whatif/compare.ts'
import { Timelines } from '../../../core/whatif/timelines.ts'
import type { OutcomeKind } from '../../../core/whatif/what-if.ts'

const minute = (at: number): Date => new Date(Date.UTC(2026, 0, 1) + at * 60_000)
const range = { from: minute(10), to: minute(60) }

function timelines(
  ...entries: readonly (readonly [state: string, at: number, kind?: OutcomeKind])[]
): Timelines {
  const made = new Timelines()
  for (const [state, at, kind = 'transition'] of entries)
    made.take({ kind, subject: 'a disk', state, at: minute(at) })
  return made
}

t.test('what is the same changes nothing, and is counted', async t => {
  const same = timelines(['ok', 0], ['warning', 20], ['ok', 30], ['raised', 20, 'alarm'])
  const { changes, held, same: counted } = compare(same, same, range)
  t.strictSame(changes, [])
  t.strictSame(counted, { transition: 3, alarm: 1, gate: 0, telling: 0, action: 0 })
  t.strictSame(held, [
    { state: 'ok', recordedSeconds: 2_400, judgedSeconds: 2_400 },
    { state: 'warning', recordedSeconds: 600, judgedSeconds: 600 },
  ])
})

t.test(
  'what would not have been is removed, what would is added, and what at another time is moved',
  async t => {
    const recorded = timelines(['ok', 0], ['warning', 20], ['ok', 30], ['critical', 40])
    const judged = timelines(['ok', 0], ['critical', 45], ['emergency', 50])
    const { changes, held } = compare(recorded, judged, range)
    const about = { kind: 'transition', subject: 'a disk' }
    t.strictSame(
      changes.filter(({ change }) => change !== 'removed'),
      [
        { ...about, state: 'critical', change: 'moved', at: minute(45), was: minute(40) },
        { ...about, state: 'emergency', change: 'added', at: minute(50), was: null },
      ],
    )
    t.strictSame(
      changes.filter(({ change }) => change === 'removed').map(({ state, at }) => [state, at]),
      [
        ['warning', minute(20)],
        ['ok', minute(30)],
      ],
    )
    t.strictSame(
      held.find(({ state }) => state === 'critical'),
      {
        ...{ state: 'critical', recordedSeconds: 1_200, judgedSeconds: 300 },
      },
    )
  },
)

t.test('what was otherwise from before the range on begins with it', async t => {
  const { changes } = compare(timelines(['ok', 0]), timelines(['ok', 0], ['warning', 5]), range)
  t.match(changes, [
    { state: 'ok', change: 'removed', at: range.from },
    { state: 'warning', change: 'added', at: range.from },
  ])
})

t.test('what lies outside the range does not count', async t => {
  const recorded = timelines(['ok', 0], ['warning', 3], ['ok', 5], ['critical', 60])
  const { changes, same } = compare(recorded, timelines(['ok', 0]), range)
  t.strictSame(changes, [])
  t.equal(same.transition, 1)
})

t.test('a subject that differs in everything is compared all the same', async t => {
  const flapping = (states: readonly string[]): Timelines =>
    timelines(
      ...Array.from({ length: 6_000 }, (_, at) => [states[at % 2] ?? '', at / 200] as const),
    )
  const wide = { from: minute(0), to: minute(60) }
  const { changes } = compare(flapping(['a', 'b']), flapping(['c', 'd']), wide)
  t.equal(changes.length, 12_000)
})

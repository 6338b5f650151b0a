import fc from 'fast-check'
import t from 'tap'
import type { Recorded } from '../../../../core/event.ts'
import { foldEvents } from '../../../../core/projecting/fold.ts'
import type { HeartbeatReceived } from '../../../../plugins/continuity/observations.ts'
import { joinAgentSigns, noAgentSigns } from '../../../../plugins/continuity/signs/join-signs.ts'
import { signsOfBeat } from '../../../../plugins/continuity/signs/signs-of.ts'
import projection from '../../../../projections/agent-continuity/projection.ts'
import { beat, beaten, minute } from '../stories.ts'

const said = fc.record({
  at: fc.nat(20),
  status: fc.constantFrom(null, 'busy', 'idle'),
  counter: fc.constantFrom(null, 1, 2, 3),
})

// Few moments and few counters, so that many beats share them.
const history = fc
  .array(said, { minLength: 1, maxLength: 12 })
  .map(beats =>
    beats.map(({ at, status, counter }, n) =>
      beat(n, at, { status, progress: counter === null ? null : { counter, at: null } }),
    ),
  )

const shuffled = history.chain(events =>
  fc.record({
    events: fc.constant(events),
    order: fc.tuple(
      fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      fc.array(fc.constantFrom(...events), { maxLength: 12 }),
    ),
  }),
)

const rowsOf = (events: readonly Recorded<HeartbeatReceived>[]): readonly object[] => [
  ...foldEvents(projection, events).values(),
]

t.test('any order and any repetition of the same beats folds to the same row', async t => {
  fc.assert(
    fc.property(shuffled, ({ events, order: [all, again] }) => {
      t.strictSame(rowsOf([...again.slice(0, 4), ...all, ...again]), rowsOf(events))
    }),
    { numRuns: 1_000 },
  )
})

t.test('the counter last stood elsewhere when the history says so', async t => {
  fc.assert(
    fc.property(history, events => {
      const signs = events.map(signsOfBeat).reduce(joinAgentSigns, noAgentSigns)
      const reports = events
        .filter(({ data }) => data.progress)
        .toSorted((a, b) => +a.receivedAt - +b.receivedAt || (a.id < b.id ? -1 : 1))
      const last = reports.at(-1)
      const counter = last?.data.progress?.counter
      const elsewhere = reports.findLast(({ data }) => data.progress?.counter !== counter)
      t.equal(signs.progress?.last.eventId, last?.id)
      t.equal(signs.progress?.previous?.eventId, elsewhere?.id)
      t.equal(signs.progress?.first.eventId, reports[0]?.id)
    }),
    { numRuns: 300 },
  )
})

t.test('what is nothing new leaves the signs as they are', async t => {
  const signs = beaten([10, 1], [20, 2], 30)
  t.equal(joinAgentSigns(signs, beaten([10, 1])), signs)
  t.equal(joinAgentSigns(signs, noAgentSigns), signs)
  t.equal(joinAgentSigns(signs, signs), signs)
})

t.test('an agent keeps its word until it says another', async t => {
  const events = [beat(1, 1, { status: 'busy' }), beat(2, 2), beat(3, 3, { runId: 'r' })]
  const { status, beat: last } = events.map(signsOfBeat).reduce(joinAgentSigns, noAgentSigns)
  t.match(status, { status: 'busy', receivedAt: minute(1).toISOString() })
  t.match(last, { runId: 'r', receivedAt: minute(3).toISOString() })
})

import t from 'tap'
import { foldEvents } from '../../../core/projecting/fold.ts'
import type { TargetRow } from '../../../plugins/rollout/drift/target-row.ts'
import { conditionOf, conditions } from '../../../plugins/rollout/drift/target-row.ts'
import { rolloutEvents } from '../../../plugins/rollout/events.ts'
import projection from '../../../projections/targets/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'
import { recordExamples } from '../../support/record-examples.ts'

await projectionContract(t, projection, rolloutEvents, {
  observations: ['rollout.TargetLooked', 'rollout.VerificationFinished'],
})

const [event] = recordExamples(rolloutEvents, ['rollout.VerificationFinished'])

t.test('of many verifications the newest of each release and run are remembered', async t => {
  const uuid = (of: string, number: number): string =>
    `0199a3c0-0000-7000-8000-${of}${String(number).padStart(11, '0')}`
  const verified = Array.from({ length: 60 }, (_, index) => ({
    ...event,
    data: {
      ...event?.data,
      verificationId: uuid('a', index),
      // Each run is verified twice.
      runId: uuid('b', index % 30),
      startedAt: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
      finishedAt: new Date(Date.UTC(2026, 0, 1, 0, index, 1)).toISOString(),
    },
  }))
  const rowOf = (events: readonly unknown[]): TargetRow =>
    foldEvents(projection, events as never).get('production') as TargetRow
  const row = rowOf(verified)
  t.equal(row.verified.length, 20)
  t.strictSame(row.verified[0]?.verificationId, uuid('a', 59))
  t.strictSame(rowOf([...verified].reverse()), row, 'in whatever order they came')
})

t.test('what has drifted and cannot be reached has drifted', async t => {
  const is = { is_watched: true, drifted_since: null, unreachable_since: null, outcome: null }
  const now = new Date()
  t.equal(conditionOf(is), 'unknown')
  t.equal(conditionOf({ ...is, outcome: 'underway' }), 'underway')
  t.equal(conditionOf({ ...is, unreachable_since: now, outcome: 'unreachable' }), 'unreachable')
  t.equal(conditionOf({ ...is, drifted_since: now, unreachable_since: now }), 'drifted')
  t.equal(conditionOf({ ...is, is_watched: false, drifted_since: now }), 'unwatched')
  t.equal(new Set(conditions).size, conditions.length)
})

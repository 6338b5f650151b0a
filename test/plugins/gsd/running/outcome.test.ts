import t from 'tap'
import { gsdAlarms } from '../../../../plugins/gsd/alarms.ts'
import { sentenceOf } from '../../../../plugins/gsd/answering/timeline.ts'
import { gsdEvents } from '../../../../plugins/gsd/events.ts'
import { outcomes } from '../../../../plugins/gsd/stage.ts'
import {
  ada,
  after,
  change,
  ci,
  errorOf,
  minuteOf,
  next,
  refusalOf,
  releaseId,
  start,
  tell,
  type Told,
  typesOf,
} from '../story.ts'

const reason = 'The customer went elsewhere.'
const ends = outcomes.filter(outcome => outcome !== 'succeeded')
const end = (outcome: (typeof ends)[number], rest: Partial<Told> = {}): Told =>
  change({ status: 'completed', outcome, reason }, rest)
const guarded = start({ releaseId, ownerApproval: 'required' })

t.test('a run ends without success in whatever state it is, by a reason alone', async t => {
  const states = [
    tell(guarded),
    tell(guarded, change({ status: 'blocked' })),
    tell(guarded, change({ stage: 'implementation' })),
    tell(start()),
  ]
  for (const story of states)
    for (const outcome of ends) {
      t.strictSame(typesOf(story, end(outcome)), ['RunCompleted'])
      const silent = change({ status: 'completed', outcome })
      t.equal(refusalOf(story, silent), 'reason_required')
    }
})

t.test('it tells how it ended, by whom, why and when', async t => {
  const story = tell(guarded, end('cancelled', { by: ada, minute: 7 }))
  t.match(story.run, {
    ...{ status: 'completed', outcome: 'cancelled', endedBy: 'person:ada', statusReason: reason },
    completedAt: minuteOf(7),
  })
  t.equal(sentenceOf(story.events.at(-1)!), `Ended in planning, cancelled: ${reason}`)
  const succeeded = tell(start(), change({ status: 'completed' }))
  t.match(succeeded.run, { outcome: 'succeeded', endedBy: 'service:ci' })
  t.equal(sentenceOf(succeeded.events.at(-1)!), 'Completed in planning.')
  t.match(tell(start()).run, { outcome: null, endedBy: null })
})

t.test('no gate is asked about an end without success', async t => {
  const denied = { gates: { completion: 'deny', rollout: 'deny' } } as const
  t.strictSame(typesOf(tell(start({ releaseId })), end('failed', denied)), ['RunCompleted'])
})

t.test('success still takes approvals and evidence', async t => {
  const all = change({ status: 'completed', outcome: 'succeeded', reason })
  t.equal(refusalOf(tell(guarded), all), 'approval_pending')
  t.strictSame(typesOf(tell(start()), all), ['RunCompleted'])
})

t.test('how a run ended is not changed afterwards', async t => {
  const failed = tell(guarded, end('failed'))
  t.strictSame(next(failed, end('failed')), [], 'the same again is nothing')
  t.strictSame(next(failed, change({ status: 'completed' })), [])
  t.equal(refusalOf(failed, end('cancelled')), 'run_completed')
  t.equal(refusalOf(failed, change({ status: 'completed', outcome: 'succeeded' })), 'run_completed')
  const reopened = after(failed, change({ status: 'in_progress', reason: 'After all.' }))
  t.match(reopened.run, { outcome: null, endedBy: null, completedAt: null })
})

t.test('who ends a run without success has not advanced it', async t => {
  const point = { step: 'completion', required: 1, role: null, expiresAfterSeconds: null } as const
  const strict = start({ approvals: [{ ...point, secondPerson: 'required' }] })
  const reopened = tell(strict, end('cancelled', { by: ada }), change({ status: 'in_progress' }))
  t.strictSame(reopened.run?.advancedBy, ['service:ci'])
})

t.test('a run can be told as ended from its start', async t => {
  const told = start({ status: 'completed', outcome: 'failed', reason }, { by: ci })
  t.match(tell(told).run, { status: 'completed', outcome: 'failed', statusReason: reason })
})

t.test('a run that completed before there were outcomes has succeeded', async t => {
  const { upcasters, schemaVersion } = gsdEvents['gsd.RunCompleted']
  t.equal(schemaVersion, 2)
  t.match(upcasters?.[1]?.({ runId: 'r1', reason: null }), { runId: 'r1', outcome: 'succeeded' })
})

t.test('its alarms end with it, however it ends', async t => {
  t.ok(gsdAlarms['gate']?.ends?.['gsd.RunCompleted'])
})

t.test('what is allowed now names each end', async t => {
  const { allowed_now: allowed } = errorOf(tell(guarded), change({ status: 'completed' }))
  const named = (allowed as { change: string; to: string; needs: string[] }[]).filter(
    one => one.change === 'outcome',
  )
  t.strictSame(
    named,
    ends.map(to => ({ change: 'outcome', to, needs: ['reason'] })),
  )
})

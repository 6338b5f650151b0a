import t from 'tap'
import { stages } from '../../../../plugins/gsd/stage.ts'
import {
  attach,
  change,
  errorOf,
  next,
  otherRelease,
  refusalOf,
  releaseId,
  start,
  tell,
  typesOf,
} from '../story.ts'

const telemetry = tell(start())
const release = tell(start({ releaseId }))
const nowhere = tell()

t.test('a run starts where it says it is', async t => {
  for (const stage of stages) {
    const [started] = next(nowhere, start({ stage, status: 'queued' }))
    t.match(started, { type: 'gsd.RunStarted', data: { stage, status: 'queued' } })
  }
  t.equal(refusalOf(telemetry, start()), 'already_started')
  t.strictSame(typesOf(nowhere, start({ status: 'completed' })), ['RunStarted', 'RunCompleted'])
})

t.test('nothing can be done to a run that has not started', async t => {
  t.equal(refusalOf(nowhere, change({ stage: 'rollout' })), 'DECKLOG_NOT_FOUND')
  t.equal(refusalOf(nowhere, attach('tests')), 'DECKLOG_NOT_FOUND')
})

t.test('a run with a release goes forward one stage at a time', async t => {
  let story = release
  for (const to of stages.slice(1)) {
    const [entered] = next(story, change({ stage: to }))
    t.match(entered, { data: { to, attempt: 1, order: 'forward', reason: null } })
    story = tell(start({ releaseId }), ...upTo(to))
  }
  t.strictSame(typesOf(story, change({ status: 'completed' })), ['RunCompleted'])
})

t.test('with a release, back, skipping and an early end take a reason', async t => {
  const rollout = tell(start({ releaseId }), ...upTo('rollout'))
  t.equal(refusalOf(rollout, change({ stage: 'planning' })), 'reason_required')
  t.equal(refusalOf(rollout, change({ stage: 'hardening' })), 'reason_required')
  t.equal(refusalOf(rollout, change({ status: 'completed' })), 'reason_required')
  const reason = 'The customer asked for it.'
  const back = tell(start({ releaseId }), ...upTo('rollout'), change({ stage: 'planning', reason }))
  t.match(back.events.at(-1), { data: { order: 'back', attempt: 2, reason } })
  t.match(next(rollout, change({ stage: 'hardening', reason }))[0], { data: { order: 'skip' } })
  t.strictSame(typesOf(rollout, change({ status: 'completed', reason })), ['RunCompleted'])
})

t.test('a run with a release that starts late has skipped what was before', async t => {
  const late = { stage: 'validation', releaseId } as const
  t.equal(refusalOf(nowhere, start(late)), 'reason_required')
  t.strictSame(typesOf(nowhere, start({ ...late, reason: 'It was begun by hand.' })), [
    'RunStarted',
    'ReleaseNamed',
    'StageEntered',
  ])
})

t.test('without a release what is out of order is recorded as such', async t => {
  const story = tell(
    start(),
    change({ stage: 'hardening' }),
    change({ stage: 'rollout' }),
    change({ stage: 'validation' }),
  )
  t.match(
    story.events.slice(1).map(event => event.data),
    [{ order: 'skip' }, { order: 'back' }, { order: 'forward' }],
  )
  t.match(story.run, { outOfOrderMoves: 2, stage: 'validation' })
  t.strictSame(typesOf(story, change({ status: 'completed' })), ['RunCompleted'])
})

t.test('what is so already makes no event', async t => {
  t.strictSame(next(telemetry, change({ stage: 'planning', status: 'in_progress' })), [])
  t.strictSame(next(telemetry, change({ runName: 'checkout', iterationNumber: 1 })), [])
  t.strictSame(next(tell(start({ status: 'completed' })), change({ status: 'completed' })), [])
})

t.test('a name and an iteration change together', async t => {
  t.strictSame(typesOf(telemetry, change({ iterationNumber: 2 })), ['RunRenamed'])
  t.match(tell(start(), change({ iterationNumber: 2 })).run, { runName: 'checkout' })
})

t.test('a release is named before anything is rolled out, and not on a completed run', async t => {
  t.strictSame(typesOf(telemetry, change({ releaseId })), ['ReleaseNamed'])
  t.strictSame(typesOf(release, change({ releaseId: otherRelease })), ['ReleaseNamed'])
  t.strictSame(next(release, change({ releaseId })), [])
  const rollout = tell(start(), change({ stage: 'rollout' }))
  t.equal(refusalOf(rollout, change({ releaseId })), 'release_too_late')
  const completed = tell(start({ status: 'completed' }))
  t.equal(refusalOf(completed, change({ releaseId })), 'run_completed')
})

t.test('a blocked run with a release moves on only when it is freed for a reason', async t => {
  const blocked = tell(start({ releaseId }), change({ status: 'blocked' }))
  t.equal(refusalOf(blocked, change({ stage: 'implementation' })), 'run_blocked')
  t.equal(refusalOf(blocked, change({ status: 'completed', reason: 'Enough.' })), 'run_blocked')
  t.equal(refusalOf(blocked, change({ status: 'in_progress' })), 'reason_required')
  const freed = change({ stage: 'implementation', status: 'in_progress', reason: 'Mended.' })
  t.strictSame(typesOf(blocked, freed), ['StatusChanged', 'StageEntered'])
  const blocking = change({ stage: 'implementation', status: 'blocked' })
  t.strictSame(typesOf(release, blocking), ['StageEntered', 'StatusChanged'])
})

t.test('a completed run is reopened by another status', async t => {
  const completed = tell(
    start({ releaseId }),
    ...upTo('hardening'),
    change({ status: 'completed' }),
  )
  t.equal(refusalOf(completed, change({ stage: 'rollout', reason: 'Again.' })), 'run_completed')
  t.equal(refusalOf(completed, change({ status: 'in_progress' })), 'reason_required')
  const again = change({ status: 'in_progress', reason: 'An alarm came.' })
  t.strictSame(typesOf(completed, again), ['RunReopened'])
  t.match(tell(start({ status: 'completed' }), change({ status: 'queued' })).run, {
    status: 'queued',
    completedAt: null,
  })
})

t.test('a refusal tells what is allowed now, and what that needs', async t => {
  const blocked = tell(
    start({ releaseId, ownerApproval: 'required' }),
    change({ status: 'blocked' }),
  )
  const { allowed_now: allowed } = errorOf(blocked, change({ stage: 'implementation' }))
  t.strictSame(allowed, [
    { change: 'stage', to: 'implementation', needs: ['unblocking'] },
    ...['rollout', 'validation', 'hardening'].map(to => ({
      ...{ change: 'stage', to, needs: ['unblocking', 'reason'] },
    })),
    { change: 'status', to: 'queued', needs: ['reason'] },
    { change: 'status', to: 'in_progress', needs: ['reason'] },
    { change: 'status', to: 'completed', needs: ['unblocking', 'reason', 'approval:completion'] },
    ...['failed', 'cancelled', 'superseded'].map(to => ({
      ...{ change: 'outcome', to, needs: ['reason'] },
    })),
  ])
})

function upTo(last: (typeof stages)[number]) {
  return stages.slice(1, stages.indexOf(last) + 1).map(stage => change({ stage }))
}

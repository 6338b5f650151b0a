import t from 'tap'
import { foldEvents } from '../../../core/projecting/fold.ts'
import { releaseEvents } from '../../../plugins/release/events.ts'
import { manifestExample, releaseIdOf } from '../../../plugins/release/manifest.ts'
import { rolloutEvents } from '../../../plugins/rollout/events.ts'
import projection from '../../../projections/releases/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'
import { registered, verified } from './events.ts'

type Events = Parameters<typeof foldEvents<object, Parameters<typeof projection.keys>[0]>>[1]

const id = releaseIdOf(manifestExample)
const rowOf = (events: Events): object | undefined => foldEvents(projection, events).get(id)

await projectionContract(
  t,
  projection,
  { ...releaseEvents, ...rolloutEvents },
  {
    events: [registered(), registered({ images: manifestExample.images.slice(1) }), verified()],
    observations: [],
  },
)

t.test('a row tells what was released, when and by whom', async t => {
  const event = registered()
  t.match(rowOf([event]), {
    release_id: id,
    commit: manifestExample.commit,
    built_at: new Date(manifestExample.created),
    images: manifestExample.images,
    registered_at: event.receivedAt,
    registered_by: 'service:ci',
    verdict: null,
    verified_at: null,
  })
})

t.test('the newest verification counts, in whatever order they are recorded', async t => {
  const passed = verified({ verificationId: 'a', finishedAt: '2026-01-01T13:00:00.000Z' })
  const failed = verified({
    verificationId: 'b',
    verdict: 'failed',
    finishedAt: '2026-01-01T14:00:00.000Z',
  })
  const expected = rowOf([registered(), passed, failed])
  t.match(expected, {
    verdict: 'failed',
    verification_id: 'b',
    checked_at: new Date('2026-01-01T14:00:00.000Z'),
    verified_at: new Date('2026-01-01T13:00:00.000Z'),
  })
  t.match(rowOf([registered(), failed, passed, failed]), {
    verdict: 'failed',
    verification_id: 'b',
    verified_at: new Date('2026-01-01T13:00:00.000Z'),
  })
})

t.test('a slow verification that began before a failed one does not hide it', async t => {
  const slow = verified({
    ...{ verificationId: 'z', verdict: 'passed' },
    ...{ startedAt: '2026-01-01T13:00:00.000Z', finishedAt: '2026-01-01T15:00:00.000Z' },
  })
  const failed = verified({
    ...{ verificationId: 'b', verdict: 'failed' },
    ...{ startedAt: '2026-01-01T13:30:00.000Z', finishedAt: '2026-01-01T14:00:00.000Z' },
  })
  for (const events of [
    [registered(), slow, failed],
    [registered(), failed, slow],
  ])
    t.match(rowOf(events), {
      verdict: 'failed',
      verification_id: 'b',
      checked_at: new Date('2026-01-01T14:00:00.000Z'),
      verified_at: new Date('2026-01-01T15:00:00.000Z'),
    })
})

t.test('a verification of no release, or of one nobody registered, touches nothing', async t => {
  t.equal(foldEvents(projection, [verified({ releaseId: null })]).size, 0)
  t.equal(foldEvents(projection, [verified()]).size, 0)
})

t.test('only what is of the target that gates ask about, and speaks for all, counts', async t => {
  const expected = rowOf([registered()])
  const boardId = '5a0e3c9b-8c5f-4d8e-9b53-0d1a4c6f0001'
  t.match(rowOf([registered(), verified({ targetRole: 'other' })]), { verdict: null })
  t.match(rowOf([registered(), verified({ speaksFor: 'board', boardId })]), { verdict: null })
  t.match(rowOf([registered(), verified({ speaksFor: 'all', boardId })]), { verdict: 'passed' })
  t.match(expected, { verdict: null })
  const older = Object.fromEntries(
    Object.entries(verified().data).filter(([key]) => key !== 'targetRole' && key !== 'speaksFor'),
  ) as Omit<ReturnType<typeof verified>['data'], 'targetRole' | 'speaksFor'>
  const before = (changes: object) => ({ ...verified(), data: { ...older, ...changes } })
  t.match(rowOf([registered(), before({})]), { verdict: 'passed' }, 'as it was believed before')
  t.match(rowOf([registered(), before({ boardId })]), { verdict: null })
})

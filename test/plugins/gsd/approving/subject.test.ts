import t from 'tap'
import { subjectDigest } from '../../../../plugins/gsd/approving/subject.ts'
import {
  ada,
  after,
  approve,
  attach,
  change,
  errorOf,
  minuteOf,
  next,
  otherRelease,
  refusalOf,
  reject,
  releaseId,
  start,
  tell,
  rolloutPoint,
  guarded,
  enterImplementation,
} from '../story.ts'

t.test('an approver decides on what they have looked at', async t => {
  const looked = tell(guarded(), enterImplementation)
  const seen = { digest: subjectDigest(looked.run!), subject: looked.run! }
  for (const meanwhile of [
    change({ releaseId: otherRelease }),
    change({ links: ['https://ci.example/other'] }),
    attach('Another report'),
  ]) {
    const swapped = after(looked, meanwhile)
    for (const decide of [approve('rollout', { seen }), reject('rollout', { seen })])
      t.equal(refusalOf(swapped, decide), 'subject_changed')
    t.equal(refusalOf(swapped, approve('rollout')), 'accepted', 'once they have looked again')
  }
  t.equal(refusalOf(looked, approve('rollout', { seen })), 'accepted')
})

t.test('who decides on something else is told what has changed, and what it is now', async t => {
  const looked = tell(guarded(), attach('Report of build 1'))
  const seen = { digest: subjectDigest(looked.run!), subject: looked.run! }
  const [old] = looked.run!.evidence
  const swapped = [
    change({ releaseId: otherRelease, links: ['https://ci.example/2'] }),
    { body: { kind: 'withdraw', evidenceId: old!.evidenceId, reason: 'Old.' } } as const,
  ].reduce(after, looked)
  t.match(errorOf(swapped, approve('rollout', { seen })), {
    subject: { release_id: otherRelease, evidence: [{ url: 'https://ci.example/2' }] },
    subject_digest: subjectDigest(swapped.run!),
    changed: {
      release_id: { was: releaseId, is: otherRelease },
      attached: [{ url: 'https://ci.example/2' }],
      withdrawn: [{ title: 'Report of build 1' }],
    },
  })
  const never = { digest: '0'.repeat(64), subject: null }
  t.match(errorOf(swapped, approve('rollout', { seen: never })), { changed: null })
})

t.test('without a digest only a run without a release is decided on', async t => {
  const unseen = { seen: null }
  const release = tell(guarded(), enterImplementation)
  t.equal(refusalOf(release, approve('rollout', unseen)), 'subject_not_named')
  t.equal(refusalOf(release, reject('rollout', unseen)), 'subject_not_named')
  t.match(errorOf(release, approve('rollout', unseen)), {
    subject: { release_id: releaseId },
    subject_digest: subjectDigest(release.run!),
  })
  const telemetry = tell(start({ approvals: [rolloutPoint()] }))
  t.equal(refusalOf(telemetry, approve('rollout', unseen)), 'accepted')
  const given = after(release, approve('rollout'))
  t.strictSame(next(given, approve('rollout', unseen)), [], 'what is decided stays so')
})

t.test('a change that decides is bound to the run as it was before the change', async t => {
  const owned = tell(start({ releaseId, ownerApproval: 'required' }))
  const seen = { digest: subjectDigest(owned.run!), subject: owned.run! }
  const decide = { ownerApprovalStatus: 'approved' } as const
  const ownLinks = change({ ...decide, links: ['https://ci.example/mine'] }, { by: ada, seen })
  t.equal(refusalOf(owned, ownLinks), 'accepted')
  t.equal(refusalOf(owned, change(decide, { by: ada, seen: null })), 'subject_not_named')
  const swapped = after(owned, attach('Another report'))
  t.equal(refusalOf(swapped, change(decide, { by: ada, seen })), 'subject_changed')
  const born = start({ releaseId, ownerApproval: 'required', ...decide }, { by: ada })
  t.equal(refusalOf(tell(), born), 'subject_not_named', 'nobody has seen what is not there yet')
})

t.test('a bypass and a waiver that name what was looked at are bound to it too', async t => {
  const looked = tell(guarded(), enterImplementation)
  const seen = { digest: subjectDigest(looked.run!), subject: looked.run! }
  const swapped = after(looked, change({ releaseId: otherRelease }))
  const waive = { kind: 'decide', step: 'rollout', decision: 'waived', note: 'Ok.' } as const
  const gates = { step: 'rollout', gates: null, reason: 'Ok.', expiresAt: minuteOf(9) } as const
  for (const body of [waive, { kind: 'bypass', ...gates } as const]) {
    t.equal(refusalOf(swapped, { body, by: ada, seen }), 'subject_changed')
    t.equal(refusalOf(looked, { body, by: ada, seen }), 'accepted')
  }
})

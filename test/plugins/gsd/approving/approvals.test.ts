import t from 'tap'
import type { ApprovalAsked } from '../../../../plugins/gsd/running/command.ts'
import {
  ada,
  after,
  approve,
  attach,
  bob,
  bot,
  carol,
  change,
  ci,
  minuteOf,
  next,
  otherRelease,
  refusalOf,
  reject,
  releaseId,
  start,
  tell,
  typesOf,
  rolloutPoint,
  guarded,
  enterImplementation,
  enterRollout,
} from '../story.ts'

const skipRollout = change({ stage: 'validation', reason: 'In a hurry.' })

t.test('a guarded stage is entered only when approved, also by who skips it', async t => {
  const waiting = tell(guarded(), enterImplementation)
  t.equal(refusalOf(waiting, enterRollout), 'approval_pending')
  t.equal(refusalOf(waiting, skipRollout), 'approval_pending')
  const approved = tell(guarded(), enterImplementation, approve('rollout'))
  t.equal(refusalOf(approved, enterRollout), 'accepted')
  t.equal(refusalOf(approved, skipRollout), 'accepted')
})

t.test('a telemetry run waits for the approvals it asked for too', async t => {
  const waiting = tell(start({ approvals: [rolloutPoint()] }))
  t.equal(refusalOf(waiting, enterRollout), 'approval_pending')
  t.equal(refusalOf(waiting, change({ stage: 'hardening' })), 'approval_pending')
})

t.test('an approval keeps who gave it, when, why and on what', async t => {
  const given = tell(guarded(), approve('rollout', { minute: 5 })).run?.approvals
  t.match(given, [
    { actor: 'person:ada', decidedAt: minuteOf(5), decision: 'approved', round: 1, note: null },
  ])
  t.match(given?.[0]?.subjectDigest, /^[0-9a-f]{64}$/)
})

t.test('a later approval by PATCH does not move it', async t => {
  const approved = change(
    { ownerApprovalStatus: 'approved', ownerApprovalNote: 'Fine.' },
    { by: ada },
  )
  const story = tell(start({ ownerApproval: 'required' }), approved)
  t.strictSame(next(story, approved), [])
  t.strictSame(next(story, { ...approved, by: bob, minute: 9 }), [])
  t.strictSame(next(story, { ...approved, by: ci }), [], 'whoever sends it again')
})

t.test('so many different people must approve', async t => {
  const two = tell(guarded({ required: 2 }), enterImplementation, approve('rollout'))
  t.strictSame(next(two, approve('rollout')), [], 'the same person once')
  t.equal(refusalOf(two, enterRollout), 'approval_pending')
  const both = tell(
    guarded({ required: 2 }),
    enterImplementation,
    approve('rollout'),
    approve('rollout', { by: bob }),
  )
  t.equal(refusalOf(both, enterRollout), 'accepted')
})

t.test('an approval expires', async t => {
  const story = tell(
    guarded({ expiresAfterSeconds: 3_600 }),
    enterImplementation,
    approve('rollout', { minute: 10 }),
  )
  t.equal(refusalOf(story, { ...enterRollout, minute: 69 }), 'accepted')
  t.equal(refusalOf(story, { ...enterRollout, minute: 70 }), 'approval_pending')
  t.strictSame(typesOf(story, approve('rollout', { minute: 70 })), ['ApprovalGiven'])
})

t.test('an approval is void for good when its subject changes', async t => {
  const approved = [guarded(), enterImplementation, approve('rollout')] as const
  const withProof = tell(...approved, attach('tests'))
  t.equal(refusalOf(withProof, enterRollout), 'approval_pending')
  t.equal(
    refusalOf(tell(...approved, change({ releaseId: otherRelease })), enterRollout),
    'approval_pending',
  )
  const [proof] = withProof.run?.evidence ?? []
  const withdrawn = tell(...approved, attach('tests'), {
    body: { kind: 'withdraw', evidenceId: proof!.evidenceId, reason: 'Of another build.' },
  })
  t.equal(refusalOf(withdrawn, enterRollout), 'approval_pending', 'also when it is as it was')
  t.strictSame(typesOf(withProof, approve('rollout')), ['ApprovalGiven'])
  const other = tell(...approved, change({ metrics: { retries: 1 }, runName: 'other' }))
  t.equal(refusalOf(other, enterRollout), 'accepted', 'what is no subject does not matter')
})

t.test('a rejection needs a note and blocks until approval is asked for anew', async t => {
  const waiting = tell(guarded({ required: 2 }), enterImplementation, approve('rollout'))
  const silent = { body: { kind: 'decide', step: 'rollout', decision: 'rejected', note: null } }
  t.equal(
    refusalOf(waiting, { ...(silent as ReturnType<typeof reject>), by: ada }),
    'DECKLOG_VALIDATION',
  )
  const rejected = [guarded(), enterImplementation, reject('rollout')] as const
  t.equal(refusalOf(tell(...rejected), enterRollout), 'approval_rejected')
  t.equal(refusalOf(tell(...rejected), approve('rollout', { by: bob })), 'approval_rejected')
  t.strictSame(next(tell(...rejected), reject('rollout', { by: bob })), [])
  const anew = tell(...rejected, change({ approvals: [rolloutPoint()] }))
  t.match(anew.events.at(-1), { type: 'gsd.ApprovalRequested', data: { round: 2 } })
  t.equal(refusalOf(anew, enterRollout), 'approval_pending')
  t.strictSame(typesOf(anew, approve('rollout')), ['ApprovalGiven'])
})

t.test('asking again for what is open or given changes nothing', async t => {
  const again = change({ approvals: [rolloutPoint()] })
  t.strictSame(next(tell(guarded()), again), [])
  t.strictSame(next(tell(guarded(), approve('rollout')), again), [])
  t.strictSame(typesOf(tell(guarded(), approve('rollout'), attach('tests')), again), [
    'ApprovalRequested',
  ])
})

t.test('an approval point becomes stricter, never weaker', async t => {
  const strict = { required: 2, role: 'sre', secondPerson: 'required', expiresAfterSeconds: 60 }
  const point = strict as Partial<ApprovalAsked>
  t.strictSame(typesOf(tell(guarded()), change({ approvals: [rolloutPoint(point)] })), [
    'ApprovalRequested',
  ])
  const weaker: readonly Partial<ApprovalAsked>[] = [
    { ...point, required: 1 },
    { ...point, role: null },
    { ...point, secondPerson: 'not_required' },
    { ...point, expiresAfterSeconds: null },
  ]
  for (const terms of weaker)
    t.equal(
      refusalOf(tell(guarded(point)), change({ approvals: [rolloutPoint(terms)] })),
      'approval_weaker',
    )
})

t.test('neither agents nor those without the scope approve', async t => {
  const story = tell(guarded())
  t.equal(refusalOf(story, approve('rollout', { by: bot })), 'agent_cannot_approve')
  t.equal(refusalOf(story, approve('rollout', { by: ci })), 'DECKLOG_FORBIDDEN')
  t.equal(refusalOf(story, reject('rollout', { by: ci })), 'DECKLOG_FORBIDDEN')
})

t.test(
  'where a second person is needed, who created or advanced the run does not count',
  async t => {
    const created = { ...guarded({ secondPerson: 'required' }), by: ada }
    const story = tell(created, { ...enterImplementation, by: bob })
    t.equal(refusalOf(story, approve('rollout', { by: ada })), 'second_person_needed')
    t.equal(refusalOf(story, approve('rollout', { by: bob })), 'second_person_needed')
    const approved = tell(created, enterImplementation, approve('rollout', { by: carol }))
    t.equal(refusalOf(approved, enterRollout), 'accepted')
    t.equal(
      refusalOf(approved, { ...enterRollout, by: carol }),
      'approval_pending',
      'nor who moves it',
    )
    const moved = tell(created, approve('rollout', { by: bob }), {
      ...enterImplementation,
      by: bob,
    })
    t.equal(refusalOf(moved, enterRollout), 'approval_pending', 'nor who moved it since')
  },
)

t.test('the configuration can ask for a second person everywhere', async t => {
  const strict = { policy: { secondPerson: 'required' } } as const
  const story = tell({ ...start({ ownerApproval: 'required' }), by: ada, ...strict })
  t.equal(refusalOf(story, approve('completion', { by: ada })), 'second_person_needed')
  t.equal(refusalOf(story, approve('completion', { by: bob })), 'accepted')
})

t.test('a role that is configured is held by its members', async t => {
  const story = tell(guarded({ role: 'sre' }))
  const roles = { sre: ['person:bob'] }
  t.equal(refusalOf(story, approve('rollout', { policy: { roles } })), 'role_needed')
  t.equal(refusalOf(story, reject('rollout', { policy: { roles } })), 'role_needed')
  t.equal(refusalOf(story, approve('rollout', { by: bob, policy: { roles } })), 'accepted')
  t.equal(refusalOf(story, approve('rollout')), 'accepted', 'of any other anyone will do')
})

t.test('nothing is decided about a step that is passed or not asked for', async t => {
  const passed = tell(guarded(), enterImplementation, approve('rollout'), enterRollout)
  t.equal(refusalOf(passed, reject('rollout')), 'step_passed')
  t.equal(refusalOf(passed, approve('completion')), 'approval_not_asked')
  const late = change({ approvals: [rolloutPoint({ required: 2 })] })
  t.equal(refusalOf(passed, late), 'step_passed')
})

t.test('what a role must approve is waived by its members alone', async t => {
  const roles = { sre: ['person:bob'] }
  const waive = { kind: 'decide', step: 'rollout', decision: 'waived', note: 'Late.' } as const
  const story = tell(guarded({ role: 'sre' }))
  t.equal(refusalOf(story, { body: waive, by: ada, policy: { roles } }), 'role_needed')
  t.equal(refusalOf(story, { body: waive, by: bob, policy: { roles } }), 'accepted')
  const owned = tell(start({ ownerApproval: 'required' }))
  const owners = { owner: ['person:bob'] }
  const drop = { ...change({ ownerApproval: 'not_required' }), policy: { roles: owners } }
  t.equal(refusalOf(owned, { ...drop, by: ada, authority: 'may_approve' }), 'role_needed')
  t.equal(refusalOf(owned, { ...drop, by: bob, authority: 'may_approve' }), 'accepted')
})

t.test('who may approve can waive, with a reason where the rules hold', async t => {
  const waive = (note: string | null) =>
    ({ body: { kind: 'decide', step: 'rollout', decision: 'waived', note }, by: ada }) as const
  const story = tell(guarded(), enterImplementation)
  t.equal(refusalOf(story, waive(null)), 'reason_required')
  t.equal(refusalOf(story, { ...waive('A rehearsal.'), by: ci }), 'DECKLOG_FORBIDDEN')
  const waived = tell(guarded(), enterImplementation, waive('A rehearsal.'))
  t.equal(refusalOf(waived, enterRollout), 'accepted')
  t.strictSame(next(waived, waive('A rehearsal.')), [])
  const own = tell({ ...guarded({ secondPerson: 'required' }), by: ada })
  t.equal(refusalOf(own, waive('Mine.')), 'second_person_needed')
})

t.test('the way back that an expired approval bars is asked for anew and decided', async t => {
  const point = { ...rolloutPoint({ step: 'implementation', expiresAfterSeconds: 3_600 }) }
  const story = tell(
    start({ releaseId, approvals: [point] }),
    approve('implementation'),
    { ...enterImplementation, minute: 1 },
    { ...enterRollout, minute: 2 },
  )
  const back = change({ stage: 'implementation', reason: 'It failed.' }, { minute: 90 })
  t.equal(refusalOf(story, back), 'approval_pending')
  const again = change({ approvals: [point] }, { minute: 90 })
  t.strictSame(typesOf(story, again), ['ApprovalRequested'])
  t.strictSame(typesOf(story, approve('implementation', { minute: 90 })), ['ApprovalGiven'])
  const asked = after(story, again)
  t.match(asked.run?.points, [{ round: 2, requestedAt: minuteOf(90) }])
  const given = after(asked, approve('implementation', { minute: 91 }))
  t.strictSame(typesOf(given, { ...back, minute: 92 }), ['StageEntered'])
  t.equal(refusalOf(given, reject('implementation', { minute: 92 })), 'step_passed')
  const rejected = after(asked, reject('implementation', { minute: 91 }))
  t.equal(refusalOf(rejected, { ...back, minute: 92 }), 'approval_rejected')
  t.strictSame(typesOf(rejected, { ...again, minute: 92 }), ['ApprovalRequested'])
})

t.test('a passed step that asks for nothing stays as it is', async t => {
  const passed = tell(guarded(), enterImplementation, approve('rollout'), enterRollout)
  const late = change({ approvals: [rolloutPoint({ step: 'implementation' })] })
  t.equal(refusalOf(passed, late), 'step_passed')
})

import t from 'tap'
import type { Actor } from '../../../../core/event.ts'
import {
  ada,
  after,
  approve,
  carol,
  ci,
  minuteOf,
  next,
  refusalOf,
  releaseId,
  start,
  tell,
  type Told,
  guarded,
  enterImplementation,
  enterRollout,
} from '../story.ts'

const mission: Actor = { kind: 'service', id: 'mission' }
const approver = { authority: 'may_approve' } as const

t.test('a service with the scope never is a person, of its own run least of all', async t => {
  const strict = { ...guarded({ secondPerson: 'required' }), by: mission }
  const story = tell(strict, enterImplementation)
  t.equal(
    refusalOf(story, approve('rollout', { by: mission, ...approver })),
    'second_person_needed',
  )
  const other: Actor = { kind: 'service', id: 'other' }
  t.equal(refusalOf(story, approve('rollout', { by: other, ...approver })), 'person_needed')
  const waive = { kind: 'decide', step: 'rollout', decision: 'waived', note: 'Ok.' } as const
  t.equal(refusalOf(story, { body: waive, by: other, ...approver }), 'person_needed')
  const two = tell(guarded({ required: 2 }), enterImplementation)
  t.equal(refusalOf(two, approve('rollout', { by: other, ...approver })), 'person_needed')
  const one = tell(guarded(), enterImplementation)
  t.equal(
    refusalOf(one, approve('rollout', { by: other, ...approver })),
    'accepted',
    'where one do',
  )
})

t.test('a person is one in any case, and with tokens of whatever kind', async t => {
  const person = (id: string): Actor => ({ kind: 'person', id })
  const two = tell(guarded({ required: 2 }), enterImplementation, approve('rollout'))
  for (const same of ['Ada', 'ADA', 'ａｄａ'])
    t.strictSame(next(two, approve('rollout', { by: person(same) })), [], same)
  t.equal(refusalOf(two, enterRollout), 'approval_pending')
  for (const by of [person('CI'), person('ci')]) {
    const strict = tell({ ...guarded({ secondPerson: 'required' }), by: ci })
    t.equal(refusalOf(strict, approve('rollout', { by })), 'second_person_needed')
  }
  const moved = tell(guarded({ secondPerson: 'required' }), approve('rollout'), {
    ...enterImplementation,
    by: { kind: 'agent', id: 'ADA' },
  })
  t.equal(refusalOf(moved, enterRollout), 'approval_pending', 'nor who moved it as an agent')
  const mover = { ...enterImplementation, by: person('Ada') }
  const gone = tell(guarded({ step: 'implementation', secondPerson: 'required' }), {
    ...approve('implementation'),
  })
  t.equal(refusalOf(gone, mover), 'approval_pending', 'nor who moves it')
})

t.test('a role is a name of the configuration, and nothing else', async t => {
  for (const role of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    const story = tell(guarded({ role }))
    t.equal(refusalOf(story, approve('rollout')), 'accepted', role)
  }
  const story = tell(guarded({ role: 'sre' }))
  const policy = { roles: { sre: ['person:Ada'] } }
  t.equal(refusalOf(story, approve('rollout', { policy })), 'accepted', 'in any case')
})

const forPerson = (id: string): Actor => ({ kind: 'person', id, via: mission })

t.test('a person whom a service names is that person, and both are kept', async t => {
  const strict = guarded({ secondPerson: 'required' })
  const story = tell({ ...strict, by: forPerson('ada') }, enterImplementation)
  t.match(story.run, { createdBy: 'person:ada', createdVia: 'service:mission' })
  t.equal(refusalOf(story, approve('rollout', { by: forPerson('Ada') })), 'second_person_needed')
  const approved = after(story, approve('rollout', { by: forPerson('bob') }))
  t.match(approved.run?.approvals, [{ actor: 'person:bob', via: 'service:mission' }])
  t.equal(refusalOf(approved, enterRollout), 'accepted')
  const two = tell(guarded({ required: 2 }), enterImplementation, approve('rollout'))
  t.strictSame(next(two, approve('rollout', { by: forPerson('ADA') })), [], 'however they come')
})

t.test('a service that runs it names nobody else to approve it', async t => {
  const strict = guarded({ secondPerson: 'required' })
  const created = tell({ ...strict, by: mission }, enterImplementation)
  const bobs = approve('rollout', { by: forPerson('bob') })
  t.equal(refusalOf(created, bobs), 'second_person_needed')
  const advanced = tell(strict, { ...enterImplementation, by: mission })
  t.equal(refusalOf(advanced, bobs), 'second_person_needed')
  const early = tell(strict, bobs, { ...enterImplementation, by: mission })
  t.equal(refusalOf(early, enterRollout), 'approval_pending', 'nor when it advances it later')
  const moving = tell(strict, enterImplementation, bobs)
  t.equal(refusalOf(moving, { ...enterRollout, by: mission }), 'approval_pending', 'nor now')
  t.equal(refusalOf(moving, enterRollout), 'accepted')
})

t.test('where a second person is needed everywhere, who runs it sets no gates aside', async t => {
  const gates = { step: 'rollout', gates: null, reason: 'Ok.', expiresAt: minuteOf(60) } as const
  const bypass = (rest: Partial<Told>): Told => ({ body: { kind: 'bypass', ...gates }, ...rest })
  const policy = { secondPerson: 'required' } as const
  const story = tell({ ...start({ releaseId }), by: ada }, { ...enterImplementation, by: mission })
  t.equal(refusalOf(story, bypass({ by: ada, policy })), 'second_person_needed')
  t.equal(refusalOf(story, bypass({ by: mission, policy, ...approver })), 'second_person_needed')
  const other: Actor = { kind: 'service', id: 'other' }
  t.equal(refusalOf(story, bypass({ by: other, policy, ...approver })), 'person_needed')
  t.equal(refusalOf(story, bypass({ by: carol, policy })), 'accepted')
  t.equal(refusalOf(story, bypass({ by: ada })), 'accepted', 'elsewhere whoever may approve')
})

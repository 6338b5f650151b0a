import t from 'tap'
import type { Recorded } from '../../../../core/event.ts'
import { rulesChanged, type RulesChanged } from '../../../../core/rules/rules-events.ts'
import { subjectDigest } from '../../../../plugins/gsd/approving/subject.ts'
import type { Weakening } from '../../../../plugins/gsd/run.ts'
import { weakenedBy } from '../../../../plugins/gsd/weakening/weakened-rules.ts'
import {
  ada,
  after,
  approve,
  change,
  enterImplementation,
  enterRollout,
  errorOf,
  guarded,
  next,
  refusalOf,
  tell,
  typesOf,
} from '../story.ts'

const at = new Date('2026-01-01T12:30:00.000Z')
type Data = RulesChanged['data']
const weakenedRule = { path: 'gateModes.release', before: 'enforce', after: 'warn' }

function rules(data: Partial<Data> = {}): Recorded<RulesChanged> {
  const changes = [{ ...weakenedRule, effect: 'weakened', from: 'decklog.yml:3' } as const]
  return {
    ...{ id: 'rules-1', stream: 'rules-installation', metadata: {}, revision: 3n, position: 9n },
    ...{ receivedAt: at, recordedAt: at, type: 'core.RulesChanged' },
    data: { ...rulesChanged.spec.example, plugin: 'gsd', gates: [], changes, ...data },
  }
}

const weakening: Weakening = weakenedBy(rules()) ?? {
  ...{ rulesEventId: '', plugin: '', rulesDigest: '', weakenedAt: '', changes: [] },
}
const weakened = [weakening]
const approved = tell(guarded(), enterImplementation, approve('rollout'))

t.test('what was weakened is what steps are judged by, and nothing else', async t => {
  const change = { path: 'gateModes.release', before: '"enforce"', after: '"warn"' }
  t.match(weakenedBy(rules()), { rulesEventId: 'rules-1', plugin: 'gsd', changes: [change] })
  t.match(weakenedBy(rules({ plugin: 'disk', gates: ['disk'] })), { plugin: 'disk' })
  t.equal(weakenedBy(rules({ plugin: 'notify', gates: [] })), null, 'it answers no gate')
  for (const effect of ['tightened', 'changed'] as const) {
    const changes = [{ ...weakenedRule, effect, from: 'default' }]
    t.equal(weakenedBy(rules({ changes })), null, effect)
  }
})

t.test('a long value is cut, so that the run can record it', async t => {
  const long = { ...weakenedRule, before: 'x'.repeat(9_000), effect: 'weakened', from: '' } as const
  const told = weakenedBy(rules({ changes: [long] }))
  t.ok((told?.changes[0]?.before.length ?? 0) <= 500)
})

t.test('rules that were weakened need the approval anew before the step', async t => {
  t.same(typesOf(approved, enterRollout), ['StageEntered'])
  t.equal(refusalOf(approved, { ...enterRollout, weakened, seen: null }), 'approval_pending')
  const noted = after(approved, { body: { kind: 'note' }, weakened, seen: null })
  t.match(noted.run, { weakenings: [{ rulesEventId: 'rules-1' }], approvals: [{ voidedAt: /./ }] })
  t.equal(refusalOf(noted, enterRollout), 'approval_pending')
  const again = after(noted, approve('rollout'))
  t.same(typesOf(again, enterRollout), ['StageEntered'])
  t.same(
    typesOf(again, { ...enterRollout, weakened, seen: null }),
    ['StageEntered'],
    'it was approved with them',
  )
})

t.test('who looked before the rules were weakened decides on something else', async t => {
  const looked = tell(guarded(), enterImplementation)
  const seen = { digest: subjectDigest(looked.run!), subject: looked.run! }
  const told = approve('rollout', { seen, weakened })
  t.equal(refusalOf(looked, told), 'subject_changed')
  t.match(errorOf(looked, told), {
    subject: { rules_weakened: [{ plugin: 'gsd', event_id: 'rules-1' }] },
    changed: { rules_weakened: [{ changes: [{ path: 'gateModes.release' }] }] },
  })
})

t.test('a decision on them is recorded with them, in one write', async t => {
  const noted = after(approved, { body: { kind: 'note' }, weakened, seen: null })
  const seen = { digest: subjectDigest(noted.run!), subject: noted.run! }
  t.same(typesOf(approved, approve('rollout', { seen, weakened, by: ada })), [
    ...['RulesWeakened', 'ApprovalGiven'],
  ])
})

t.test('they are noted once, and of a run that is over only when it is taken up again', async t => {
  const note = { body: { kind: 'note' }, weakened, seen: null } as const
  const noted = after(approved, note)
  t.same(next(noted, note), [])
  const over = after(approved, change({ outcome: 'cancelled', status: 'completed', reason: 'No.' }))
  t.same(next(over, note), [])
  const reopen = change({ status: 'in_progress', reason: 'Yes.' }, { weakened, seen: null })
  t.same(typesOf(over, reopen), ['RulesWeakened', 'RunReopened'])
})

t.test('a run without them has the digest it always had', async t => {
  const { releaseId, evidence } = approved.run!
  t.equal(subjectDigest(approved.run!), subjectDigest({ releaseId, evidence }))
})

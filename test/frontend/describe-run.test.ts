import t from 'tap'
import {
  approvalInTheWay,
  describeRun,
  refusedStep,
  type ToldRun,
  whoOf,
} from '../../frontend/pages/runs/describe-run.ts'

const now = Date.parse('2026-02-24T10:00:00Z')
const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString()

const run: ToldRun = {
  ...{ stage: 'implementation', status: 'in_progress', outcome: null, status_reason: null },
  ...{ stage_entered_at: ago(12), completed_at: null, ended_by: null },
  ...{ approvals: [], gate_decisions: [] },
}
const point = {
  ...{ stage: 'rollout', status: 'pending', required: 2, given: 0, role: 'owner' },
  requested_at: ago(192),
}
const refused = {
  ...{ stage: 'rollout', effect: 'refused', decided_at: ago(30) },
  gates: [
    { gate: 'disk', decision: 'allow' },
    { gate: 'images', decision: 'deny' },
  ],
}

t.test('says where a run is, whom it waits for, and for how long', async t => {
  const told: readonly (readonly [Partial<ToldRun>, string, string])[] = [
    [{}, 'ok', 'is in implementation, for 12 min'],
    [{ status: 'queued' }, 'ok', 'is queued in implementation'],
    [
      { approvals: [point] },
      'warning',
      'is in implementation, and waits for 2 approvals by owner before entering rollout, for 3 h 12 min',
    ],
    [
      { approvals: [{ ...point, given: 1 }] },
      'warning',
      'is in implementation, and waits for 2 approvals by owner, of which 1 is given, before entering rollout, for 3 h 12 min',
    ],
    [
      { approvals: [{ ...point, status: 'rejected' }] },
      'critical',
      'is in implementation, and entering rollout was rejected',
    ],
    [
      { gate_decisions: [refused], approvals: [point] },
      'critical',
      'is in implementation; the gate images refused entering rollout, 30 min ago',
    ],
    [
      { status: 'blocked', status_reason: 'The vendor is down.' },
      'critical',
      'is blocked in implementation: The vendor is down.',
    ],
    [
      { status: 'completed', outcome: 'succeeded', ended_by: 'service:ci' },
      'ok',
      'was completed by ci',
    ],
    [
      { status: 'completed', outcome: 'failed', ended_by: 'person:ada', status_reason: 'No.' },
      'critical',
      'ended failed by ada: No.',
    ],
    [{ status: 'completed', outcome: 'superseded' }, 'unknown', 'ended superseded'],
  ]
  for (const [change, level, text] of told)
    t.strictSame(describeRun({ ...run, ...change }, now), { level, text })
})

t.test('an approval is in the way where it is the next step’s, and does not count yet', async t => {
  const later = { ...point, stage: 'hardening' }
  t.equal(approvalInTheWay({ ...run, approvals: [later] }), undefined)
  t.equal(approvalInTheWay({ ...run, approvals: [later, point] }), point)
  t.equal(approvalInTheWay({ ...run, approvals: [{ ...point, status: 'approved' }] }), undefined)
  t.equal(approvalInTheWay({ ...run, status: 'completed', approvals: [point] }), undefined)
  const completing = { ...point, stage: 'completion' }
  t.equal(approvalInTheWay({ ...run, stage: 'hardening', approvals: [completing] }), completing)
})

t.test('a step is refused only while it lies ahead, and nothing has freed it', async t => {
  t.equal(refusedStep({ ...run, gate_decisions: [refused] }), refused)
  t.equal(refusedStep({ ...run, stage: 'rollout', gate_decisions: [refused] }), undefined)
  const bypassed = { ...refused, effect: 'bypassed' }
  t.equal(refusedStep({ ...run, gate_decisions: [bypassed] }), undefined)
})

t.test('somebody is called without what kind of actor they are', async t => {
  t.equal(whoOf('person:ada'), 'ada')
  t.equal(whoOf('service:ci:nightly'), 'ci:nightly')
  t.equal(whoOf('ada'), 'ada')
})

import t from 'tap'
import { sentenceOf } from '../../../../plugins/gsd/answering/timeline.ts'
import { gsdEvents, type RunEvent } from '../../../../plugins/gsd/events.ts'
import { ada, attach, bob, change, reject, start, tell, type Told } from '../story.ts'

const sentencesOf = (...told: readonly Told[]): readonly string[] =>
  tell(...told).events.map(sentenceOf)

t.test('every kind of fact is told in one sentence', t => {
  const ofRuns = Object.entries(gsdEvents).filter(([, { example }]) => 'runId' in example)
  t.equal(ofRuns.length, 19)
  for (const [type, { example }] of ofRuns)
    t.match(sentenceOf({ type, data: example } as RunEvent), /^[A-Z].*[^.]\.$/, type)
  t.end()
})

t.test('moves say whence, where to, how, and why', t => {
  t.strictSame(
    sentencesOf(
      start(),
      change({ stage: 'rollout', reason: 'A fix alone' }),
      change({ stage: 'planning', reason: 'It broke.' }),
      change({ status: 'completed' }),
    ),
    [
      'Started in planning, in progress.',
      'Skipped from planning to rollout: A fix alone.',
      'Went back from rollout to planning, time 2: It broke.',
      'Completed in planning.',
    ],
  )
  t.end()
})

t.test('approvals say what for, and what the approver wrote', t => {
  const point = { step: 'rollout', role: 'owners', required: 2 } as const
  const terms = { secondPerson: 'not_required', expiresAfterSeconds: null } as const
  t.strictSame(
    sentencesOf(
      start({ approvals: [{ ...point, ...terms }] }),
      reject('rollout', { by: ada }),
      change({ approvals: [{ ...point, ...terms, required: 3 }] }, { by: bob }),
    ).slice(1),
    [
      'Asked for 2 approvals of owners for entering rollout.',
      'Rejected entering rollout: Not yet.',
      'Asked again for 3 approvals of owners for entering rollout.',
    ],
  )
  t.end()
})

t.test('gates and evidence are named', t => {
  t.strictSame(
    sentencesOf(
      start(),
      attach('All passed'),
      change({ stage: 'implementation' }, { gates: { implementation: 'deny' } }),
    ).slice(1),
    [
      'Attached evidence of type test_report: “All passed”.',
      'Gates warn of entering implementation: disk deny.',
      'Went on from planning to implementation.',
    ],
  )
  t.end()
})

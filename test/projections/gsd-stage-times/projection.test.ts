import t from 'tap'
import { foldEvents } from '../../../core/projecting/fold.ts'
import { gsdEvents } from '../../../plugins/gsd/events.ts'
import { durationsBody } from '../../../plugins/gsd/timing/durations-body.ts'
import projection from '../../../projections/gsd-stage-times/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'
import {
  ada,
  approve,
  bob,
  change,
  minuteOf,
  releaseId,
  runId,
  start,
  tell,
  type Told,
} from '../../plugins/gsd/story.ts'

// What happens to a run is decided at its revision: its order is that of the ledger, and nothing comes twice.
await projectionContract(t, projection, gsdEvents, { observations: [] })

const minutes = (count: number): number => count * 60
const waits = (approvals: number, gates: number, nobody: number): object => ({
  approvals_seconds: minutes(approvals),
  gates_seconds: minutes(gates),
  nobody_seconds: minutes(nobody),
})

function durationsAt(minute: number, ...told: readonly Told[]): object {
  const row = foldEvents(projection, tell(...told).events).get(runId)
  return row ? durationsBody(row.times, new Date(minuteOf(minute))) : {}
}

t.test('a stage lasts until the next, and the last until now', async t => {
  t.match(
    durationsAt(
      30,
      start(),
      change({ stage: 'implementation' }, { minute: 10 }),
      change({ stage: 'planning', reason: 'Anew.' }, { minute: 15 }),
    ),
    {
      stages: [
        { stage: 'planning', attempt: 1, left_at: minuteOf(10), seconds: minutes(10) },
        { stage: 'implementation', attempt: 1, seconds: minutes(5) },
        { stage: 'planning', attempt: 2, left_at: null, seconds: minutes(15) },
      ],
      waiting: waits(0, 0, 30),
      total_seconds: minutes(30),
    },
  )
})

t.test('approvals are waited for until as many as needed are given', async t => {
  const asked = { step: 'rollout', required: 2, role: null, secondPerson: 'not_required' } as const
  const story = [
    start(),
    change({ approvals: [{ ...asked, expiresAfterSeconds: null }] }, { minute: 1 }),
    approve('rollout', { by: ada, minute: 4 }),
  ]
  t.match(durationsAt(6, ...story), { waiting: waits(5, 0, 1) }, 'still')
  const given = approve('rollout', { by: bob, minute: 9 })
  t.match(durationsAt(20, ...story, given), { waiting: waits(8, 0, 12) })
})

t.test('gates are waited for until they no longer refuse, and before approvals', async t => {
  const denied = { gates: { rollout: 'deny' } } as const
  const story = [
    start({ releaseId, ownerApproval: 'required' }),
    change({ stage: 'implementation' }, { minute: 2 }),
    change({ stage: 'rollout' }, { minute: 5, ...denied }),
  ]
  t.match(durationsAt(9, ...story), { waiting: waits(5, 4, 0) })
  const passed = change({ stage: 'rollout' }, { minute: 11, gates: { rollout: 'allow' } })
  t.match(durationsAt(15, ...story, passed), {
    stages: [
      { waiting: waits(2, 0, 0) },
      { waiting: waits(3, 6, 0) },
      { waiting: waits(4, 0, 0), left_at: null },
    ],
    waiting: waits(9, 6, 0),
    total_seconds: minutes(15),
  })
})

t.test(
  'a request for approval is waited for from then on, also behind a refusal of gates',
  async t => {
    const denied = { gates: { rollout: 'deny' } } as const
    const point = {
      step: 'rollout',
      required: 1,
      role: null,
      secondPerson: 'not_required',
    } as const
    const story = [
      start({ releaseId }),
      change({ stage: 'implementation' }, { minute: 2 }),
      change({ stage: 'rollout' }, { minute: 5, ...denied }),
      change({ approvals: [{ ...point, expiresAfterSeconds: null }] }, { minute: 8 }),
    ]
    t.match(durationsAt(20, ...story), { waiting: waits(12, 3, 5) })
    const given = approve('rollout', { minute: 14 })
    t.match(
      durationsAt(20, ...story, given),
      { waiting: waits(6, 9, 5) },
      'then for the gates again',
    )
    const again = change({ stage: 'rollout' }, { minute: 10, ...denied })
    t.match(durationsAt(20, ...story.slice(0, 3), again), { waiting: waits(0, 15, 5) })
  },
)

t.test('nothing is counted while a run is completed', async t => {
  const completed = [start(), change({ status: 'completed' }, { minute: 3 })]
  t.match(durationsAt(60, ...completed), {
    stages: [{ left_at: minuteOf(3), seconds: minutes(3) }],
    total_seconds: minutes(3),
  })
  const reopened = change({ status: 'in_progress' }, { minute: 40 })
  t.match(durationsAt(42, ...completed, reopened), {
    stages: [{ left_at: null, seconds: minutes(5) }],
  })
})

t.test('a clock set back counts nothing twice', async t => {
  const back = change({ stage: 'implementation' }, { minute: 1 })
  const asked = change({ ownerApproval: 'required' }, { minute: 5 })
  t.match(durationsAt(8, start(), asked, back), { total_seconds: minutes(8) })
})

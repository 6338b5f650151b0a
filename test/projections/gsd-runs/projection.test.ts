import t from 'tap'
import { foldEvents } from '../../../core/projecting/fold.ts'
import { gsdEvents } from '../../../plugins/gsd/events.ts'
import projection from '../../../projections/gsd-runs/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'
import { ada, attach, change, minuteOf, runId, start, tell } from '../../plugins/gsd/story.ts'

// What happens to a run is decided at its revision: its order is that of the ledger, and nothing comes twice.
await projectionContract(t, projection, gsdEvents, { observations: [] })

t.test('a row is the run as its decider folds it, and what lists ask for', async t => {
  const story = tell(
    start({ ownerApproval: 'required', links: ['https://ci.example/1'], metrics: { a: 1 } }),
    attach('tests'),
    change({ ownerApprovalStatus: 'approved' }, { by: ada, minute: 5 }),
    change({ status: 'completed' }, { minute: 6 }),
  )
  const row = foldEvents(projection, story.events).get(runId)
  t.match(row, {
    id: runId,
    status: 'completed',
    owner_approval_required: true,
    owner_approval_status: 'approved',
    owner_approved_at: new Date(minuteOf(5)),
    rollout_evidence_links: ['https://ci.example/1'],
    metrics_snapshot: { a: 1 },
    completed_at: new Date(minuteOf(6)),
    updated_at: new Date(minuteOf(6)),
    revision: story.events.length - 1,
    run: story.run!,
  })
})

t.test('what came of a run that never started has no row', async t => {
  const { events } = tell(start(), change({ stage: 'rollout' }))
  t.equal(foldEvents(projection, events.slice(1)).size, 0)
})

import t from 'tap'
import { foldEvents } from '../../../core/projecting/fold.ts'
import { gsdEvents } from '../../../plugins/gsd/events.ts'
import projection from '../../../projections/gsd-evidence/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'
import { attach, change, runId, start, tell } from '../../plugins/gsd/story.ts'

await projectionContract(t, projection, gsdEvents, { observations: [] })

t.test('what was withdrawn keeps its row, with who withdrew it and why', async t => {
  const { events } = tell(
    start({ links: ['https://ci.example/1'] }),
    attach('tests'),
    change({ links: [] }),
  )
  const handled = events.filter(
    event => event.type === 'gsd.EvidenceAttached' || event.type === 'gsd.EvidenceWithdrawn',
  )
  t.match(
    [...foldEvents(projection, handled).values()],
    [
      {
        ...{ run_id: runId, type: 'link', url: 'https://ci.example/1', attached_revision: 1 },
        ...{ withdrawn_by: 'service:ci', withdrawn_reason: /list of links/ },
      },
      { type: 'test_report', title: 'tests', withdrawn_at: null, attached_by: 'service:ci' },
    ],
  )
})

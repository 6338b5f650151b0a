import t from 'tap'
import { notifyEvents } from '../../../plugins/notify/events.ts'
import projection from '../../../projections/windows/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'

await projectionContract(t, projection, notifyEvents, { observations: [] })

t.test(
  'a window may last a part of a second longer: who plans one until a time begins it now',
  async t => {
    t.equal(projection.columns.lasts_seconds, 'double precision')
  },
)

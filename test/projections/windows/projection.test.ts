import t from 'tap'
import { notifyEvents } from '../../../plugins/notify/events.ts'
import projection from '../../../projections/windows/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'

await projectionContract(t, projection, notifyEvents, { observations: [] })

import t from 'tap'
import { rolloutEvents } from '../../../plugins/rollout/events.ts'
import projection from '../../../projections/verifications/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'

await projectionContract(t, projection, rolloutEvents, { observations: [] })

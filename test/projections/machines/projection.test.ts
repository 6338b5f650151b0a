import t from 'tap'
import { presenceSpecs } from '../../../core/presence/presence-events.ts'
import projection from '../../../projections/machines/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'

await projectionContract(t, projection, presenceSpecs, {
  observations: ['core.MachineConfirmed'],
})

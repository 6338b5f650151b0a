import t from 'tap'
import { continuityEvents } from '../../../plugins/continuity/events.ts'
import projection from '../../../projections/boards/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'

void projectionContract(t, projection, continuityEvents, {
  observations: ['continuity.RuntimeProbed', 'continuity.RuntimeSignsKept'],
})

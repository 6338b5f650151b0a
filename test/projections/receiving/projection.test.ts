import t from 'tap'
import { coreEventSources } from '../../../core/events/core-events.ts'
import projection from '../../../projections/receiving/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'

const [core] = coreEventSources

void projectionContract(t, projection, core?.events ?? {})

import t from 'tap'
import { guardEvents } from '../../../core/guarding/guard-events.ts'
import { followingGuards } from '../../../core/projecting/widen.ts'
import type { Projection } from '../../../core/projection.ts'
import declared from '../../../projections/guard-usage/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'

// Readings are counted by their revision, so their stream's order matters; that of the summaries does not.
await projectionContract(
  t,
  followingGuards(declared as Projection, ['tank']),
  guardEvents('tank'),
  {
    observations: ['tank.DaySummarised'],
  },
)

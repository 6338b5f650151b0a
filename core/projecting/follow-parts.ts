import type { Logger } from 'pino'
import type { Barrier } from '../ledger/barrier.ts'
import type { Clock } from '../clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { ApplyParts } from './apply-batch.ts'
import type { ProjectionMeasures } from './projection-metrics.ts'

/** What it takes to keep one table at the head of the ledger. */
export interface FollowParts extends ApplyParts {
  readonly ledger: Pick<Ledger, 'head' | 'read' | 'subscribe'>
  readonly barrier: Barrier
  readonly clock: Clock
  readonly log: Logger
  readonly measures: ProjectionMeasures
}

import type { Database } from '../../postgres/database.ts'
import { messageOf } from '../errors.ts'
import type { Projection } from '../projection.ts'
import type { LagMeter } from './lag-meter.ts'
import type { ProjectionBoard } from './projection-board.ts'
import type { Logger } from 'pino'

interface LagParts {
  readonly database: Pick<Database, 'query'>
  readonly board: Pick<ProjectionBoard, 'status' | 'head'>
  readonly meter: LagMeter
  readonly log: Logger
}

/** Measures how far a projection is behind, where it is led, and tells every process with its checkpoint. */
export async function publishLag(
  { database, board, meter, log }: LagParts,
  projection: Projection,
): Promise<void> {
  const { name, version } = projection
  const status = board.status().find(one => one.name === name)
  if (!status) return
  try {
    const head = board.head()
    if (head === undefined) meter.forget()
    else await meter.measure(projection, status.position, head)
    const { events, seconds, stuck } = meter.lagOf(name)
    await database.query(
      `
        update projection_checkpoints
        set lag_events = $4, lag_seconds = $5, lag_stuck = $6, lag_measured_at = clock_timestamp()
        where projection = $1 and version = $2 and generation = $3
      `,
      [name, version, status.generation, events, seconds, stuck === 'yes'],
    )
  } catch (error) {
    log.debug({ reason: messageOf(error) }, 'How far the projection is behind is not known')
  }
}

import type { Logger } from 'pino'
import type { Database } from '../../postgres/database.ts'
import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { Projection } from '../projection.ts'
import { loopUntil } from '../timing/loop-until.ts'
import { shareNext } from '../timing/share-next.ts'
import type { Lag, LagMeter } from './lag-meter.ts'
import type { ProjectionBoard } from './projection-board.ts'
import type { ProjectionStatus } from './projection-status.ts'

const measureEveryMs = 5_000

/** Measures how far projections are behind, where they are led, and tells every process with their checkpoints. */
export interface LagPublisher {
  /** Measures this one too, for the first time at once, until `signal` aborts; resolves when that first time is over. */
  lead(projection: Projection, signal: AbortSignal): Promise<void>
  /** Measures all that are led, every 5 s until `signal` aborts. */
  run(signal: AbortSignal): Promise<void>
}

interface LagParts {
  readonly database: Pick<Database, 'query'>
  readonly board: Pick<ProjectionBoard, 'status' | 'head'>
  readonly meter: LagMeter
  readonly clock: Clock
  readonly log: Logger
}

interface MeasuredTable extends Pick<ProjectionStatus, 'name' | 'version' | 'generation'> {
  readonly lag: Lag
}

/** Creates the publisher of a process. */
export function createLagPublisher({ database, board, meter, clock, log }: LagParts): LagPublisher {
  const led = new Set<Projection>()

  const look = shareNext(async (): Promise<void> => {
    try {
      await publish()
    } catch (error) {
      log.debug({ reason: messageOf(error) }, 'How far the projections are behind is not known')
    }
  })

  async function publish(): Promise<void> {
    const statuses = new Map(board.status().map(one => [one.name, one] as const))
    const known = [...led].flatMap(projection => {
      const status = statuses.get(projection.name)
      return status ? [{ projection, ...status }] : []
    })
    if (known.length === 0) return
    const head = board.head()
    if (head === undefined) meter.forget()
    else await meter.measure(known, head)
    await tell(
      database,
      known.map(one => ({ ...one, lag: meter.lagOf(one.name) })),
    )
  }

  return {
    lead(projection, signal) {
      if (signal.aborted) return Promise.resolve()
      led.add(projection)
      signal.addEventListener('abort', () => led.delete(projection), { once: true })
      return look()
    },
    run: signal => loopUntil(signal, clock, measureEveryMs, look),
  }
}

// One statement for all, which waits for nobody: a batch that is being written holds its checkpoint for a moment, and is told by itself.
async function tell(
  database: LagParts['database'],
  tables: readonly MeasuredTable[],
): Promise<void> {
  const told = await database.query<{ readonly n: number }>(
    tellAll('skip locked'),
    valuesOf(tables),
  )
  const done = new Set(told.map(({ n }) => n))
  for (const [index, table] of tables.entries())
    if (!done.has(index + 1)) await database.query(tellAll(''), valuesOf([table]))
}

const tellAll = (locked: '' | 'skip locked'): string => `
  with measured as (
    select * from unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::float8[], $6::boolean[])
    with ordinality as measured (projection, version, generation, waiting, age, stuck, n)
  ), held as (
    select n from projection_checkpoints as checkpoints join measured using (projection, version, generation)
    for no key update of checkpoints ${locked}
  )
  update projection_checkpoints as checkpoints
  set lag_events = waiting, lag_seconds = age, lag_stuck = stuck, lag_measured_at = clock_timestamp()
  from measured
  where (checkpoints.projection, checkpoints.version, checkpoints.generation)
      = (measured.projection, measured.version, measured.generation)
    and n in (select n from held)
  returning n::int
`

function valuesOf(tables: readonly MeasuredTable[]): readonly unknown[] {
  return [
    tables.map(({ name }) => name),
    tables.map(({ version }) => version),
    tables.map(({ generation }) => generation),
    tables.map(({ lag }) => lag.events),
    tables.map(({ lag }) => lag.seconds),
    tables.map(({ lag }) => lag.stuck === 'yes'),
  ]
}

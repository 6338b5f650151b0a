import type { Logger } from 'pino'
import type { Subscription } from 'rxjs'
import type { Database } from '../../postgres/database.ts'
import type { Clock } from '../clock.ts'
import { DecklogError, messageOf } from '../errors.ts'
import type { Barrier } from '../ledger/barrier.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { type Beat, createLiveness, type Liveness } from '../ledger/liveness.ts'
import type { Projection } from '../projection.ts'
import type { Changes } from '../readmodel/changes.ts'
import { type Generation, listGenerations } from '../readmodel/generations.ts'
import { settleTables } from '../readmodel/settle-tables.ts'
import type { HealthItem, HealthSource } from '../telemetry/health.ts'
import { loopUntil } from '../timing/loop-until.ts'
import { shareNext } from '../timing/share-next.ts'
import { BuildingPaces } from './building-pace.ts'
import type { Lag } from './lag-meter.ts'
import { createPositionWaiters, watchWaiters } from './position-waiters.ts'
import {
  buildingGeneration,
  type BuildingStatus,
  buildingStatus,
  healthOf,
  measuredLag,
  type ProjectionPositions,
  type ProjectionStatus,
  shownGeneration,
  statusOf,
} from './projection-status.ts'
import { refuseChangedColumns } from './refuse-changed-columns.ts'
import { widenTable } from './widen.ts'

const pollEveryMs = 250
const refreshEveryMs = 2_000
const widenEveryMs = 1_000
const nudgeAfterMs = 100

/** What a process knows of all projections, whichever process folds them. */
export interface ProjectionBoard extends ProjectionPositions, HealthSource {
  /** Looks once, refuses changed columns with DECKLOG_PROJECTION_CHANGED, and keeps looking from then on. */
  start(): Promise<void>
  /** Looks at the tables now. */
  refresh(): Promise<void>
  /** Tables of every version, as last seen. */
  generations(): readonly Generation[]
  /** The position that a projection surely has passed; -1 where that is not known. */
  position(name: string): bigint
  /** The end of the ledger, as last seen; undefined when it does not answer. */
  head(): bigint | undefined
  /** The declared projection of this name; DECKLOG_PROJECTION_UNKNOWN. */
  find(name: string): Projection
  close(): Promise<void>
}

interface BoardOptions {
  readonly projections: readonly Projection[]
  readonly database: Database
  readonly changes: Changes
  readonly ledger: Pick<Ledger, 'head'>
  /** Default: of its own. */
  readonly liveness?: Liveness
  readonly barrier: Barrier
  readonly clock: Clock
  readonly log: Logger
}

/** Creates the board of a process. */
export function createProjectionBoard(options: BoardOptions): ProjectionBoard {
  const { projections, database, changes, ledger, barrier, clock, log } = options
  const { liveness = createLiveness({ ledger, clock }) } = options
  const waiters = createPositionWaiters(clock)
  const closing = new AbortController()
  const paces = new BuildingPaces()
  let beat: Beat | undefined
  let heard: 'anew' | 'lost' = 'lost'
  let seen: readonly Generation[] = []
  let startedMs = Infinity
  let subscription: Subscription | undefined
  let loops: Promise<unknown> = Promise.resolve()

  const shownOf = (projection: Projection): Generation | undefined =>
    shownGeneration(seen, projection)

  // One at a time: what is older never hides what is newer.
  const refresh = shareNext(async (): Promise<void> => {
    const before = seen
    seen = await listGenerations(database)
    for (const projection of projections) {
      const shown = shownOf(projection)
      if (shown?.generation !== shownGeneration(before, projection)?.generation)
        waiters.forget(projection.name)
      if (shown?.live) waiters.moved(projection.name, shown.position)
    }
    const building = projections.flatMap(one => buildingGeneration(seen, one) ?? [])
    paces.see(clock.monotonicMs(), building)
  })

  // A Postgres that crashed may have lost the last batches, so that what was heard before no longer holds.
  async function refreshAnew(): Promise<void> {
    for (const { name } of projections) waiters.forget(name)
    await refresh()
    heard = 'anew'
  }

  function buildingOf(projection: Projection): BuildingStatus | undefined {
    const building = buildingGeneration(seen, projection)
    if (!building) return undefined
    return buildingStatus(building, paces.paceOf(building, beat?.head))
  }

  const lagOf = (projection: Projection): Lag =>
    measuredLag(shownOf(projection), clock.monotonicMs() - startedMs)

  // Of whatever roles this process is: the guards that it has are to be seen.
  async function widen(): Promise<void> {
    for (const projection of projections)
      if (await widenTable(database, projection, seen)) await refresh()
  }

  // Notifications come at once; looking covers those that were missed, the sooner while somebody waits.
  const watch = watchWaiters(waiters, { clock, everyMs: pollEveryMs, signal: closing.signal }, () =>
    quietly(refresh),
  )

  async function quietly(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
      log.debug({ reason: messageOf(error) }, 'The state of the projections is not known')
    })
  }

  function positionOf(projection: Projection): bigint {
    const shown = shownOf(projection)
    if (!shown?.live) return shown?.position ?? 0n
    const heard = waiters.positionOf(projection.name)
    return heard > shown.position ? heard : shown.position
  }

  function find(name: string): Projection {
    const found = projections.find(projection => projection.name === name)
    if (found) return found
    throw new DecklogError('DECKLOG_PROJECTION_UNKNOWN', `There is no projection ${name}`)
  }

  function statuses(): readonly ProjectionStatus[] {
    return projections.map(projection =>
      statusOf(projection, shownOf(projection), {
        position: positionOf(projection),
        lag: lagOf(projection),
        building: buildingOf(projection),
      }),
    )
  }

  return {
    find,
    refresh,
    generations: () => seen,
    position: name =>
      heard === 'anew' && shownOf(find(name))?.live ? positionOf(find(name)) : -1n,
    head: () => beat?.head,
    status: statuses,
    health: (): readonly HealthItem[] =>
      statuses().map(status => healthOf(status, lagOf(find(status.name)))),
    async start() {
      await settleTables({ database, projections, log })
      await refresh()
      refuseChangedColumns(projections, seen)
      heard = 'anew'
      subscription = changes.positions$.subscribe(({ topic, position }) => {
        // Nobody is told of a position before the table it stands for is known to be readable.
        if (shownOf(find(topic))?.live) waiters.moved(topic, position)
        else void quietly(refresh)
      })
      subscription.add(liveness.beats$.subscribe(next => (beat = next)))
      subscription.add(changes.lost$.subscribe(() => (heard = 'lost')))
      subscription.add(changes.connected$.subscribe(() => void quietly(refreshAnew)))
      startedMs = clock.monotonicMs()
      loops = Promise.all([
        loopUntil(closing.signal, clock, refreshEveryMs, () => quietly(refresh)),
        loopUntil(closing.signal, clock, widenEveryMs, () => quietly(widen)),
      ])
    },
    async waitFor(names, position, timeoutMs, signal) {
      const wanted = names.map(name => find(name).name)
      const firstMs = Math.min(nudgeAfterMs, timeoutMs)
      const passing = waiters.waitFor(wanted, position, firstMs, signal)
      watch.begin()
      if (await passing) return true
      // An event that a projection does not follow shows only with the next barrier.
      barrier.raise().catch(() => undefined)
      return waiters.waitFor(wanted, position, timeoutMs - firstMs, signal)
    },
    async close() {
      closing.abort()
      subscription?.unsubscribe()
      await Promise.all([loops, watch.ended()])
    },
  }
}

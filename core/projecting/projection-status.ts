import type { Projection } from '../projection.ts'
import { type Generation, generationsOf } from '../readmodel/generations.ts'
import type { HealthItem } from '../telemetry/health.ts'
import { counted } from '../validation/text.ts'
import type { Pace } from './building-pace.ts'
import { type Lag, unknownLag } from './lag-meter.ts'
/** How far one projection is, as `GET /api/v1/projections`, `/readyz` and the command line show it. */
export interface ProjectionStatus {
  readonly name: string
  readonly version: number
  readonly generation: number
  /** `building`: its first table is not complete and nothing can be read. `degraded`: events are parked. */
  readonly state: 'building' | 'live' | 'degraded' | 'stopped'
  readonly position: bigint
  /** Events of the ledger that wait, as far as known; null when the head is not known. */
  readonly lagEvents: number | null
  readonly lagSeconds: number | null
  readonly parked: number
  readonly reason?: string
  /** The table that is being built, when there is one. */
  readonly building?: BuildingStatus
}

/** How far the building of a table is. */
export interface BuildingStatus {
  readonly generation: number
  readonly position: bigint
  readonly events: number
  readonly eventsPerSecond: number | null
  readonly secondsLeft: number | null
  /** Why it stopped before its end; the table that is read stays. */
  readonly problem?: string
}

/** What the rest of core asks of the projections, whichever process folds them. */
export interface ProjectionPositions {
  status(): readonly ProjectionStatus[]
  /** Resolves true once every named projection has passed `position`, false after `timeoutMs`. */
  waitFor(
    names: readonly string[],
    position: bigint,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<boolean>
}

const parkedAtMost = 10_000

/** The table that tells how a projection is: the live one, or else the newest that is being built. */
export function shownGeneration(
  generations: readonly Generation[],
  projection: Projection,
): Generation | undefined {
  const own = generationsOf(generations, projection)
  return own.find(generation => generation.live) ?? own.at(-1)
}

/** The newest table that is not read yet. */
export function buildingGeneration(
  generations: readonly Generation[],
  projection: Projection,
): Generation | undefined {
  const newest = generationsOf(generations, projection).at(-1)
  return newest?.live ? undefined : newest
}

/** Says how far the building of a table is. */
export function buildingStatus(building: Generation, pace: Pace): BuildingStatus {
  const { generation, position, events, problem } = building
  return {
    ...{ generation, position, events, ...pace },
    ...(problem === undefined ? {} : { problem: `${problem.code}: ${problem.text}` }),
  }
}

/** Puts together what is known of a projection. */
export function statusOf(
  projection: Projection,
  shown: Generation | undefined,
  {
    position,
    lag,
    building,
  }: {
    readonly position: bigint
    readonly lag: Lag
    readonly building: BuildingStatus | undefined
  },
): ProjectionStatus {
  const reason = reasonOf(shown, lag)
  return {
    name: projection.name,
    version: projection.version,
    generation: shown?.generation ?? 0,
    state: stateOf(shown),
    position,
    lagEvents: lag.events,
    lagSeconds: lag.seconds,
    parked: shown?.parked ?? 0,
    ...(reason === undefined ? {} : { reason }),
    ...(building === undefined ? {} : { building }),
  }
}

const unledAfterMs = 30_000

/** The lag of a table, as whoever leads it has measured it; a while after this process began, somebody should have. */
export function measuredLag(shown: Generation | undefined, runningMs: number): Lag {
  if (!shown?.lag) return unknownLag
  const isOld = shown.lag.ageMs >= unledAfterMs
  if (!isOld) return shown.lag
  const isUnled = shown.live && runningMs >= unledAfterMs
  return isUnled ? { ...unknownLag, led: 'no' } : unknownLag
}

/** Judges a projection for `/readyz`. */
export function healthOf(status: ProjectionStatus, lag: Lag): HealthItem {
  const name = `projection:${status.name}`
  const reason = status.reason === undefined ? {} : { reason: status.reason }
  if (status.state === 'building')
    return { name, state: 'failing', reason: status.reason ?? 'is being built from the ledger' }
  const still = lag.stuck === 'yes' || lag.led === 'no'
  if (status.state === 'stopped' || still || status.parked > parkedAtMost)
    return { name, state: 'failing', ...reason }
  return { name, state: status.state === 'degraded' ? 'degraded' : 'ok', ...reason }
}

function stateOf(shown: Generation | undefined): ProjectionStatus['state'] {
  if (shown?.problem) return 'stopped'
  if (!shown?.live) return 'building'
  return shown.parked > 0 ? 'degraded' : 'live'
}

function reasonOf(shown: Generation | undefined, lag: Lag): string | undefined {
  if (shown?.problem) return `${shown.problem.code}: ${shown.problem.text}`
  if (lag.stuck === 'yes') return 'has not moved for 30 s while more than 100 events wait'
  if (lag.led === 'no') return 'nobody has led it for 30 s'
  if (shown && shown.parked > 0)
    return counted(shown.parked, 'event is parked', 'events are parked')
  return undefined
}

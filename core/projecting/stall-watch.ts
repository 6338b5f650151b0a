import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { Decider } from '../event.ts'
import type { Host } from '../host.ts'
import type { HealthItem } from '../telemetry/health.ts'
import { inBackground } from '../timing/loop-until.ts'
import type { ProjectionStatus } from './projection-status.ts'
import type { StallEvent } from './stall-events.ts'

const lookEveryMs = 5_000

interface StallWatchOptions {
  readonly board: {
    status(): readonly ProjectionStatus[]
    health(): readonly HealthItem[]
  }
  readonly execute: Host['execute']
  readonly clock: Clock
  readonly log: Logger
}

/** Records in the ledger when a projection begins to stand still and when it moves again. */
export interface StallWatch {
  start(): void
  stop(): Promise<void>
}

/** Creates the watch. Several processes may watch: each change is recorded once. */
export function createStallWatch({ board, execute, clock, log }: StallWatchOptions): StallWatch {
  const recorded = new Map<string, string | undefined>()

  async function look(): Promise<void> {
    const reasons = new Map(board.health().map(({ name, ...item }) => [name, reasonOf(item)]))
    for (const { name, state } of board.status()) {
      // What is built for the first time has never moved.
      if (state !== 'building') await record(name, reasons.get(`projection:${name}`))
    }
  }

  async function record(projection: string, reason: string | undefined): Promise<void> {
    const known = recorded.has(projection) && recorded.get(projection) === reason
    if (known) return
    try {
      const stream = `projectionHealth-${projection}`
      await execute(stallDecider, { stream, command: { projection, reason } })
      recorded.set(projection, reason)
    } catch (error) {
      log.debug({ projection, reason: messageOf(error) }, 'How it moves could not be recorded')
    }
  }

  return inBackground(clock, lookEveryMs, look)
}

function reasonOf({ state, reason }: Omit<HealthItem, 'name'>): string | undefined {
  return state === 'failing' ? (reason ?? 'it does not move') : undefined
}

/** How a projection is found: `reason` says why it stands still. */
interface StallCommand {
  readonly projection: string
  readonly reason: string | undefined
}

/** Records once that a projection stands still, and once that it moves again. */
const stallDecider: Decider<'moving' | 'still', StallCommand, StallEvent> = {
  initial: 'moving',
  evolve(_state, event) {
    switch (event.type) {
      case 'core.ProjectionStalled':
        return 'still'
      case 'core.ProjectionResumed':
        return 'moving'
      default:
        return event satisfies never
    }
  },
  decide({ projection, reason }, state) {
    if (reason === undefined)
      return state === 'still' ? [{ type: 'core.ProjectionResumed', data: { projection } }] : []
    return state === 'moving'
      ? [{ type: 'core.ProjectionStalled', data: { projection, reason } }]
      : []
  },
}

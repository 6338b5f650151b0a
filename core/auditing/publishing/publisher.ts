import type { Logger } from 'pino'
import type { Database } from '../../../postgres/database.ts'
import type { Clock } from '../../clock.ts'
import { messageOf } from '../../errors.ts'
import type { Host } from '../../host.ts'
import type { HeldLease, Leases } from '../../leases/leases.ts'
import type { Outbound } from '../../outbound/outbound.ts'
import { createSealedLog } from '../sealing/sealed-log.ts'
import { originOf } from '../sealing/seal-keys.ts'
import { logNames } from '../sealing/seal-scope.ts'
import { newestBase } from '../sealing/seal-store.ts'
import type { Settings } from '../../settings.ts'
import type { HealthItem, HealthSource } from '../../telemetry/health.ts'
import { inBackground, loopUntil } from '../../timing/loop-until.ts'
import { type Checkpoint, parseCheckpoint } from '../transparency/checkpoint.ts'
import { publishingDecider } from './publishing-events.ts'
import { addCosignatures, noteReached, reachedBy, unreachedSince } from './reached-store.ts'
import { sendCheckpoint } from './send-checkpoint.ts'
import { parseTarget, type Target } from './targets.ts'

const everyMs = 10_000
const hourMs = 3_600_000
const leadAgainMs = 5_000

/** What a publisher is made of. */
interface PublisherParts {
  readonly database: Database
  readonly leases: Leases
  readonly outbound: Outbound
  readonly host: Pick<Host, 'execute'>
  readonly clock: Clock
  readonly log: Logger
  readonly settings: Pick<Settings, 'publishCheckpointsTo' | 'publishAlarmHours' | 'sealOrigin'>
}

/** Brings checkpoints to places outside, and says when none was reached for long. */
export interface Publisher extends HealthSource {
  start(): void
  stop(): Promise<void>
  /** Brings what is new to every target, once. */
  publish(signal: AbortSignal): Promise<void>
}

/** Creates the publisher of a process: one at a time publishes. */
export function createPublisher(parts: PublisherParts): Publisher {
  const { leases, clock, log, settings } = parts
  const targets = settings.publishCheckpointsTo.map(parseTarget)
  const problems = new Map<string, string>()

  async function publish(signal: AbortSignal): Promise<void> {
    const base = settings.sealOrigin ?? (await newestBase(parts.database))
    if (base === undefined) return
    // Each by itself: one that hangs costs the others nothing.
    await Promise.all(targets.map(target => publishTo(parts, { target, base, problems, signal })))
    await judge(parts, { base, targets, reason: [...problems.values()].at(-1) })
  }

  const lead = (lease: HeldLease): Promise<void> =>
    loopUntil(lease.signal, clock, everyMs, () =>
      publish(lease.signal).catch((error: unknown) => {
        log.debug({ reason: messageOf(error) }, 'Checkpoints cannot be published now')
      }),
    )

  return {
    publish,
    ...inBackground(clock, leadAgainMs, signal =>
      leases.lead('publishing', lead, signal).catch(() => undefined),
    ),
    health: () => targets.map(({ name }) => healthOf(name, problems.get(name))),
  }
}

function healthOf(target: string, reason: string | undefined): HealthItem {
  const name = `checkpoints:${target}`
  return reason === undefined ? { name, state: 'ok' } : { name, state: 'degraded', reason }
}

interface PublishRequest {
  readonly target: Target
  readonly base: string
  readonly problems: Map<string, string>
  readonly signal: AbortSignal
}

async function publishTo(
  parts: PublisherParts,
  { target, base, problems, signal }: PublishRequest,
): Promise<void> {
  try {
    for (const name of logNames) await publishLog(parts, target, originOf(base, name), signal)
    problems.delete(target.name)
  } catch (error) {
    if (signal.aborted) return
    if (!problems.has(target.name))
      parts.log.warn({ err: error, target: target.name }, 'A checkpoint was not taken')
    problems.set(target.name, messageOf(error))
  }
}

async function publishLog(
  { database, outbound, clock }: PublisherParts,
  target: Target,
  origin: string,
  signal: AbortSignal,
): Promise<void> {
  const log = createSealedLog(database, origin)
  const written = await log.checkpoint()
  if (written === undefined) return
  const checkpoint: Checkpoint = parseCheckpoint(written)
  const reached = await reachedBy(database, target.name, origin)
  if (reached >= checkpoint.size) return
  const lines = await sendCheckpoint(outbound, target, { checkpoint, log, reached, signal })
  await addCosignatures(database, checkpoint, lines)
  const { size } = checkpoint
  await noteReached(database, { target: target.name, origin, size, at: clock.now() })
}

interface Judged {
  readonly base: string
  readonly targets: readonly Target[]
  /** Why one was not reached, as it was last tried. */
  readonly reason: string | undefined
}

async function judge(
  { database, host, clock, settings }: PublisherParts,
  { base, targets, reason }: Judged,
): Promise<void> {
  const origins = logNames.map(name => originOf(base, name))
  const since = await unreachedSince(
    database,
    origins,
    targets.map(({ name }) => name),
  )
  const waitedMs = since ? clock.now().getTime() - since.getTime() : 0
  const isLate = targets.length > 0 && since && waitedMs >= settings.publishAlarmHours * hourMs
  const found = isLate
    ? {
        log: base,
        since: since.toISOString(),
        ...(reason === undefined ? {} : { reason: reason.slice(0, 1_000) }),
      }
    : { log: base }
  await host.execute(publishingDecider, { stream: 'publishing-checkpoints', command: found })
}

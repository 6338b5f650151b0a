import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { isDecklogError, messageOf } from '../../errors.ts'
import type { EventCatalog } from '../../events/event-catalog.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { inBackground } from '../../timing/loop-until.ts'
import { categoryOf, type Hold } from './hold-decider.ts'
import type { HoldRecord } from './hold-record.ts'

const everyMs = 2_000
/** A process that did not know of a change yet may have limited a stream meanwhile. */
const againMs = 15_000
const anewMs = 3_600_000
const endedMs = 24 * 3_600_000

/** Does to the streams of the ledger what holds ask for. */
export interface HoldKeeper {
  start(): void
  stop(): Promise<void>
}

export interface KeeperParts {
  readonly holds: HoldRecord
  readonly ledger: Pick<Ledger, 'limit' | 'subscribe'>
  readonly catalog: Pick<EventCatalog, 'entries' | 'ownerOf'>
  readonly clock: Clock
  readonly log: Logger
}

/** Creates the keeper of a process; several may keep the same holds, for doing it twice changes nothing. */
export function createHoldKeeper(parts: KeeperParts): HoldKeeper {
  const { holds, clock, log } = parts
  let applied = 0n
  let appliedMs = -Infinity
  let changedMs = -Infinity

  async function keep(signal: AbortSignal): Promise<void> {
    const [changes, nowMs] = [holds.changes, clock.monotonicMs()]
    if (changes !== applied) changedMs = nowMs
    const isAgain = appliedMs < changedMs + againMs && nowMs >= changedMs + againMs
    if (changes === applied && !isAgain && nowMs < appliedMs + anewMs) return
    await apply(parts, signal)
    applied = changes
    appliedMs = nowMs
  }

  const tryKeep = (signal: AbortSignal): Promise<void> =>
    keep(signal).catch((error: unknown) => {
      log.warn({ reason: messageOf(error) }, 'holds are not applied to all streams yet')
    })

  return inBackground(clock, everyMs, tryKeep)
}

/** Lifts the limits of what is held, and sets those of what is held no longer. */
async function apply(parts: KeeperParts, signal: AbortSignal): Promise<void> {
  const { holds, ledger, clock, log } = parts
  const since = clock.now().getTime() - endedMs
  const concerned = [...holds.all().values()].filter(
    ({ endedAt }) => endedAt === null || endedAt.getTime() > since,
  )
  let failure: { readonly error: unknown } | undefined
  for (const stream of await streamsOf(parts, concerned, signal)) {
    if (signal.aborted) return
    const limits = holds.limitsOf(stream)
    // One that the store refuses must not cost the others their hold; of one that was deleted for good there is nothing left to hold.
    if (limits)
      await ledger.limit(stream, limits).catch((error: unknown) => {
        if (isDecklogError(error, 'DECKLOG_STREAM_DELETED')) return
        failure ??= { error }
        log.debug({ stream, reason: messageOf(error) }, 'a hold could not be applied')
      })
  }
  if (failure) throw failure.error
}

async function streamsOf(
  { ledger, catalog }: KeeperParts,
  concerned: readonly Hold[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const streams = new Set(concerned.flatMap(hold => hold.streams))
  const categories = new Set(concerned.flatMap(hold => hold.categories))
  const owners = new Set([...categories].map(category => catalog.ownerOf(category)))
  const types = catalog.entries.filter(({ source }) => owners.has(source)).map(({ type }) => type)
  if (types.length === 0) return streams
  for await (const { events, live } of ledger.subscribe({ types, after: 'start', signal })) {
    for (const { stream } of events) if (categories.has(categoryOf(stream))) streams.add(stream)
    if (live) break
  }
  return streams
}

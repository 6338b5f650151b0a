import type { Clock } from '../../clock.ts'
import { DecklogError, isDecklogError } from '../../errors.ts'
import type { ReadableWhole, WholeEvent } from '../../ledger/whole-ledger.ts'
import type { CopyTarget } from './copy-target.ts'
import { refuseGap, type CopiedEvent } from './gaps.ts'

const atOnce = 2_000
const lookEveryMs = 200
const nearMs = 1_000
const patienceMs = 30_000
/** More than can be on their way at once. */
const lookedAt = 1_000

/** How far a copy is. */
export interface CopyProgress {
  /** Copied by this process. */
  readonly events: number
  /** In the source. */
  readonly position: bigint
  readonly head: bigint
  /** `level`: all that the source had when it was looked at last has been copied. */
  readonly state: 'behind' | 'level'
}

interface CopyRequest {
  readonly source: ReadableWhole
  readonly target: CopyTarget
  readonly clock: Clock
  /** `head`: ends within a second of the source's head. `all`: ends where the source does, which nobody writes to. `signal`: goes on until `stop` aborts, and then to the head. */
  readonly until: 'head' | 'all' | 'signal'
  readonly stop: AbortSignal
  readonly tell: (progress: CopyProgress) => void
}

/** What a copy came to. */
export interface Copied {
  readonly events: number
  /** Of the last event that was copied, in the source; undefined where there was none. */
  readonly position: bigint | undefined
}

/**
 * Copies all of one ledger to another in its order and goes on where an earlier copy ended. DECKLOG_LEDGER_NOT_EMPTY when the target has
 * events of its own, DECKLOG_COPY_FOREIGN when it is a copy of another ledger.
 */
export async function copyLedger(request: CopyRequest): Promise<Copied> {
  const { source, target, clock, stop, until } = request
  const newest = await newestOf(target)
  await refuseForeign(source, newest)
  const done = { events: 0, position: newest[0]?.position }
  for (;;) {
    const isLast = until === 'signal' && stop.aborted
    const startedMs = clock.monotonicMs()
    await copyToHead(request, done)
    const near = clock.monotonicMs() - startedMs < nearMs
    if (isLast || until === 'all' || (until === 'head' && near)) return done
    if (near) await clock.delay(lookEveryMs, stop).catch(() => undefined)
  }
}

async function copyToHead(
  { source, target, clock, tell }: CopyRequest,
  done: { events: number; position: bigint | undefined },
): Promise<void> {
  let head = await patiently(clock, () => source.head())
  for await (const events of batches(source, clock, done.position)) {
    await target.put(events)
    done.events += events.length
    done.position = events.at(-1)?.position ?? done.position
    const position = done.position ?? 0n
    if (position > head) head = position
    tell({ events: done.events, position, head, state: 'behind' })
  }
  const position = done.position ?? 0n
  tell({ events: done.events, position, head: position, state: 'level' })
}

/** Everything behind a position, through outages of the source of up to 30 s. */
async function* batches(
  source: ReadableWhole,
  clock: Clock,
  after: bigint | undefined,
): AsyncGenerator<readonly WholeEvent[]> {
  let reached = after
  let failingSinceMs: number | undefined
  for (;;) {
    const batch: WholeEvent[] = []
    try {
      for await (const event of source.readAll(reached === undefined ? {} : { after: reached })) {
        batch.push(event)
        if (batch.length < atOnce) continue
        reached = event.position
        failingSinceMs = undefined
        yield batch.splice(0)
      }
      if (batch.length > 0) yield batch
      return
    } catch (error) {
      failingSinceMs ??= clock.monotonicMs()
      if (!canPass(error) || clock.monotonicMs() - failingSinceMs > patienceMs) throw error
      await clock.delay(lookEveryMs)
    }
  }
}

async function patiently<T>(clock: Clock, ask: () => Promise<T>): Promise<T> {
  const startedMs = clock.monotonicMs()
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!canPass(error) || clock.monotonicMs() - startedMs > patienceMs) throw error
      await clock.delay(lookEveryMs)
    }
  }
}

function canPass(error: unknown): boolean {
  return isDecklogError(error, 'DECKLOG_LEDGER_UNAVAILABLE', 'DECKLOG_TIMEOUT')
}

async function newestOf(target: CopyTarget): Promise<readonly CopiedEvent[]> {
  const newest: CopiedEvent[] = []
  for await (const event of target.newest()) {
    newest.push(event)
    if (newest.length >= lookedAt) break
  }
  return newest
}

/** Looks at the newest events of an earlier copy: they must be the source's, and have no gap. */
async function refuseForeign(source: ReadableWhole, newest: readonly CopiedEvent[]): Promise<void> {
  const [first, last] = [newest.at(-1), newest[0]]
  if (!first || !last) return
  const events: WholeEvent[] = []
  for await (const event of source.readAll({ from: first.position })) {
    if (event.position > last.position) break
    events.push(event)
  }
  const ids = new Map(events.map(({ position, id }) => [position, id]))
  // What has expired in the source since proves nothing.
  const foreign = newest.find(({ position, id }) => (ids.get(position) ?? id) !== id)
  const isAhead = events.length === 0 && (await source.head()) < last.position
  if (foreign || isAhead) throw foreignCopy(foreign ?? last)
  refuseGap(events, newest)
}

function foreignCopy({ id, stream, position }: CopiedEvent): DecklogError {
  return new DecklogError(
    'DECKLOG_COPY_FOREIGN',
    `The ledger that is copied to has event ${id} of ${stream}, which is not at position ${position} of the source: ` +
      'it is a copy of another ledger. Copy to an empty one.',
  )
}

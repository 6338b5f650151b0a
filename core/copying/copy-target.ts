import type { Clock } from '../clock.ts'
import { DecklogError, isDecklogError } from '../errors.ts'
import type { ExpectedRevision } from '../ledger/ledger.ts'
import type { WholeEvent, WholeLedger } from '../ledger/whole-ledger.ts'
import { sourcePosition, withOrigin } from './carried.ts'
import { applyMark, isMark } from './stream-marks.ts'

const mostEvents = 500
const mostBytes = 512 * 1024
const rememberedStreams = 200_000
const patienceMs = 30_000
const longestPauseMs = 2_000

/** The newest event that a copy has, and where it came from. */
export interface CopiedLast {
  readonly id: string
  readonly stream: string
  /** In the source. */
  readonly position: bigint
}

/** The ledger that is copied to. */
export interface CopyTarget {
  /** The newest copied event; undefined in an empty ledger. DECKLOG_LEDGER_NOT_EMPTY when it was not copied. */
  last(): Promise<CopiedLast | undefined>
  /**
   * Stores events of the source in their order, each once, through outages of up to 30 s. One append is on its way at a time: that
   * alone keeps the order between streams, whatever fails.
   */
  put(events: readonly WholeEvent[]): Promise<void>
}

interface TargetParts {
  readonly ledger: WholeLedger
  readonly clock: Clock
}

/** Creates the target of one copy. */
export function createCopyTarget(parts: TargetParts): CopyTarget {
  return new Target(parts)
}

class Target implements CopyTarget {
  readonly #ledger: WholeLedger
  readonly #clock: Clock
  /** Revision of the last event of each stream, as long as nobody else writes. */
  readonly #revisions = new Map<string, bigint>()

  constructor({ ledger, clock }: TargetParts) {
    this.#ledger = ledger
    this.#clock = clock
  }

  async last(): Promise<CopiedLast | undefined> {
    for await (const event of this.#ledger.readAll({ direction: 'backwards' })) {
      if (isMark(event)) continue
      const position = sourcePosition(event)
      if (position === undefined) throw notEmpty(event)
      return { id: event.id, stream: event.stream, position }
    }
    return undefined
  }

  async put(events: readonly WholeEvent[]): Promise<void> {
    let left = events
    let failingSinceMs: number | undefined
    for (let pauseMs = 50; left.length > 0;) {
      const run = runOf(left)
      try {
        await this.#putRun(run)
        left = left.slice(run.length)
        failingSinceMs = undefined
        pauseMs = 50
      } catch (error) {
        const nowMs = this.#clock.monotonicMs()
        failingSinceMs ??= nowMs
        if (!canPass(error) || nowMs - failingSinceMs > patienceMs) throw error
        await this.#clock.delay(pauseMs)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
        left = await this.#notThere(left, error)
      }
    }
  }

  async #putRun(run: readonly WholeEvent[]): Promise<void> {
    const [first] = run
    if (!first) return
    if (isMark(first)) {
      this.#revisions.delete(first.stream.replace(/^\$\$/, ''))
      return applyMark(this.#ledger, first)
    }
    const expected = await this.#expected(first)
    const { revision } = await this.#ledger.append(first.stream, run.map(withOrigin), expected)
    if (this.#revisions.size >= rememberedStreams) this.#revisions.clear()
    this.#revisions.set(first.stream, revision)
  }

  async #expected({ stream, position }: WholeEvent): Promise<ExpectedRevision> {
    const known = this.#revisions.get(stream)
    if (known !== undefined) return known
    for await (const last of this.#ledger.readBack(stream)) {
      const from = sourcePosition(last)
      if (from === undefined) throw notEmpty(last)
      // An append whose outcome was not known has arrived meanwhile, or another copy is faster.
      if (from >= position) throw new DecklogError('DECKLOG_REVISION_CONFLICT', 'it is there')
      return last.revision
    }
    return 'no_stream'
  }

  /** What of `events` the ledger does not have, after an append failed or its outcome is not known. */
  async #notThere(events: readonly WholeEvent[], error: unknown): Promise<readonly WholeEvent[]> {
    const last = await this.last().catch((unknown: unknown) => {
      if (canPass(unknown)) return undefined
      throw unknown
    })
    const left = last === undefined ? events : events.filter(one => one.position > last.position)
    const [first] = left
    if (first && isDecklogError(error, 'DECKLOG_REVISION_CONFLICT')) {
      this.#revisions.delete(first.stream)
      // All that a stream had may have expired, which the server alone knows of.
      const actual = error.extra?.['actual']
      const moved = left.length < events.length
      if (!moved && typeof actual === 'string' && /^\d+$/.test(actual))
        this.#revisions.set(first.stream, BigInt(actual))
    }
    return left
  }
}

/** As many of the first events as go into one append: of one stream, and no more than a server takes. */
function runOf(events: readonly WholeEvent[]): readonly WholeEvent[] {
  const [first] = events
  if (!first || isMark(first)) return events.slice(0, 1)
  let bytes = 0
  const end = events.findIndex((event, index) => {
    bytes += sizeOf(event)
    const fits = index < mostEvents && bytes <= mostBytes
    return event.stream !== first.stream || isMark(event) || (index > 0 && !fits)
  })
  return end < 0 ? events : events.slice(0, end)
}

function sizeOf({ data, metadata }: WholeEvent): number {
  const size = data instanceof Uint8Array ? data.length : (JSON.stringify(data)?.length ?? 0)
  return size + (JSON.stringify(metadata)?.length ?? 0) + 200
}

function canPass(error: unknown): boolean {
  return isDecklogError(
    error,
    'DECKLOG_LEDGER_UNAVAILABLE',
    'DECKLOG_OUTCOME_UNKNOWN',
    'DECKLOG_REVISION_CONFLICT',
    'DECKLOG_TIMEOUT',
  )
}

function notEmpty({ type, stream, position }: WholeEvent): DecklogError {
  return new DecklogError(
    'DECKLOG_LEDGER_NOT_EMPTY',
    `The ledger that is copied to has events of its own: ${type} in ${stream} at position ${position}. ` +
      'Only an empty ledger is copied to, or one that an earlier copy of the same source filled and nobody has written to since.',
  )
}

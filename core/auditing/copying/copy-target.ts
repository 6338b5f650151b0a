import type { Clock } from '../../clock.ts'
import { DecklogError, isDecklogError } from '../../errors.ts'
import type { ExpectedRevision } from '../../ledger/ledger.ts'
import type { WholeEvent, WholeLedger } from '../../ledger/whole-ledger.ts'
import { sourcePosition, withOrigin } from './carried.ts'
import { refuseGap, type CopiedEvent } from './gaps.ts'
import { runOf } from './run-of.ts'
import { applyMark, isMark, streamOf } from './stream-marks.ts'
import { UnderWay } from './under-way.ts'

const rememberedStreams = 200_000
const mostUnderWay = 100
const patienceMs = 30_000
const firstPauseMs = 50
const longestPauseMs = 2_000

/** The ledger that is copied to. */
export interface CopyTarget {
  /** The newest copied events behind a position of the source, newest first. DECKLOG_LEDGER_NOT_EMPTY when one was not copied. */
  newest(behind?: bigint): AsyncIterable<CopiedEvent>
  /**
   * Stores events of the source in their order, each once, through outages of up to 30 s. Many appends are on their way at once where
   * the server keeps their order; after a failure it is looked what arrived, and DECKLOG_COPY_DISORDERED is thrown for a gap.
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
  /** Revision of the last event of each stream, what is on its way included, as long as nobody else writes. */
  readonly #revisions = new Map<string, bigint>()
  /** `all`: every stream that was ever written is in `#revisions`. */
  #known: 'all' | 'some' | undefined
  #keepsOrder: boolean | undefined

  constructor({ ledger, clock }: TargetParts) {
    this.#ledger = ledger
    this.#clock = clock
  }

  async *newest(behind = -1n): AsyncGenerator<CopiedEvent> {
    for await (const event of this.#ledger.readAll({ direction: 'backwards' })) {
      if (isMark(event)) continue
      const position = sourcePosition(event)
      if (position === undefined) throw notEmpty(event)
      if (position <= behind) return
      yield { id: event.id, stream: event.stream, position }
    }
  }

  async put(events: readonly WholeEvent[]): Promise<void> {
    let left = events
    let failingSinceMs: number | undefined
    for (let pauseMs = firstPauseMs; left.length > 0;) {
      try {
        this.#known ??= (await this.#isEmpty()) ? 'all' : 'some'
        this.#keepsOrder ??= await this.#ledger.keepsOrder()
        return await this.#putAll(left)
      } catch (error) {
        const nowMs = this.#clock.monotonicMs()
        failingSinceMs ??= nowMs
        if (!canPass(error) || nowMs - failingSinceMs > patienceMs) throw error
        await this.#clock.delay(pauseMs)
        const before = left.length
        left = await this.#notThere(left)
        if (left.length < before) failingSinceMs = undefined
        pauseMs = left.length < before ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs)
      }
    }
  }

  async #isEmpty(): Promise<boolean> {
    for await (const _ of this.newest()) return false
    return true
  }

  async #putAll(events: readonly WholeEvent[]): Promise<void> {
    const underWay = new UnderWay(this.#keepsOrder === true ? mostUnderWay : 1)
    try {
      for (let left = events; left.length > 0;) {
        const run = runOf(left)
        await this.#putRun(run, underWay)
        left = left.slice(run.length)
      }
    } finally {
      await underWay.settle()
    }
    underWay.throwIfFailed()
  }

  async #putRun(run: readonly WholeEvent[], underWay: UnderWay): Promise<void> {
    const [first] = run
    if (!first) return
    const { stream } = first
    const known = this.#revisions.get(stream)
    if (!isMark(first) && (known !== undefined || this.#known === 'all')) {
      this.#revisions.set(stream, (known ?? -1n) + BigInt(run.length))
      const expected = known ?? 'no_stream'
      return underWay.add(() => this.#ledger.append(stream, run.map(withOrigin), expected))
    }
    // What may be refused goes alone, so that nothing overtakes it.
    await underWay.settle()
    underWay.throwIfFailed()
    if (isMark(first)) {
      await applyMark(this.#ledger, first)
      if (this.#revisions.delete(streamOf(first))) this.#known = 'some'
      return
    }
    await this.#appendAlone(run, first)
  }

  async #appendAlone(run: readonly WholeEvent[], first: WholeEvent): Promise<void> {
    const { stream } = first
    const events = run.map(withOrigin)
    const append = (expected: ExpectedRevision): Promise<{ readonly revision: bigint }> =>
      this.#ledger.append(stream, events, expected)
    const expected = await this.#expected(first)
    const { revision } = await append(expected).catch((error: unknown) => {
      // All that a stream had may have expired, so that the server alone knows its revision.
      const actual = expected === 'no_stream' ? actualRevision(error) : undefined
      if (actual === undefined) throw error
      return append(actual)
    })
    if (this.#revisions.size >= rememberedStreams) {
      this.#revisions.clear()
      this.#known = 'some'
    }
    this.#revisions.set(stream, revision)
  }

  async #expected({ stream, position }: WholeEvent): Promise<ExpectedRevision> {
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
  async #notThere(events: readonly WholeEvent[]): Promise<readonly WholeEvent[]> {
    // What was on its way counts for nothing any more.
    this.#revisions.clear()
    this.#known = 'some'
    const there: CopiedEvent[] = []
    try {
      const behind = (events[0]?.position ?? 0n) - 1n
      for await (const event of this.newest(behind)) there.push(event)
    } catch (error) {
      if (canPass(error)) return events
      throw error
    }
    refuseGap(events, there)
    const newest = there[0]?.position ?? -1n
    return events.filter(({ position }) => position > newest)
  }
}

function actualRevision(error: unknown): bigint | undefined {
  if (!isDecklogError(error, 'DECKLOG_REVISION_CONFLICT')) return undefined
  const actual = error.extra?.['actual']
  return typeof actual === 'string' && /^\d+$/.test(actual) ? BigInt(actual) : undefined
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

import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { DecklogError, isDecklogError } from '../errors.ts'
import { untilAborted } from '../until-aborted.ts'
import { AppendGroup } from './append-group.ts'
import type { Ledger } from './ledger.ts'
import type { PendingAppend } from './pending-append.ts'
import type { StreamLimiter } from './stream-limiter.ts'

const watchEveryMs = 250
const firstPauseMs = 50
const longestPauseMs = 1_000

interface LaneParts {
  readonly ledger: Ledger
  readonly limiter: StreamLimiter
  readonly clock: Clock
  readonly log: Logger
  /** Called when nothing is left to do. */
  readonly onIdle: () => void
}

/** Writes one stream: one append at a time, in order, and a group of unknown outcome again and again before anything else. */
export class StreamLane {
  readonly #stream: string
  readonly #parts: LaneParts
  #waiting: PendingAppend[] = []
  #group: AppendGroup | undefined
  #idle: Promise<void> | undefined
  readonly #ended = new AbortController()

  constructor(stream: string, parts: LaneParts) {
    this.#stream = stream
    this.#parts = parts
  }

  add(pending: PendingAppend): void {
    this.#waiting.push(pending)
    this.#idle ??= this.#run()
  }

  /** Resolves when nothing is left, or when `end` was called. */
  async drained(): Promise<void> {
    await untilAborted(this.#idle ?? Promise.resolve(), this.#ended.signal).catch(() => {})
  }

  /** Gives up what is not written. */
  end(): void {
    this.#ended.abort()
    const error = new DecklogError('DECKLOG_SHUTTING_DOWN', 'stopped before it was written')
    for (const pending of this.#waiting.splice(0)) pending.reject(error)
    this.#group?.reject(new DecklogError('DECKLOG_OUTCOME_UNKNOWN', 'stopped while writing'))
  }

  async #run(): Promise<void> {
    const watch = new AbortController()
    void this.#watch(watch.signal)
    for (let failures = 0; this.#waiting.length > 0 && !this.#ended.signal.aborted;) {
      this.#group = AppendGroup.take(this.#waiting)
      failures = (await this.#write(this.#group)) === 'written' ? 0 : failures + 1
      this.#group = undefined
      if (failures > 0) await this.#pause(failures)
    }
    watch.abort()
    this.#idle = undefined
    this.#parts.onIdle()
  }

  async #write(group: AppendGroup): Promise<'written' | 'failed'> {
    for (let repeats = 1; !this.#ended.signal.aborted; repeats += 1) {
      const error = await this.#try(group)
      if (!error) return 'written'
      if (isDecklogError(error, 'DECKLOG_OUTCOME_UNKNOWN')) group.state = 'unknown'
      else if (!isDecklogError(error, 'DECKLOG_LEDGER_UNAVAILABLE'))
        return this.#refuse(group, error)
      if (!group.mustBeRepeated) return this.#putBack(group)
      this.#parts.log.warn({ err: error, stream: this.#stream, repeats }, 'repeating an append')
      await this.#pause(repeats)
    }
    return 'failed'
  }

  async #try(group: AppendGroup): Promise<Error | undefined> {
    try {
      await this.#parts.limiter.ensure(this.#stream)
      if (group.state === 'open' && group.members.some(member => member.answered)) {
        return new DecklogError('DECKLOG_LEDGER_UNAVAILABLE', 'waited too long')
      }
      if (group.state === 'open') group.state = 'sent'
      group.resolve(await this.#parts.ledger.append(this.#stream, group.events))
      return undefined
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }

  // One event that the ledger refuses must not take its neighbours with it.
  #refuse(group: AppendGroup, error: Error): 'written' {
    if (group.members.length === 1 || group.mustBeRepeated) {
      group.reject(error)
      return 'written'
    }
    this.#waiting.unshift(...group.dissolve().map(member => member.separate()))
    return 'written'
  }

  #putBack(group: AppendGroup): 'failed' {
    this.#waiting.unshift(...group.dissolve())
    return 'failed'
  }

  async #pause(failures: number): Promise<void> {
    const ms = Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs)
    await this.#parts.clock.delay(ms, this.#ended.signal).catch(() => {})
  }

  async #watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#parts.clock.delay(watchEveryMs, signal).catch(() => {})
      this.#expire(this.#parts.clock.monotonicMs() + watchEveryMs)
    }
  }

  // An append that was never sent can be forgotten; of one that was sent the caller learns what is known.
  #expire(nowMs: number): void {
    const overdue = (pending: PendingAppend): boolean => pending.dueMs <= nowMs && !pending.answered
    const late = new DecklogError(
      'DECKLOG_LEDGER_UNAVAILABLE',
      'the ledger did not take it in time',
      {
        retryAfterSeconds: 1,
      },
    )
    for (const pending of this.#waiting.filter(overdue)) pending.reject(late)
    this.#waiting = this.#waiting.filter(pending => !pending.answered)
    const unknown = new DecklogError('DECKLOG_OUTCOME_UNKNOWN', 'the ledger did not answer in time')
    for (const pending of this.#group?.members.filter(overdue) ?? []) {
      if (this.#group?.state === 'open') pending.reject(late)
      else pending.leaveUnknown(unknown)
    }
  }
}

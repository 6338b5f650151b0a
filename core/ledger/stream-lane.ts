import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { DecklogError, isDecklogError } from '../errors.ts'
import { untilAborted } from '../timing/within.ts'
import { AppendGroup } from './append-group.ts'
import type { Ledger } from './ledger.ts'
import type { PendingAppend } from './pending-append.ts'
import type { StreamLimiter } from './stream-limiter.ts'

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
    this.#group?.reject(unknown('stopped while writing'))
  }

  /** Answers what is due: an append that was never sent is forgotten, of one that was sent the caller learns what is known. */
  expire(nowMs: number): void {
    const overdue = (pending: PendingAppend): boolean => pending.dueMs <= nowMs && !pending.answered
    for (const pending of this.#waiting.filter(overdue)) pending.reject(tooLate())
    this.#waiting = this.#waiting.filter(pending => !pending.answered)
    for (const pending of this.#group?.members.filter(overdue) ?? []) {
      if (this.#group?.state === 'open') pending.reject(tooLate())
      else pending.leaveUnknown(unknown('the ledger did not answer in time'))
    }
  }

  async #run(): Promise<void> {
    // Those who were just answered, or ask in the same turn, are to go together: alone, the first would cost them a whole append.
    await endOfTurn()
    for (let failures = 0; this.#waiting.length > 0 && !this.#ended.signal.aborted;) {
      this.#group = AppendGroup.take(this.#waiting)
      failures = (await this.#write(this.#group)) === 'written' ? 0 : failures + 1
      this.#group = undefined
      if (failures > 0) await this.#pause(failures)
      await endOfTurn()
    }
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
        return tooLate()
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
}

/** Resolves once everything that is due in this turn has run. */
function endOfTurn(): Promise<void> {
  return new Promise(resolve => process.nextTick(resolve))
}

function tooLate(): DecklogError {
  const message = 'the ledger did not take it in time'
  return new DecklogError('DECKLOG_LEDGER_UNAVAILABLE', message, { retryAfterSeconds: 1 })
}

function unknown(message: string): DecklogError {
  return new DecklogError('DECKLOG_OUTCOME_UNKNOWN', message)
}

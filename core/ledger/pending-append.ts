import { eventBytes } from './event-bytes.ts'
import type { Appended, NewEvent } from './ledger.ts'

/** One caller's events on their way; answered once, whatever becomes of them later. */
export class PendingAppend {
  readonly events: readonly NewEvent[]
  readonly bytes: number
  readonly dueMs: number
  readonly answer: Promise<Appended>
  #resolve: (appended: Appended) => void = () => {}
  #reject: (error: Error) => void = () => {}
  #grouping: 'shared' | 'alone'
  #answered: 'no' | 'settled' | 'left_unknown' = 'no'

  constructor(events: readonly NewEvent[], grouping: 'shared' | 'alone', dueMs: number) {
    this.events = events
    this.#grouping = grouping
    this.dueMs = dueMs
    this.bytes = events.reduce((sum, event) => sum + eventBytes(event), 0)
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  get grouping(): 'shared' | 'alone' {
    return this.#grouping
  }

  /** From now on it goes alone, because the ledger refused it in company. */
  separate(): this {
    this.#grouping = 'alone'
    return this
  }

  /** Its caller was told that the outcome is unknown, so that it must still be found out. */
  get leftUnknown(): boolean {
    return this.#answered === 'left_unknown'
  }

  get answered(): boolean {
    return this.#answered !== 'no'
  }

  resolve(appended: Appended): void {
    this.#answered = 'settled'
    this.#resolve(appended)
  }

  reject(error: Error): void {
    this.#answered = 'settled'
    this.#reject(error)
  }

  leaveUnknown(error: Error): void {
    this.#answered = 'left_unknown'
    this.#reject(error)
  }
}

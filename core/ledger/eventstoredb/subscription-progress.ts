import type { AllStreamSubscription } from '@eventstore/db-client'

const endOfAll = 2n ** 64n - 1n

interface Mark {
  /** Events that came before it. */
  readonly after: number
  readonly position: bigint
}

/**
 * What may be noted of a subscription: checkpoints and `caughtUp` count only once the events before them have been handed out. Servers
 * before 23.10 send no `caughtUp`; there a subscription is live when it has come to where the head was after it had been confirmed.
 */
export class SubscriptionProgress {
  #taken = 0
  #arrived: () => number = () => 0
  #wake: () => void = () => {}
  #mark: Mark | undefined
  #liveAfter = Infinity
  #live = false
  #checkpoint: bigint | undefined
  /** Up to here everything has been handed out or was not asked for. */
  #reached: bigint
  #head: bigint | undefined

  constructor(after: bigint | 'start' | 'end') {
    this.#reached = typeof after === 'bigint' ? after : after === 'end' ? endOfAll : 0n
  }

  /** `head`: reads the position of the newest event. */
  attach(
    subscription: AllStreamSubscription,
    pull: { readonly arrived: number; wake(): void },
    head: () => Promise<bigint>,
  ): void {
    this.#arrived = () => pull.arrived
    this.#wake = () => pull.wake()
    subscription.on('caughtUp', () => {
      this.#liveAfter = Math.min(this.#liveAfter, this.#arrived())
      this.#wake()
    })
    subscription.once('confirmation', () => {
      // Without it `caughtUp` still tells, and a lost connection ends the subscription.
      head().then(
        position => {
          this.#head = position
          this.#wake()
        },
        () => undefined,
      )
    })
  }

  checkpointReached(position: bigint): void {
    this.#mark = { after: this.#arrived(), position }
    this.#wake()
  }

  /** Notes that `count` more events were taken, up to `position`; answers what is new, if anything is. */
  advance(
    count: number,
    position: bigint | undefined,
  ): { readonly checkpoint: bigint | undefined; readonly live: boolean } | undefined {
    this.#taken += count
    const reached = later(position, this.#passedMark())
    this.#reached = later(reached, this.#reached) ?? this.#reached
    const live =
      this.#live ||
      this.#taken >= this.#liveAfter ||
      (this.#head !== undefined && this.#reached >= this.#head)
    const moved = reached !== undefined && reached > (this.#checkpoint ?? -1n)
    const turned = live && !this.#live
    this.#live = live
    if (moved) this.#checkpoint = reached
    if (count === 0 && !moved && !turned) return undefined
    return { checkpoint: moved ? reached : undefined, live }
  }

  #passedMark(): bigint | undefined {
    if (!this.#mark || this.#taken < this.#mark.after) return undefined
    return this.#mark.position
  }
}

function later(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a > b ? a : b
}

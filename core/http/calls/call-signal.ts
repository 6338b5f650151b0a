import type { Writable } from 'node:stream'
import type { LateSignal } from '../../timing/within.ts'
import type { Call } from '../route.ts'

/** Aborts when the caller whose answer this is goes away. Nobody listens for that before it is first asked for. */
export function goneSignal(answer: Pick<Writable, 'closed' | 'once'>): Pick<LateSignal, 'signal'> {
  let gone: AbortController | undefined
  return {
    signal() {
      if (gone) return gone.signal
      const made = new AbortController()
      gone = made
      if (answer.closed) made.abort()
      else answer.once('close', () => made.abort())
      return made.signal
    },
  }
}

/** A call with its signal, which is made when it is first asked for: most handlers never do. */
export function withSignal(
  call: Omit<Call, 'signal'>,
  gone: Pick<LateSignal, 'signal'>,
  late: () => AbortSignal,
): Call {
  return Object.assign(new Signalled(gone, late), call)
}

// Of a class: V8 keeps whatever a getter of an object's own holds until it next looks through the whole heap.
class Signalled {
  readonly #gone: Pick<LateSignal, 'signal'>
  readonly #late: () => AbortSignal
  #made: AbortSignal | undefined

  constructor(gone: Pick<LateSignal, 'signal'>, late: () => AbortSignal) {
    this.#gone = gone
    this.#late = late
  }

  get signal(): AbortSignal {
    this.#made ??= AbortSignal.any([this.#gone.signal(), this.#late()])
    return this.#made
  }
}

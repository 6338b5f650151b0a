import type { Clock } from '../../../core/clock.ts'
import { messageOf } from '../../../core/errors.ts'

/** What a beat says. */
export interface Beat {
  readonly status: string
  readonly note?: string
}

/** The beats of one program, sent one after another in the order they were made. */
export interface Beats {
  /** Sends the first, and then its status again every interval. */
  begin(first: Beat): void
  /** Sends the last after what is under way; it waits no longer than the patience it has. */
  finish(last: Beat): Promise<void>
}

interface BeatsParts {
  send(beat: Beat & { readonly sent_at: string }): Promise<unknown>
  readonly everyMs: number
  /** So long the end may wait for the last beat. */
  readonly patienceMs: number
  readonly clock: Clock
  warn(line: string): void
}

/** Creates the beats of a program; what goes wrong with them is said once, and never thrown. */
export function createBeats({ send, everyMs, patienceMs, clock, warn }: BeatsParts): Beats {
  const ended = new AbortController()
  let sending = Promise.resolve()
  let taken: 'yes' | 'no' = 'yes'

  const trySend = async (beat: Beat): Promise<void> => {
    try {
      await send({ ...beat, sent_at: clock.now().toISOString() })
      taken = 'yes'
    } catch (error) {
      if (taken === 'yes') warn(`heartbeats are not taken: ${messageOf(error)}`)
      taken = 'no'
    }
  }
  const enqueue = (beat: Beat): Promise<void> => {
    sending = sending.then(() => trySend(beat))
    return sending
  }
  const repeat = async (beat: Beat): Promise<void> => {
    while (!ended.signal.aborted) {
      await enqueue(beat)
      await clock.delay(everyMs, ended.signal).catch(() => {})
    }
  }
  return {
    begin: first => void repeat(first),
    async finish(last) {
      ended.abort()
      const sent = new AbortController()
      const patience = clock.delay(patienceMs, sent.signal).catch(() => {})
      await Promise.race([enqueue(last), patience])
      sent.abort()
    },
  }
}

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { DecklogError } from '../../errors.ts'

/** Counts what each caller asks in a second. */
export interface RateLimit {
  /** Counts one request of `caller`; DECKLOG_RATE_LIMITED when it is one too many. */
  take(caller: string): Promise<void>
}

/** Creates a limit of so many requests a second for each caller. */
export function createRateLimit(requestsPerSecond: number): RateLimit {
  const limiter = new RateLimiterMemory({ points: requestsPerSecond, duration: 1 })
  return {
    async take(caller) {
      try {
        await limiter.consume(caller)
      } catch (error) {
        if (error instanceof RateLimiterRes) throw tooMany(error.msBeforeNext)
        throw error
      }
    },
  }
}

function tooMany(waitMs: number): DecklogError {
  return new DecklogError('DECKLOG_RATE_LIMITED', 'Too many requests in a second.', {
    retryAfterSeconds: Math.ceil(waitMs / 1_000),
  })
}

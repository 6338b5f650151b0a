import type { Ledger, LimitChange } from './ledger.ts'

const remembered = 50_000

/** Those of a stream of which nothing expires. */
export const noLimits: LimitChange = { maxAgeSeconds: null, maxCount: null }

/** Applies the retention of a stream's category once, before this process first appends to it. */
export interface StreamLimiter {
  ensure(stream: string): Promise<void>
}

interface LimiterParts {
  readonly ledger: Ledger
  readonly limitsOf: (stream: string) => LimitChange | undefined
}

/** Creates the limiter that all appends of a process share. */
export function createStreamLimiter({ ledger, limitsOf }: LimiterParts): StreamLimiter {
  const done = new Set<string>()
  return {
    async ensure(stream) {
      if (done.has(stream)) return
      const limits = limitsOf(stream)
      if (limits) await ledger.limit(stream, limits)
      // Forgetting costs a look at the stream's metadata, never a wrong retention.
      if (done.size >= remembered) done.clear()
      done.add(stream)
    },
  }
}

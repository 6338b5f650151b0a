import { outboundFailures, type Failed } from './outbound.ts'

/** The result of a call that came to nothing, in words of our own: what the other side sent is not repeated. */
export function failed(failure: Failed['failure'], detail?: string): Failed {
  const text = outboundFailures[failure]
  return { outcome: 'failed', failure, message: detail ? `${text}: it ${detail}` : text }
}

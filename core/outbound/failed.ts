import { codeOf } from '../errors.ts'
import { type Failed, outboundFailures } from './outbound.ts'

/** The result of a call that came to nothing, in words of our own: what the other side sent is not repeated. */
export function failed(failure: Failed['failure'], detail?: string): Failed {
  const text = outboundFailures[failure]
  return { outcome: 'failed', failure, message: detail ? `${text}: it ${detail}` : text }
}

/** How far a call has come; what an error means depends on it. */
export type Phase = 'connecting' | 'securing' | 'talking'

/** Says what an error of a socket means. */
export function connectionFailure(phase: Phase, error: Error): Failed {
  switch (phase) {
    case 'connecting':
      return failed(isRefusal(error) ? 'connection_refused' : 'connection_failed')
    case 'securing':
      return failed('tls_failed')
    case 'talking':
      return failed('protocol_error')
    default:
      return phase satisfies never
  }
}

function isRefusal(error: Error): boolean {
  return codeOf(error) === 'ECONNREFUSED'
}

import type { Failed } from './outbound.ts'
import { failed } from './failed.ts'
import { codeOf } from '../errors.ts'

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

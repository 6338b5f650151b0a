import type { Call } from '../../../core/http/route.ts'
import type { ExecuteRequest } from '../../../core/plugin.ts'

type FromCall = Pick<
  ExecuteRequest<unknown>,
  'actor' | 'idempotencyKey' | 'requestHash' | 'ifRevision'
>

/**
 * What a call says about a command: who asks, and under which conditions. `If-Match` names a revision of one stream, so it is
 * `left out` of a command to another.
 */
export function commandOf(
  { caller, idempotencyKey, requestHash, ifRevision }: Call,
  condition: 'kept' | 'left out' = 'kept',
): FromCall {
  const isKept = condition === 'kept' && ifRevision !== undefined
  return {
    actor: caller.actor,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(requestHash === undefined ? {} : { requestHash }),
    ...(isKept ? { ifRevision } : {}),
  }
}

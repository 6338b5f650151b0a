import type { Actor } from '../event.ts'
import type { Call } from './route.ts'
import type { ExecuteRequest } from '../host.ts'

/** Who asks for a command, and under which conditions. */
export interface CommandOrigin extends Pick<
  ExecuteRequest<unknown>,
  'idempotencyKey' | 'requestHash' | 'ifRevision'
> {
  readonly actor: Actor
}

/**
 * What a call says about a command: who asks, and under which conditions. `If-Match` names a revision of one stream, so it is
 * `left out` of a command to another.
 */
export function commandOf(
  { caller, idempotencyKey, requestHash, ifRevision }: Call,
  condition: 'kept' | 'left out' = 'kept',
): CommandOrigin {
  const isKept = condition === 'kept' && ifRevision !== undefined
  return {
    actor: caller.actor,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(requestHash === undefined ? {} : { requestHash }),
    ...(isKept ? { ifRevision } : {}),
  }
}

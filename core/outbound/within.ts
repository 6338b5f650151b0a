import { untilAborted } from '../timing/until-aborted.ts'
import type { Failed } from './outbound.ts'
import { failed } from './failed.ts'

interface Limits {
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

/** Runs one call under its deadline: late is a result, and an abort of `signal` a rejection. Either way the call is ended. */
export async function within<T>(
  { timeoutMs, signal }: Limits,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T | Failed> {
  signal?.throwIfAborted()
  const deadline = new AbortController()
  // After a stall of this process timers fire before the sockets are read: give an answer that is already here its turn.
  const timer = setTimeout(() => setImmediate(() => deadline.abort()), timeoutMs)
  const either = AbortSignal.any(signal ? [signal, deadline.signal] : [deadline.signal])
  try {
    return await untilAborted(call(either), either)
  } catch (error) {
    signal?.throwIfAborted()
    if (deadline.signal.aborted) return failed('timed_out')
    throw error
  } finally {
    clearTimeout(timer)
  }
}

import type { Answered, Connected, Failed, Outbound } from '../../../core/outbound/outbound.ts'
import type { Target } from '../target.ts'

interface Asking {
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** Asks a target once. */
export function ask(
  outbound: Outbound,
  { kind, url, timeoutSeconds }: Target,
  { maxBytes, signal }: Asking,
): Promise<Answered | Connected | Failed> {
  const call = { url, timeoutMs: timeoutSeconds * 1_000, signal }
  if (kind === 'tcp') return outbound.connect(call)
  return outbound.request({ ...call, maxBytes, headers: { accept: 'application/json, */*' } })
}

import type { NewEvent } from './ledger.ts'

const envelopeBytes = 160
const known = new WeakMap<NewEvent, number>()

/** About how many bytes an event takes on its way; found out once for each. */
export function eventBytes(event: NewEvent): number {
  const before = known.get(event)
  if (before !== undefined) return before
  const { data, metadata } = event
  const bytes = JSON.stringify(data).length + JSON.stringify(metadata).length + envelopeBytes
  known.set(event, bytes)
  return bytes
}

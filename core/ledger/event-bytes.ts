import type { NewEvent } from './ledger.ts'

const envelopeBytes = 160
/** Of JSON around a string and its key. */
const punctuationBytes = 6
const known = new WeakMap<NewEvent, number>()

/** About how many bytes an event takes on its way; found out once for each. */
export function eventBytes(event: NewEvent): number {
  const before = known.get(event)
  if (before !== undefined) return before
  const { data, metadata } = event
  let bytes = JSON.stringify(data).length + envelopeBytes
  for (const [key, value] of Object.entries(metadata))
    bytes += key.length + value.length + punctuationBytes
  known.set(event, bytes)
  return bytes
}

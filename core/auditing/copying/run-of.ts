import type { WholeEvent } from '../../ledger/whole-ledger.ts'
import { isMark } from './stream-marks.ts'

const mostEvents = 500
const mostBytes = 512 * 1024
const envelopeBytes = 200

/** As many of the first events as go into one append: of one stream, and no more than every server takes. */
export function runOf(events: readonly WholeEvent[]): readonly WholeEvent[] {
  const [first] = events
  if (!first || isMark(first)) return events.slice(0, 1)
  let bytes = 0
  const end = events.findIndex((event, index) => {
    bytes += sizeOf(event)
    const fits = index < mostEvents && bytes <= mostBytes
    return event.stream !== first.stream || isMark(event) || (index > 0 && !fits)
  })
  return end < 0 ? events : events.slice(0, end)
}

function sizeOf({ data, metadata }: WholeEvent): number {
  const size = data instanceof Uint8Array ? data.length : (JSON.stringify(data)?.length ?? 0)
  return size + (JSON.stringify(metadata)?.length ?? 0) + envelopeBytes
}

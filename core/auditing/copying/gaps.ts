import { DecklogError } from '../../errors.ts'
import type { WholeEvent } from '../../ledger/whole-ledger.ts'
import { isMark } from './stream-marks.ts'

/** An event that a copy has, and where it came from. */
export interface CopiedEvent {
  readonly id: string
  readonly stream: string
  /** In the source. */
  readonly position: bigint
}

/** Refuses a gap: an event that is not there although a later one is. Limits trim a stream from its front, which is none. */
export function refuseGap(events: readonly WholeEvent[], there: readonly CopiedEvent[]): void {
  const ids = new Set(there.map(({ id }) => id))
  const newest = there.reduce((most, { position }) => (position > most ? position : most), -1n)
  const later = new Set<string>()
  for (const event of events.toReversed()) {
    if (isMark(event) || event.position > newest) continue
    if (ids.has(event.id)) later.add(event.stream)
    else if (!later.has(event.stream)) throw disordered(event)
  }
}

function disordered({ id, stream, position }: WholeEvent): DecklogError {
  return new DecklogError(
    'DECKLOG_COPY_DISORDERED',
    `The copy has later events, and not ${id} of ${stream}, which is at position ${position} of the source: its order cannot be mended. ` +
      'Copy anew to an empty ledger.',
  )
}

import { DecklogError } from '../errors.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { LastEvent } from '../readmodel/checkpoint.ts'

/**
 * Throws DECKLOG_CHECKPOINT_AHEAD when the ledger is not the one that a table was folded from: restored from an older backup
 * and written to since, so that its end tells nothing. An event that has expired proves nothing either way.
 */
export async function refuseOtherLedger(
  ledger: Pick<Ledger, 'read'>,
  projection: string,
  { stream, revision, id }: LastEvent,
): Promise<void> {
  for await (const event of ledger.read(stream, { from: revision, limit: 1 }))
    if (event.revision === revision && event.id !== id) throw other(projection, stream)
  for await (const event of ledger.read(stream, { direction: 'backwards', limit: 1 }))
    if (event.revision < revision) throw other(projection, stream)
}

function other(projection: string, stream: string): DecklogError {
  return new DecklogError(
    'DECKLOG_CHECKPOINT_AHEAD',
    `${projection} has seen events of ${stream} that the ledger no longer has, as after restoring an older backup: ` +
      `rebuild it with "decklog projections rebuild ${projection}"`,
  )
}

import { DecklogError } from '../../errors.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { SealProgress } from './seal-store.ts'

/**
 * Where sealing goes on: after the last event that was sealed, wherever that is now; a ledger that was copied has other positions.
 * DECKLOG_SEAL_REFUSED when the ledger no longer has what was sealed.
 */
export async function findPlace(
  ledger: Pick<Ledger, 'read' | 'readAll' | 'head'>,
  { position, last }: SealProgress,
): Promise<bigint> {
  if (!last) return position
  for await (const event of ledger.read(last.stream, { from: last.revision, limit: 1 })) {
    if (event.id !== last.id) break
    return event.position === last.position ? position : event.position
  }
  // It may have expired, where nothing else has happened since.
  if (await isGone(ledger, last.stream, last.revision)) return position
  for await (const event of ledger.readAll()) if (event.id === last.id) return event.position
  throw new DecklogError(
    'DECKLOG_SEAL_REFUSED',
    `The ledger has not the event ${last.id} of ${last.stream}, which was sealed last: it is not the one that was sealed, as after restoring an older backup. See docs/how-to/a-database-was-edited.md`,
  )
}

/** Tells whether a stream was longer than up to a revision, and no longer has it. */
async function isGone(
  ledger: Pick<Ledger, 'read'>,
  stream: string,
  revision: bigint,
): Promise<boolean> {
  for await (const event of ledger.read(stream, { from: revision, limit: 1 }))
    return event.revision > revision
  return false
}

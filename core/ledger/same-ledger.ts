import type { Ledger } from './ledger.ts'

/** Where an event is in the ledger, and which one it is. */
export interface LastEvent {
  readonly stream: string
  readonly revision: bigint
  readonly id: string
}

/**
 * Tells whether the ledger is another than the one in which an event was seen: restored from an older backup and written to since, so that
 * its end tells nothing; or a copy of it, in which the same event lies behind `position`, up to which all had been seen. An event that has
 * expired proves nothing either way.
 */
export async function isOtherLedger(
  ledger: Pick<Ledger, 'read'>,
  { stream, revision, id }: LastEvent,
  position: bigint,
): Promise<boolean> {
  for await (const event of ledger.read(stream, { from: revision, limit: 1 }))
    if (event.revision === revision && (event.id !== id || event.position > position)) return true
  for await (const event of ledger.read(stream, { direction: 'backwards', limit: 1 }))
    if (event.revision < revision) return true
  return false
}

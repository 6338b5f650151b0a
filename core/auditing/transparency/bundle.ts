import { DecklogError } from '../../errors.ts'

/** Most bytes that an entry may have. */
export const longestEntry = 65_535

/** Packs entries: each behind its length in two bytes, the higher one first (C2SP tlog-tiles). */
export function packEntries(entries: readonly Buffer[]): Buffer {
  const parts = entries.flatMap(entry => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(entry.length)
    return [length, entry]
  })
  return Buffer.concat(parts)
}

/** Unpacks entries; throws DECKLOG_PROOF_INVALID when their lengths do not fit. */
export function unpackEntries(bundle: Buffer): readonly Buffer[] {
  const entries: Buffer[] = []
  for (let at = 0; at < bundle.length;) {
    const end = at + 2 <= bundle.length ? at + 2 + bundle.readUInt16BE(at) : Infinity
    if (end > bundle.length)
      throw new DecklogError('DECKLOG_PROOF_INVALID', 'A bundle of entries ends within an entry')
    entries.push(bundle.subarray(at + 2, end))
    at = end
  }
  return entries
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, DecklogError } from '../../errors.ts'
import { parseCheckpoint, type TreeHead } from '../transparency/checkpoint.ts'
import { writeDurably } from './seal-keys.ts'
import type { LogName } from './seal-scope.ts'

/**
 * What this machine has signed last, kept beside its keys and written before a checkpoint can be seen by anyone. It is older than no
 * checkpoint of these keys, so that a database that was set back cannot make them sign two roots for one size.
 */
export interface LastSigned {
  /** How many entries that was over; 0: nothing was signed. */
  size(): number
  /** Refuses with DECKLOG_SEAL_REFUSED a head that does not continue what was signed; answers whether it may be signed now. */
  check(
    head: TreeHead,
    rootAt: (size: number) => Promise<Buffer>,
  ): Promise<'may be signed' | 'too short'>
  /** Notes what is about to be signed. */
  note(written: string): Promise<void>
}

/** Reads what was signed last of a log. */
export async function loadLastSigned(
  folder: string,
  log: LogName,
  origin: string,
): Promise<LastSigned> {
  const name = `${log}.signed`
  const text = await readFile(join(folder, name), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  let last: TreeHead | undefined = text === undefined ? undefined : parseCheckpoint(text)
  // Another name is another log.
  if (last?.origin !== origin) last = undefined
  return {
    size: () => last?.size ?? 0,
    async check({ size, root }, rootAt) {
      if (!last) return 'may be signed'
      if (size < last.size) return 'too short'
      const is = size === last.size ? root : await rootAt(last.size)
      if (is.equals(last.root)) return 'may be signed'
      throw new DecklogError(
        'DECKLOG_SEAL_REFUSED',
        `${origin} had another root at ${last.size} entries when it was last signed here: ledger or database is not the one that was sealed, as after restoring an older backup. See docs/how-to/a-database-was-edited.md`,
      )
    },
    async note(written) {
      await writeDurably(folder, name, written)
      last = parseCheckpoint(written)
    },
  }
}

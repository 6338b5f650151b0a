import type { Database } from '../../../postgres/database.ts'
import { DecklogError } from '../../errors.ts'
import type { ReadHash } from '../transparency/merkle.ts'
import { hashBytes, hashReader, type TileNeed } from '../transparency/tiles.ts'

/** A log as it is kept somewhere. What is pruned, or was never there, is undefined. */
export interface SealedLog {
  /** The newest checkpoint. */
  checkpoint(): Promise<string | undefined>
  /** Hashes of a tile, as many as are there. */
  tile(level: number, n: number): Promise<Buffer | undefined>
  /** The hashes of so many tiles of level 0, from one on, as they are there. */
  leaves(n: number, count: number): Promise<readonly (Buffer | undefined)[]>
  /** Packed entries, as many as are there. */
  bundle(n: number): Promise<Buffer | undefined>
  /** What is left of a bundle that was pruned. */
  stub(n: number): Promise<Stub | undefined>
}

/** The last entry of a bundle that was pruned, and the hashes that prove it: it tells how old all of them are. */
export interface Stub {
  readonly entry: Buffer
  /** Eight hashes, from the sibling of the leaf up. */
  readonly path: Buffer
}

/** The log of a name in the database. */
export function createSealedLog(database: Database, origin: string): SealedLog {
  return {
    async checkpoint() {
      const rows = await database.query<{ readonly note: string }>(
        'select note from sealed_checkpoints where origin = $1 order by size desc limit 1',
        [origin],
      )
      return rows[0]?.note
    },
    async tile(level, n) {
      const rows = await database.query<{ readonly hashes: Buffer }>(
        'select hashes from sealed_tiles where origin = $1 and level = $2 and n = $3',
        [origin, level, n],
      )
      return rows[0]?.hashes
    },
    async leaves(n, count) {
      const rows = await database.query<{ readonly at: number; readonly hashes: Buffer }>(
        `
          select (n - $2)::int as at, hashes from sealed_tiles
          where origin = $1 and level = 0 and n >= $2 and n < $2 + $3::int
        `,
        [origin, n, count],
      )
      const found = new Map(rows.map(({ at, hashes }) => [at, hashes]))
      return Array.from({ length: count }, (_, at) => found.get(at))
    },
    async bundle(n) {
      const rows = await database.query<{ readonly entries: Buffer }>(
        'select entries from sealed_bundles where origin = $1 and n = $2',
        [origin, n],
      )
      return rows[0]?.entries
    },
    async stub(n) {
      const rows = await database.query<{ readonly entry: Buffer; readonly path: Buffer }>(
        'select entry, path from sealed_stubs where origin = $1 and n = $2',
        [origin, n],
      )
      return rows[0]
    },
  }
}

/** Reads hashes of a log of `size` entries out of its tiles; DECKLOG_NOT_FOUND where they have been pruned. */
export function hashesOf(log: Pick<SealedLog, 'tile'>, size: number): ReadHash {
  const read = async ({ level, n, width }: TileNeed): Promise<Buffer> => {
    const hashes = await log.tile(level, n)
    if (hashes && hashes.length >= width * hashBytes) return hashes.subarray(0, width * hashBytes)
    throw new DecklogError(
      'DECKLOG_NOT_FOUND',
      `The log has no tile ${n} of level ${level} of ${width} hashes: it was pruned, or taken away.`,
    )
  }
  return hashReader(size, read)
}

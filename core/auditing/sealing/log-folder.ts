import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../../errors.ts'
import { tilePath, tileWidth } from '../transparency/tiles.ts'
import type { SealedLog } from './sealed-log.ts'

/** The log in a folder, in the layout of C2SP tlog-tiles: partial tiles beside full ones, the widest of them counts. */
export function openLogFolder(folder: string): SealedLog {
  const widest = async (level: number | 'entries', n: number): Promise<Buffer | undefined> => {
    const full = await read(join(folder, tilePath(level, n)))
    if (full) return full
    const width = await widthOf(folder, `${tilePath(level, n)}.p`)
    return width === undefined ? undefined : read(join(folder, tilePath(level, n, width)))
  }
  return {
    checkpoint: async () => (await read(join(folder, 'checkpoint')))?.toString('utf8'),
    tile: widest,
    leaves: (n, count) => Promise.all(Array.from({ length: count }, (_, at) => widest(0, n + at))),
    bundle: n => widest('entries', n),
    async stub(n) {
      const bytes = await read(join(folder, stubPath(n)))
      return bytes && { path: bytes.subarray(0, 256), entry: bytes.subarray(256) }
    },
  }
}

/** Where the last entry of a pruned bundle is, behind the eight hashes that prove it. */
export function stubPath(n: number): string {
  return tilePath('entries', n).replace('tile/entries', 'stub')
}

async function widthOf(folder: string, path: string): Promise<number | undefined> {
  const names = await readdir(join(folder, path)).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  const widths = names.map(Number).filter(width => width > 0 && width < tileWidth)
  return widths.length === 0 ? undefined : Math.max(...widths)
}

async function read(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
}

import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseCheckpoint } from '../transparency/checkpoint.ts'
import { hashBytes, levelSize, tilePath, tileWidth } from '../transparency/tiles.ts'
import { unpackEntries, packEntries } from '../transparency/bundle.ts'
import { openLogFolder, stubPath } from './log-folder.ts'
import type { SealedLog } from './sealed-log.ts'

/**
 * Writes a log into a folder, in the layout of C2SP tlog-tiles; what is there already of it is not written again. The checkpoint comes last,
 * so that it never covers what is not there. Answers how many entries the folder then has.
 */
export async function copyLog(
  log: SealedLog,
  folder: string,
  tell: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  const written = await log.checkpoint()
  if (written === undefined) return 0
  const { size } = parseCheckpoint(written)
  const before = await sizeOf(folder)
  for (let level = 0; level === 0 || levelSize(size, level) > 0; level++)
    for (const { n, width } of tilesFrom(levelSize(before, level), levelSize(size, level)))
      await copyTile(log, folder, { level, n, width })
  for (const { n, width } of tilesFrom(before, size)) {
    await copyBundle(log, folder, n, width)
    tell(n * tileWidth + width, size)
  }
  await write(folder, 'checkpoint', written)
  return size
}

async function sizeOf(folder: string): Promise<number> {
  const written = await openLogFolder(folder).checkpoint()
  return written === undefined ? 0 : parseCheckpoint(written).size
}

interface Piece {
  readonly n: number
  readonly width: number
}

/** The tiles that are new or wider when there are `to` hashes where there were `from`. */
function* tilesFrom(from: number, to: number): Generator<Piece> {
  for (let n = Math.floor(from / tileWidth); n * tileWidth < to; n++)
    yield { n, width: Math.min(tileWidth, to - n * tileWidth) }
}

async function copyTile(
  log: SealedLog,
  folder: string,
  { level, n, width }: Piece & { readonly level: number },
): Promise<void> {
  const hashes = await log.tile(level, n)
  if (!hashes) return
  await write(folder, tilePath(level, n, width), hashes.subarray(0, width * hashBytes))
  if (width === tileWidth)
    await rm(join(folder, `${tilePath(level, n)}.p`), { recursive: true, force: true })
}

async function copyBundle(log: SealedLog, folder: string, n: number, width: number): Promise<void> {
  const bundle = await log.bundle(n)
  const stub = bundle ? undefined : await log.stub(n)
  if (bundle) {
    const entries = packEntries(unpackEntries(bundle).slice(0, width))
    await write(folder, tilePath('entries', n, width), entries)
  } else if (stub) await write(folder, stubPath(n), Buffer.concat([stub.path, stub.entry]))
  if (width === tileWidth)
    await rm(join(folder, `${tilePath('entries', n)}.p`), { recursive: true, force: true })
}

async function write(folder: string, path: string, bytes: Buffer | string): Promise<void> {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, bytes)
  await rename(`${file}.new`, file)
}

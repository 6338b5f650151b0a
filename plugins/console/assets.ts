import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

/** A file of the console as it is served. */
export interface Asset {
  readonly bytes: Buffer
  readonly type: string
  /** A strong ETag, with its quotation marks. */
  readonly etag: string
}

/** What was built, by its path below the folder: `index.html`, `assets/main-A1B2C3D4.js`. */
export type Assets = ReadonlyMap<string, Asset>

/** By the end of a name; a file of another kind is none that the console loads. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
}

/** Reads `index.html` and the files of `assets` in this folder; nothing where nothing was built. */
export async function readAssets(folder: string): Promise<Assets> {
  const names = await readdir(join(folder, 'assets')).catch(() => [])
  const paths = ['index.html', ...names.map(name => `assets/${name}`)]
  const served = paths.filter(path => types[extname(path)] !== undefined)
  const read = await Promise.all(served.map(path => readAsset(folder, path)))
  return new Map(read.flat())
}

async function readAsset(
  folder: string,
  path: string,
): Promise<readonly (readonly [string, Asset])[]> {
  const bytes = await readFile(join(folder, path)).catch(() => undefined)
  const type = types[extname(path)]
  if (bytes === undefined || type === undefined) return []
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`
  return [[path, { bytes, type, etag }]]
}

import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

// node dist/scripts/built.js          exit code 0 when dist is of the sources as they are, so that npm start need not build
// node dist/scripts/built.js note     notes that it is, after a build

const sources = ['core', 'frontend', 'ledger-node', 'plugins', 'postgres', 'projections', 'scripts']
const files = ['package.json', 'package-lock.json', 'tsconfig.json']
// What a compiler has written since: of other sources, perhaps.
const written = ['', '-frontend', '-test'].map(which => `dist/.tsbuildinfo${which}`)
const entry = 'dist/core/main.js'
const stamp = 'dist/.built'

/** Tells whether what was built below `root` is of the sources that are there, as far as names, sizes and times tell. */
export function isBuilt(root: string): boolean {
  const path = join(root, stamp)
  return existsSync(path) && readFileSync(path, 'utf8') === fingerprint(root)
}

/** Notes that what was built below `root` is of the sources that are there. */
export function noteBuilt(root: string): void {
  writeFileSync(join(root, stamp), fingerprint(root))
}

function fingerprint(root: string): string {
  const hash = createHash('sha256').update(process.version)
  for (const path of [
    ...sources.flatMap(folder => filesOf(root, folder)),
    ...files,
    ...written,
    entry,
  ])
    hash.update(`${path} ${standOf(join(root, path))}\n`)
  return hash.digest('hex')
}

function filesOf(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return []
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return names.sort().map(name => join(folder, name))
}

function standOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return 'missing'
  return stats.isDirectory() ? 'folder' : `${stats.size} ${stats.mtimeMs}`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = process.cwd()
  if (process.argv[2] === 'note') noteBuilt(root)
  else if (!isBuilt(root)) {
    // Whatever becomes of the build that follows.
    rmSync(join(root, stamp), { force: true })
    process.exitCode = 1
  }
}

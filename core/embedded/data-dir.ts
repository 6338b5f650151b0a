import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, chown, mkdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { DecklogError, messageOf } from '../errors.ts'
import { lockDataDir } from './data-dir-lock.ts'
import type { ServerUser } from './server-user.ts'

const run = promisify(execFile)

interface DataDirRequest {
  /** Absolute path that the settings name. */
  readonly wanted: string
  /** Whom Postgres runs as, when that is another user. */
  readonly user?: ServerUser | undefined
  /** Where the data goes when that user cannot reach the wanted folder; default `/var/lib/decklog`. */
  readonly elsewhere?: string
}

/** A locked data directory. */
export interface DataDir {
  readonly path: string
  /** The folder that the settings name, when the data could not be there. */
  readonly insteadOf?: string
  release(): Promise<void>
}

/** Chooses, makes and locks the data directory. Two processes never get the same one. */
export async function openDataDir(request: DataDirRequest): Promise<DataDir> {
  const path = await choose(request)
  await make(path, request.user)
  const { release } = await lockDataDir(path)
  return path === request.wanted ? { path, release } : { path, insteadOf: request.wanted, release }
}

/** Where the data of a wanted folder is when it cannot be there: one folder for each wanted one. */
export function dataDirElsewhere(wanted: string, elsewhere = '/var/lib/decklog'): string {
  const hash = createHash('sha256').update(wanted).digest('hex').slice(0, 12)
  const name = basename(wanted) === '.decklog' ? basename(dirname(wanted)) : basename(wanted)
  return join(elsewhere, `${name.replaceAll(/[^\w.-]/g, '_') || 'root'}-${hash}`)
}

async function choose({ wanted, user, elsewhere }: DataDirRequest): Promise<string> {
  if (!user) return wanted
  const other = dataDirElsewhere(wanted, elsewhere)
  const [here, there] = await Promise.all([hasCluster(wanted), hasCluster(other)])
  if (there && !here) return other
  if (await canReach(user, dirname(wanted))) return wanted
  if (!here) return other
  throw new DecklogError(
    'DECKLOG_EMBEDDED_FAILED',
    `The user ${user.name}, whom Postgres runs as, cannot reach the data in ${wanted}. ` +
      `Open the folders above it to that user (chmod o+x), or move the data: mv ${wanted} ${other}`,
  )
}

/** Tells whether a Decklog has data of its own in a folder. */
export async function hasCluster(dataDir: string): Promise<boolean> {
  return exists(join(dataDir, 'postgres', 'PG_VERSION'))
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

// Asks the kernel, as that user, rather than reading modes: there are access lists, mounts and containers.
async function canReach(user: ServerUser, folder: string): Promise<boolean> {
  if (!(await exists(folder))) return canReach(user, dirname(folder))
  return run('/bin/sh', ['-c', 'cd -- "$0"', folder], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
  }).then(
    () => true,
    () => false,
  )
}

async function make(path: string, user: ServerUser | undefined): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    const made = await mkdir(path, { recursive: true, mode: 0o700 })
    if (made !== undefined) await chmod(path, 0o700)
    if (user) await letThrough(path, user)
  } catch (cause) {
    throw new DecklogError(
      'DECKLOG_CONFIG_INVALID',
      `The data directory ${path} cannot be used: ${messageOf(cause)}. Set dataDir (DECKLOG_DATA_DIR) to a folder of yours.`,
      { cause },
    )
  }
}

// The server's user passes through to its own folders and sees nothing else.
async function letThrough(path: string, user: ServerUser): Promise<void> {
  const { uid, mode } = await stat(path)
  if (uid === user.uid || (mode & 0o001) !== 0) return
  await chown(path, uid, user.gid)
  await chmod(path, (mode & 0o777) | 0o010)
}

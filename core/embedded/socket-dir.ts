import { createHash } from 'node:crypto'
import { lstat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DecklogError } from '../errors.ts'
import { makeFolder } from './postgres-cluster.ts'
import type { ServerUser } from './server-user.ts'

// The kernel takes 107 bytes (macOS 103), of which Postgres needs 20 for its file names.
const longestFolder = 80

/** Makes the folder of the Unix sockets of Postgres: in the data directory, or under the temporary folder when that path is too long. */
export async function makeSocketDir(
  dataDir: string,
  user: ServerUser | undefined,
): Promise<string> {
  const own = join(dataDir, 'socket')
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  const path = Buffer.byteLength(own) <= longestFolder ? own : join(tmpdir(), `decklog-${hash}`)
  await makeFolder(path, user)
  await refuseStrange(path, user)
  return path
}

// Anyone can make folders under the temporary one.
async function refuseStrange(path: string, user: ServerUser | undefined): Promise<void> {
  const found = await lstat(path)
  const owner = user?.uid ?? process.getuid?.() ?? found.uid
  if (found.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0) return
  throw new DecklogError(
    'DECKLOG_EMBEDDED_FAILED',
    `${path} is not a folder that only the embedded Postgres can enter. Remove it, or set a shorter DECKLOG_DATA_DIR.`,
  )
}

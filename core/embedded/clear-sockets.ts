import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Removes the sockets and lock files that a killed Postgres left in a folder that is this data directory's alone. The caller
 * holds its lock and has ended what ran on it: the process id in such a file, where it is alive, is a stranger's by now.
 */
export async function clearSockets(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter(name => name.startsWith('.s.PGSQL.'))
  await Promise.all(left.map(name => rm(join(folder, name), { force: true })))
}

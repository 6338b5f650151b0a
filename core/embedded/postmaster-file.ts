import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a Postgres server says of itself in its data folder. */
export interface PostmasterFile {
  readonly pid: number
  /** `starting`, `ready`, `stopping`. */
  readonly status: string
}

/** Reads `postmaster.pid`; undefined when no server has left one. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number.parseInt(lines[0] ?? '', 10)
  return pid > 0 ? { pid, status: (lines[7] ?? '').trim() } : undefined
}

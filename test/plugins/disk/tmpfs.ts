import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Teardown } from '../../support/postgres.ts'

/** Mounts a tmpfs of so many bytes and inodes for the length of a test. Only root can; `canMount` tells. */
export function mountTmpfs(
  t: Teardown,
  { bytes, inodes }: { bytes: number; inodes: number },
): string {
  const path = mkdtempSync(join(tmpdir(), 'decklog-tmpfs-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},nr_inodes=${inodes}`, 'tmpfs', path])
  t.teardown(() => {
    execFileSync('umount', ['--lazy', path])
    rmdirSync(path)
  })
  return path
}

/** Whether this process may mount: where it is root it must. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0

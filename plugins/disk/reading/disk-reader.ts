import type { BigIntStatsFs } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fsSize, type Systeminformation } from 'systeminformation'
import { isDecklogError, messageOf } from '../../../core/errors.ts'
import type { Machine } from '../../../core/plugin.ts'
import type { DiskConfig } from '../config.ts'
import type { FailedRead } from '../events.ts'
import type { Reading } from '../judging/judgement.ts'
import { listMounts } from './list-mounts.ts'
import { measure } from './measure.ts'
import { chooseMounts, type Mount, type MountChoice } from './mounts.ts'
import { createPatientCall } from './patient-call.ts'

/** What came of reading one filesystem. */
export type ReadResult =
  | { readonly kind: 'read'; readonly reading: Reading }
  | ({ readonly kind: 'failed' } & Pick<FailedRead, 'failure' | 'message'>)

/** Reads the filesystems of one machine. */
export interface DiskReader {
  /** Finds what to watch now. */
  choose(): Promise<MountChoice>
  /** Reads one of them, and never takes longer than its deadline. */
  read(mount: Mount): Promise<ReadResult>
}

/** So many remote filesystems may hang at once; threads remain for the rest of the process. */
export const REMOTE_READS = 2

/** Creates a reader of the machine whose root is at `root`: of the configured mounts, or of all real ones. */
export function createDiskReader(
  machine: Pick<Machine, 'root'>,
  config: Pick<DiskConfig, 'mounts' | 'interval' | 'readTimeout'>,
): DiskReader {
  const root = resolve(machine.root)
  const timeoutMs = Math.min(config.readTimeout, config.interval) * 1000
  const local = createPatientCall(timeoutMs, Infinity)
  const remote = createPatientCall(timeoutMs, REMOTE_READS)
  let sizes: readonly Systeminformation.FsSizeData[] = []

  const read = async (mount: Mount): Promise<ReadResult> => {
    const call = isRemote(mount) ? remote : local
    const stat = await call<BigIntStatsFs>(mount.path, () => statfs(mount.path, { bigint: true }))
    const listed = sizes.find(size => size.mount === mount.path && size.fs === mount.device)
    const reading = measure(listed, stat)
    return reading.totalBytes > 0
      ? { kind: 'read', reading }
      : { kind: 'failed', failure: 'unreadable', message: `${mount.path} reports no size.` }
  }

  return {
    async choose() {
      const [entries, listed] = await Promise.all([
        listMounts(),
        // It asks for all mounts at once and hangs when one of them does; then statfs answers alone.
        local('df', () => fsSize()).catch(() => []),
      ])
      sizes = listed
      return chooseMounts(entries, root, config.mounts)
    },
    read: mount =>
      read(mount).catch(error => ({
        kind: 'failed',
        failure: isDecklogError(error, 'DECKLOG_TIMEOUT') ? 'timed_out' : 'unreadable',
        message: messageOf(error),
      })),
  }
}

/** Tells whether a filesystem answers over the network or from another process, and so may never answer. */
export function isRemote({ fsType }: Pick<Mount, 'fsType'>): boolean {
  return /^(nfs|cifs|smb|9p|afs|ceph|fuse|gluster|lustre|ocfs|gpfs)/.test(fsType)
}

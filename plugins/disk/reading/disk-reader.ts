import type { BigIntStatsFs } from 'node:fs'
import { readFile, statfs } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fsSize, type Systeminformation } from 'systeminformation'
import { DecklogError, isDecklogError, messageOf } from '../../../core/errors.ts'
import type { Machine } from '../../../core/plugin.ts'
import { within } from '../../../core/timing/within.ts'
import type { DiskConfig } from '../config.ts'
import type { FailedRead, Reading } from '../sample-events.ts'
import { type MountEntry, parseMountinfo } from './mountinfo.ts'
import { chooseMounts, type Mount, type MountChoice } from './mounts.ts'

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

/**
 * Lists what is mounted. systeminformation leaves out tmpfs and hides which mounts are doubles of one filesystem, so on Linux the
 * kernel's own list is read; elsewhere there is no other.
 */
async function listMounts(): Promise<readonly MountEntry[]> {
  if (process.platform === 'linux') {
    return parseMountinfo(await readFile('/proc/self/mountinfo', 'utf8'))
  }
  return (await fsSize()).map(({ fs, type, mount, rw }) => ({
    filesystem: fs,
    root: '/',
    mountPoint: mount,
    fsType: type,
    device: fs,
    superOptions: [rw === false ? 'ro' : 'rw'],
  }))
}

/** Runs a call that may hang, under a key. */
type PatientCall = <T>(key: string, call: () => Promise<T>) => Promise<T>

/**
 * Gives every call a deadline. What hangs is not called again before it has come back, and no more than `mostHanging` calls may hang:
 * a `statfs` on a dead NFS server holds one of libuv's four threads for as long as the kernel waits.
 */
export function createPatientCall(deadlineMs: number, mostHanging: number): PatientCall {
  const pending = new Set<string>()
  const late = (message: string): DecklogError => new DecklogError('DECKLOG_TIMEOUT', message)
  return async (key, call) => {
    if (pending.has(key)) throw late(`${key} has still not answered an earlier call.`)
    if (pending.size >= mostHanging) throw late(`${key} waits while ${pending.size} others hang.`)
    pending.add(key)
    const silent = (): DecklogError => late(`${key} did not answer within ${deadlineMs} ms.`)
    return within({ ms: deadlineMs, late: silent }, () => call().finally(() => pending.delete(key)))
  }
}

/**
 * Puts one reading together. Sizes are systeminformation's where it lists the mount: it knows the unit of FUSE filesystems and what a
 * ZFS dataset shares with its pool, which `statfs` does not tell. Where it does not (tmpfs, mounts seen
 * in a container), sizes are `statfs`'s; inodes always are.
 */
export function measure(
  listed: Systeminformation.FsSizeData | undefined,
  stat: BigIntStatsFs,
): Reading {
  const inodesTotal = Number(stat.files)
  const inodes = { inodesTotal, inodesUsed: Math.max(inodesTotal - Number(stat.ffree), 0) }
  return listed ? { ...fromListed(listed), ...inodes } : { ...fromStat(stat), ...inodes }
}

type Sizes = Omit<Reading, 'inodesTotal' | 'inodesUsed'>

function fromListed({ size, used, available }: Systeminformation.FsSizeData): Sizes {
  return {
    totalBytes: size,
    usedBytes: used,
    freeBytes: Math.max(size - used, 0),
    availableBytes: available,
  }
}

function fromStat({ bsize, blocks, bfree, bavail }: BigIntStatsFs): Sizes {
  return {
    totalBytes: Number(blocks * bsize),
    usedBytes: Number((blocks - bfree) * bsize),
    freeBytes: Number(bfree * bsize),
    availableBytes: Number(bavail * bsize),
  }
}

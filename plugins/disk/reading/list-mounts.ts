import { readFile } from 'node:fs/promises'
import { fsSize } from 'systeminformation'
import { type MountEntry, parseMountinfo } from './mountinfo.ts'

/** Where the kernel tells of mounts and devices. */
export interface KernelFiles {
  readonly mountinfo: string
  readonly sys: string
}

/**
 * Lists what is mounted. systeminformation leaves out tmpfs and hides which mounts are doubles of one filesystem, so on Linux the
 * kernel's own list is read; elsewhere there is no other.
 */
export async function listMounts(
  { mountinfo, sys }: KernelFiles = { mountinfo: '/proc/self/mountinfo', sys: '/sys' },
): Promise<readonly MountEntry[]> {
  if (process.platform !== 'linux') return listElsewhere()
  const entries = parseMountinfo(await readFile(mountinfo, 'utf8'))
  return Promise.all(
    entries.map(async entry =>
      entry.superOptions.includes('ro') && (await isSealed(sys, entry))
        ? { ...entry, sealed: 'sealed' as const }
        : entry,
    ),
  )
}

async function isSealed(sys: string, { filesystem }: MountEntry): Promise<boolean> {
  const uuid = await readFile(`${sys}/dev/block/${filesystem}/dm/uuid`, 'utf8').catch(() => '')
  return uuid.startsWith('CRYPT-VERITY')
}

async function listElsewhere(): Promise<readonly MountEntry[]> {
  const sizes = await fsSize()
  const idOf = (mount: string): number => sizes.findIndex(size => size.mount === mount) + 1
  return sizes.map(({ fs, type, mount, rw }) => ({
    id: idOf(mount),
    parentId: idOf(
      parentOf(
        mount,
        sizes.map(size => size.mount),
      ),
    ),
    filesystem: fs,
    root: '/',
    mountPoint: mount,
    fsType: type,
    device: fs,
    superOptions: [rw === false ? 'ro' : 'rw'],
  }))
}

function parentOf(mount: string, mounts: readonly string[]): string {
  const above = mounts.filter(
    other => other !== mount && mount.startsWith(other === '/' ? '/' : `${other}/`),
  )
  return above.reduce((best, other) => (other.length > best.length ? other : best), '')
}

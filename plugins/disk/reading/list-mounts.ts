import { readFile } from 'node:fs/promises'
import { fsSize } from 'systeminformation'
import { parseMountinfo, type MountEntry } from './mountinfo.ts'

/**
 * Lists what is mounted. systeminformation leaves out tmpfs and hides which mounts are doubles of one filesystem, so on Linux the
 * kernel's own list is read; elsewhere there is no other.
 */
export async function listMounts(): Promise<readonly MountEntry[]> {
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

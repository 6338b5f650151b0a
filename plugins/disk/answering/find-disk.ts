import { posix } from 'node:path'

/** Picks the disk that holds `path`: the one of the longest mount above it. The path is a look-up key and is never opened. */
export function findDisk<Disk extends { readonly mount: string }>(
  disks: readonly Disk[],
  path: string,
): Disk | undefined {
  const wanted = posix.normalize(`${path}/`)
  return disks
    .filter(({ mount }) => wanted.startsWith(mount === '/' ? '/' : `${mount}/`))
    .reduce<Disk | undefined>(
      (best, disk) => (best && best.mount.length >= disk.mount.length ? best : disk),
      undefined,
    )
}

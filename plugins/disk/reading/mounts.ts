import type { MountEntry } from './mountinfo.ts'

/** A filesystem to watch: the name its host knows it by, and where this process reaches it. */
export interface Mount {
  readonly mount: string
  readonly path: string
  readonly device: string
  readonly fsType: string
}

/** Which mounts to watch, and which of the wanted ones are not there. */
export interface MountChoice {
  readonly mounts: readonly Mount[]
  readonly missing: readonly string[]
}

// Kernel interfaces, memory, layers of other filesystems, and images that nobody can write to.
const unreal =
  /^(autofs|binfmt_misc|bpf|cgroup2?|configfs|cramfs|debugfs|dev(fs|pts|tmpfs)|ecryptfs|efivarfs|erofs|fuse\.(gvfsd-fuse|lxcfs|portal|snapfuse)|fusectl|hugetlbfs|iso9660|mqueue|nfsd|nsfs|(fuse-)?overlay(fs)?|aufs|proc|pstore|ramfs|rootfs|rpc_pipefs|securityfs|selinuxfs|squashfs|sysfs|tmpfs|tracefs|udf)$/

// What container engines mount below their folders (a disk of their own at such a folder is real), and the files they lay over a container's own.
const inner =
  /^\/(dev|proc|sys)(\/|$)|^\/(run\/credentials|var\/lib\/(docker|containerd|containers\/storage|kubelet))\/|^\/etc\/(hosts|hostname|resolv\.conf)$/

/**
 * Chooses from what is mounted, seen from a host's root (`/`, or where a container has it). Wanted mounts are taken whatever they
 * are; when none is named, every real filesystem and the one that holds `/`. One filesystem is taken once.
 */
export function chooseMounts(
  entries: readonly MountEntry[],
  root: string,
  wanted: readonly string[],
): MountChoice {
  const visible = seenFrom(root, entries)
  const isWanted = (entry: Seen): boolean =>
    wanted.length > 0 ? wanted.includes(entry.mount) : entry.mount === '/' || isReal(entry)
  const chosen = oncePerFilesystem(visible.filter(isWanted))
  return {
    mounts: chosen.map(({ mount, mountPoint, device, fsType }) => ({
      mount,
      path: mountPoint,
      device,
      fsType,
    })),
    missing: wanted.filter(mount => !visible.some(entry => entry.mount === mount)),
  }
}

interface Seen extends MountEntry {
  readonly mount: string
}

// A later mount covers an earlier one of the same place.
function seenFrom(root: string, entries: readonly MountEntry[]): readonly Seen[] {
  const seen = new Map<string, Seen>()
  for (const entry of entries) {
    const mount = nameFrom(root, entry.mountPoint)
    if (mount) seen.set(mount, { ...entry, mount })
  }
  const holder = seen.get('/') ?? holderOf(root, entries)
  if (holder) seen.set('/', { ...holder, mount: '/', mountPoint: root })
  return [...seen.values()]
}

function nameFrom(root: string, mountPoint: string): string | null {
  if (root === '/' || mountPoint === root) return root === '/' ? mountPoint : '/'
  return mountPoint.startsWith(`${root}/`) ? mountPoint.slice(root.length) : null
}

function holderOf(root: string, entries: readonly MountEntry[]): MountEntry | undefined {
  return entries
    .filter(({ mountPoint }) => root.startsWith(mountPoint === '/' ? '/' : `${mountPoint}/`))
    .reduce<MountEntry | undefined>(
      (best, entry) => (best && best.mountPoint.length > entry.mountPoint.length ? best : entry),
      undefined,
    )
}

// A filesystem that went read-only on an error stays watched; an image on a loop device cannot fill.
function isReal({ fsType, mount, device, superOptions }: Seen): boolean {
  const isImage = /^\/dev\/(loop|sr)\d/.test(device) && superOptions.includes('ro')
  return !unreal.test(fsType) && !inner.test(mount) && !isImage
}

// `/` stands for its filesystem, else a mount of the whole of it, else the shortest name.
function oncePerFilesystem(seen: readonly Seen[]): readonly Seen[] {
  const rank = ({ mount, root }: Seen): number =>
    mount === '/' ? 0 : mount.length + (root === '/' ? 0 : 10_000)
  const best = new Map<string, Seen>()
  for (const entry of seen) {
    const other = best.get(entry.filesystem)
    if (!other || rank(entry) < rank(other)) best.set(entry.filesystem, entry)
  }
  return [...best.values()].sort((a, b) => (a.mount < b.mount ? -1 : 1))
}

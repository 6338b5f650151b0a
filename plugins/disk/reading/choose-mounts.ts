import type { DiskConfig } from '../config.ts'
import { createMountTree } from '../mount-tree.ts'
import type { UnwatchedReason } from '../mount-events.ts'
import type { MountEntry } from './mountinfo.ts'
import { matchesAny } from './patterns.ts'

/** A mount of a machine: the name its host knows it by, and where this process reaches it. */
export interface Mount extends Omit<MountEntry, 'mountPoint'> {
  readonly mount: string
  readonly path: string
  /** `here`: it and all it is mounted in answer from this machine's memory. Anything else may hang. */
  readonly reach: 'here' | 'apart'
}

/** A filesystem to watch by one of its mounts, which stands for it. */
export interface Watched extends Mount {
  /** Others that draw on the same pool, each read for itself. */
  readonly pooled: readonly Mount[]
}

/** A mount, and which watched one answers for it, or why none does. */
export type Standing =
  | { readonly mount: Mount; readonly watchedAs: string }
  | { readonly mount: Mount; readonly unwatched: UnwatchedReason }

/** What is mounted, and what of it is to be watched. */
export interface MountChoice {
  readonly watched: readonly Watched[]
  readonly standings: readonly Standing[]
  /** Mounts that are named in the configuration and are not there. */
  readonly missing: readonly string[]
}

/** What decides beside the mounts themselves. */
export interface Choosing {
  /** `/`, or where a container has the host's root. */
  readonly root: string
  readonly config: Pick<DiskConfig, 'mounts' | 'include' | 'exclude'>
  /** What has been watched, by name: it stays so, and stands for its filesystem, as long as the same is mounted there. */
  readonly known?: ReadonlyMap<string, string>
  /** Names of mounts that draw on a pool and are limited within it. */
  readonly limited?: ReadonlySet<string>
}

/**
 * Chooses from what is mounted, seen from a host's root. Mounts that are named are taken whatever they are; when none is, every
 * filesystem that can fill up, and the one that holds `/`. One filesystem is taken once.
 */
export function chooseMounts(entries: readonly MountEntry[], choosing: Choosing): MountChoice {
  const { root, config } = choosing
  const mounts = seenFrom(root, entries)
  const reasons = new Map(mounts.map(mount => [mount, whyNot(mount, choosing)]))
  const tree = createMountTree(entries.map(entry => ({ ...entry, mount: entry.mountPoint })))
  const reachable = new Set(mounts.filter(({ id, path }) => tree.holderOf(path)?.id === id))
  const chosen = [...reachable].filter(mount => reasons.get(mount) === undefined)
  const watched = oncePerFilesystem(chosen, choosing)
  const names = new Map(
    watched.flatMap(one => [one, ...one.pooled].map(mount => [filesystemOf(mount), one.mount])),
  )
  return {
    watched,
    standings: mounts.map(mount => {
      if (!reachable.has(mount)) return { mount, unwatched: 'covered' }
      const watchedAs = names.get(filesystemOf(mount))
      if (watchedAs !== undefined) return { mount, watchedAs }
      return { mount, unwatched: reasons.get(mount) ?? 'not_chosen' }
    }),
    missing: config.mounts.filter(name => !mounts.some(({ mount }) => mount === name)),
  }
}

// Kernel interfaces, memory, and layers of other filesystems.
const unreal =
  /^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|dev(fs|pts|tmpfs)|ecryptfs|efivarfs|fuse\.(gvfsd-fuse|lxcfs|portal)|fusectl|hugetlbfs|mqueue|nfsd|nsfs|(fuse-|fuse\.fuse-)?overlay(fs)?|aufs|proc|pstore|ramfs|rootfs|rpc_pipefs|securityfs|selinuxfs|sockfs|sysfs|tmpfs|tracefs)$/

// What container engines mount below their folders (a disk of their own at such a folder is real), and the files they lay over a container's own.
const inner =
  /^\/(dev|proc|sys)(\/|$)|^\/(run\/credentials|var\/lib\/(docker|containerd|containers\/storage|kubelet))\/|^\/etc\/(hosts|hostname|resolv\.conf)$/

// Images: they are full from the day they are made.
const image =
  /^(composefs|cramfs|erofs|iso9660|romfs|squashfs|udf|fuse\.(archivemount|composefs|dwarfs|erofsfuse|fuse-archive|fuseiso|mount-zip|ratarmount|snapfuse|squashfuse(_ll)?|.*\.appimage))$/i

/** What is mounted, whatever number the kernel gives it this time. */
export function sourceOf({ fsType, device }: Pick<Mount, 'fsType' | 'device'>): string {
  return `${fsType} ${device}`
}

function isKnown(mount: Mount, { known }: Choosing): boolean {
  return known?.get(mount.mount) === sourceOf(mount)
}

/** Why a mount is not to be watched, undefined when it is. */
function whyNot(mount: Mount, choosing: Choosing): UnwatchedReason | undefined {
  const { mounts: named, include, exclude } = choosing.config
  const { mount: name } = mount
  if (named.includes(name)) return undefined
  if (matchesAny(exclude, name)) return 'excluded'
  if (matchesAny(include, name)) return undefined
  if (named.length > 0) return 'not_chosen'
  if (isKnown(mount, choosing)) return undefined
  if (isReadOnly(mount)) return 'read_only'
  if (name === '/') return undefined
  if (unreal.test(mount.fsType)) return 'kind'
  return inner.test(name) ? 'engine' : undefined
}

// A filesystem that went read-only on an error stays watched: what an image is made of, or how it is protected, makes one.
function isReadOnly({ fsType, device, superOptions, sealed }: Mount): boolean {
  if (image.test(fsType) || device === 'composefs') return true
  if (!superOptions.includes('ro')) return false
  return sealed === 'sealed' || /^fuse(\.|$)/.test(fsType) || /^\/dev\/(loop|sr)\d/.test(device)
}

function seenFrom(root: string, entries: readonly MountEntry[]): readonly Mount[] {
  const byId = new Map(entries.map(entry => [entry.id, entry]))
  const seen = entries.flatMap(({ mountPoint, ...entry }): readonly Mount[] => {
    const mount = nameFrom(root, mountPoint)
    return mount === null
      ? []
      : [{ ...entry, mount, path: mountPoint, reach: reachOf(entry, byId) }]
  })
  if (seen.some(({ mount }) => mount === '/')) return seen
  const tree = createMountTree(entries.map(entry => ({ ...entry, mount: entry.mountPoint })))
  const holder = tree.holderOf(root)
  return holder
    ? [{ ...holder, mount: '/', path: root, reach: reachOf(holder, byId) }, ...seen]
    : seen
}

// Kinds whose figures the kernel of this machine has at hand, and whose unit is their block.
const local =
  /^(bcachefs|btrfs|erofs|exfat|ext[234]|f2fs|hfsplus|iso9660|jfs|msdos|nilfs2|ntfs3|overlay|ramfs|reiserfs|rootfs|squashfs|tmpfs|udf|vfat|xfs)$/

function reachOf(
  entry: Pick<MountEntry, 'id' | 'parentId' | 'fsType'>,
  byId: ReadonlyMap<number, MountEntry>,
): Mount['reach'] {
  const passed = new Set<number>()
  for (let one = entry; ;) {
    if (!local.test(one.fsType)) return 'apart'
    passed.add(one.id)
    const above = byId.get(one.parentId)
    if (!above || passed.has(above.id)) return 'here'
    one = above
  }
}

function nameFrom(root: string, mountPoint: string): string | null {
  if (root === '/' || mountPoint === root) return root === '/' ? mountPoint : '/'
  return mountPoint.startsWith(`${root}/`) ? mountPoint.slice(root.length) : null
}

/** What has its own room: mounts of one filesystem share theirs. */
function filesystemOf({ filesystem, root, fsType, mount }: Mount): string {
  // A filesystem without a number of its own is known by its mount alone.
  return /^\d+:\d+$/.test(filesystem) ? `${fsType} ${filesystem}` : `${mount} ${root}`
}

/** What draws on one pool: the datasets of ZFS do, but for those that are limited within it. */
function poolKeyOf(mount: Mount, { limited, config }: Choosing): string {
  const { mount: name, fsType, device } = mount
  const alone =
    limited?.has(name) || config.mounts.includes(name) || matchesAny(config.include, name)
  return fsType === 'zfs' && !alone ? `zfs ${device.split('/')[0]}` : filesystemOf(mount)
}

// What was watched before stands for its filesystem, else `/`, else a mount of the whole of it, else the shortest name.
function oncePerFilesystem(mounts: readonly Mount[], choosing: Choosing): readonly Watched[] {
  const rank = (one: Mount): number =>
    (isKnown(one, choosing) ? 0 : 100_000) +
    (one.mount === '/' ? 0 : one.mount.length + (one.root === '/' ? 0 : 10_000))
  const groups = new Map<string, Mount[]>()
  for (const mount of mounts.toSorted((a, b) => rank(a) - rank(b))) {
    const key = poolKeyOf(mount, choosing)
    groups.set(key, [...(groups.get(key) ?? []), mount])
  }
  return [...groups.values()].flatMap(standFor).sort((a, b) => (a.mount < b.mount ? -1 : 1))
}

function standFor([first, ...others]: readonly Mount[]): readonly Watched[] {
  if (!first) return []
  const known = new Set([filesystemOf(first)])
  const pooled = others.filter(mount => {
    const isNew = !known.has(filesystemOf(mount))
    known.add(filesystemOf(mount))
    return isNew
  })
  return [{ ...first, pooled }]
}

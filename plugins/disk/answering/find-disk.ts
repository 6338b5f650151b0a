import { posix } from 'node:path'
import type { ListedMount, UnwatchedReason } from '../mount-events.ts'
import { createMountTree } from '../mount-tree.ts'

/** A part of the list of a machine's mounts, with the revision it was recorded at. */
export interface ListedPart {
  readonly revision: number
  readonly mounts: readonly ListedMount[]
}

/** The list of a machine's mounts as a row of `disk-mounts` tells it; null is a part that is not there. */
export interface MountList {
  readonly mounts: readonly (ListedPart | null)[]
  readonly event_id: string
}

/** A disk as far as it is looked for. */
interface Findable {
  readonly disk_id: string
  readonly mount: string
}

/** A mount that no disk is read for, and why. */
export interface Unwatched {
  readonly kind: 'unwatched'
  readonly mount: string
  readonly device: string | null
  readonly fsType: string | null
  /** In words that follow `is not watched: `. */
  readonly why: string
  readonly eventIds: readonly string[]
}

/** The disk that holds a path, or the mount that does and is not watched. */
export type Found<Disk> =
  { readonly kind: 'watched'; readonly disk: Disk } | Unwatched | { readonly kind: 'unknown' }

/**
 * Finds what holds `path`: the mount that the kernel would come to, and the disk that was read for its filesystem. Where no mounts have
 * been listed, as by an older guard, the longest mount above it. The path is a look-up key and is never opened.
 */
export function findByPath<Disk extends Findable>(
  disks: readonly Disk[],
  list: MountList | undefined,
  path: string,
): Found<Disk> {
  if (!list) return watched(longestAbove(disks, path))
  const holder = holderOf(list, path)
  if (holder === 'incomplete') return incomplete(list, path)
  if (!holder) return { kind: 'unknown' }
  if (holder.diskId === null) return unwatched(list, holder, reasons[holder.unwatched ?? 'kind'])
  const disk = disks.find(one => one.disk_id === holder.diskId)
  return disk ? { kind: 'watched', disk } : unwatched(list, holder, 'it has not been read yet')
}

/** Finds the disk that is, or was, mounted at `mount`, or that answers for what is mounted there. */
export function findByMount<Disk extends Findable>(
  disks: readonly Disk[],
  list: MountList | undefined,
  mount: string,
): Found<Disk> {
  const holder = list && holderOf(list, mount)
  const isMounted = holder === 'incomplete' || holder?.mount === mount
  return isMounted
    ? findByPath(disks, list, mount)
    : watched(disks.find(disk => disk.mount === mount))
}

const reasons: Readonly<Record<UnwatchedReason, string>> = {
  covered: 'another mount lies over it',
  kind: 'it is memory, a layer or an interface of the kernel',
  engine: 'it belongs to a container engine or to the kernel',
  read_only: 'it can only be read',
  excluded: '`plugins.disk.exclude` leaves it out',
  not_chosen: 'it is not among `plugins.disk.mounts`',
  no_size: 'it tells no size',
  not_permitted: 'Decklog may not enter it',
}

function holderOf(list: MountList, path: string): ListedMount | 'incomplete' | undefined {
  const parts = list.mounts.flatMap(part => (part ? [part.mounts] : []))
  return parts.length < list.mounts.length
    ? 'incomplete'
    : createMountTree(parts.flat()).holderOf(path)
}

function unwatched(
  list: MountList,
  { mount, device, fsType }: ListedMount,
  why: string,
): Unwatched {
  return { kind: 'unwatched', mount, device, fsType, why, eventIds: [list.event_id] }
}

// What has not been told whole may hold the path or not.
function incomplete(list: MountList, path: string): Unwatched {
  const why = 'the mounts of its machine are not all known'
  const none = { device: null, fsType: null, eventIds: [list.event_id] }
  return { kind: 'unwatched', mount: posix.normalize(path), why, ...none }
}

function watched<Disk>(disk: Disk | undefined): Found<Disk> {
  return disk ? { kind: 'watched', disk } : { kind: 'unknown' }
}

function longestAbove<Disk extends Findable>(
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

import { posix } from 'node:path'

/** A mount as far as its place in the tree of mounts goes. */
export interface PlacedMount {
  readonly id: number
  /** Of the mount that its mount point lies in. */
  readonly parentId: number
  readonly mount: string
}

/** Finds, for any path, the mount that holds it. */
export interface MountTree<M extends PlacedMount> {
  /** Walks down as the kernel does: what lies under a mount that covers it is not reached. */
  holderOf(path: string): M | undefined
}

/** Makes a tree of the mounts of one machine. */
export function createMountTree<M extends PlacedMount>(mounts: readonly M[]): MountTree<M> {
  const ids = new Set(mounts.map(({ id }) => id))
  const keyOf = (parentId: number | null, mount: string): string => `${parentId ?? ''} ${mount}`
  const isTop = ({ id, parentId }: M): boolean => parentId === id || !ids.has(parentId)
  // What is mounted twice at one place of one parent: the later one is on top.
  const byPlace = new Map(
    mounts.map(one => [keyOf(isTop(one) ? null : one.parentId, one.mount), one]),
  )
  return {
    holderOf(path) {
      let holder: M | undefined
      const passed = new Set<M>()
      for (const place of placesOf(path)) {
        for (;;) {
          const onTop: M | undefined =
            (holder && byPlace.get(keyOf(holder.id, place))) ?? byPlace.get(keyOf(null, place))
          if (!onTop || passed.has(onTop)) break
          passed.add(onTop)
          holder = onTop
        }
      }
      return holder
    },
  }
}

/** `/`, `/a` and `/a/b` of `/a/b`; the path is a look-up key and is never opened. */
function placesOf(path: string): readonly string[] {
  const names = posix.normalize(`/${path}`).split('/').filter(Boolean)
  return ['/', ...names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`)]
}

/** One mount as the kernel lists it. */
export interface MountEntry {
  readonly id: number
  /** Of the mount that its mount point lies in. */
  readonly parentId: number
  /** Device number of the filesystem, `major:minor`: the same for all mounts of one filesystem. */
  readonly filesystem: string
  /** Path inside the filesystem that is mounted; not `/` for a bind mount of a folder. */
  readonly root: string
  readonly mountPoint: string
  readonly fsType: string
  readonly device: string
  /** Options of the filesystem itself: `rw`, `ro`, … */
  readonly superOptions: readonly string[]
  /** Every block is checked against a digest (dm-verity), so that none can be written. */
  readonly sealed?: 'sealed'
}

/** Parses `/proc/<pid>/mountinfo` (proc_pid_mountinfo(5)); lines that are not of its form are left out. */
export function parseMountinfo(text: string): readonly MountEntry[] {
  return text.split('\n').flatMap(line => {
    const [before, after] = line.split(' - ', 2)
    const [id, parentId, filesystem, root, mountPoint] = before?.split(' ') ?? []
    const [fsType, device, options] = after?.split(' ') ?? []
    if (!id || !parentId || !filesystem || !root || !mountPoint || !fsType) return []
    return [
      {
        id: Number(id),
        parentId: Number(parentId),
        filesystem,
        root: unescape(root),
        mountPoint: unescape(mountPoint),
        fsType,
        // Some kernels write nothing where a mount was given no source.
        device: unescape(device || 'none'),
        superOptions: options?.split(',') ?? [],
      },
    ]
  })
}

// The kernel writes space, tab, newline, backslash and hash as octal; the text of a name is UTF-8 already.
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
}

/** One mount as the kernel lists it. */
export interface MountEntry {
  /** Device number of the filesystem, `major:minor`: the same for all mounts of one filesystem. */
  readonly filesystem: string
  /** Path inside the filesystem that is mounted; not `/` for a bind mount of a folder. */
  readonly root: string
  readonly mountPoint: string
  readonly fsType: string
  readonly device: string
  /** Options of the filesystem itself: `rw`, `ro`, … */
  readonly superOptions: readonly string[]
}

/** Parses `/proc/<pid>/mountinfo` (proc_pid_mountinfo(5)); lines that are not of its form are left out. */
export function parseMountinfo(text: string): readonly MountEntry[] {
  return text.split('\n').flatMap(line => {
    const [before, after] = line.split(' - ', 2)
    const [, , filesystem, root, mountPoint] = before?.split(' ') ?? []
    const [fsType, device, options] = after?.split(' ') ?? []
    if (!filesystem || !root || !mountPoint || !fsType || !device) return []
    return [
      {
        filesystem,
        root: unescape(root),
        mountPoint: unescape(mountPoint),
        fsType,
        device: unescape(device),
        superOptions: options?.split(',') ?? [],
      },
    ]
  })
}

// The kernel writes space, tab, newline and backslash as octal; the text of a name is UTF-8 already.
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
}

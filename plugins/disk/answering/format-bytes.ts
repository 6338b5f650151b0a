const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const

/** Writes a size for people, in powers of 1000 and three digits: `78.1 GB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`
}

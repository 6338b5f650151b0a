const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const

/** Writes a size for people, in powers of 1000: `78.1 GB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  const value = bytes / 1000 ** power
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
}

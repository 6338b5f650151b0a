const sizes = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const
const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const

/** Writes a count of bytes as the sentences of the API write it, in three digits: `78.1 GB`. */
export function describeBytes(bytes: number): string {
  return inUnits(bytes, 1000, sizes)
}

/** Writes a count of bytes to the byte, and as programs count that know powers of two alone: `78,100,000,000 bytes, 72.7 GiB`. */
export function exactBytes(bytes: number): string {
  const count = `${bytes.toLocaleString('en')} ${bytes === 1 ? 'byte' : 'bytes'}`
  return Math.abs(bytes) < 1024 ? count : `${count}, ${inUnits(bytes, 1024, binary)}`
}

function inUnits(bytes: number, base: number, units: readonly string[]): string {
  const size = Math.abs(bytes)
  const power = size < base ? 0 : Math.floor(Math.log(size) / Math.log(base) + 1e-9)
  const unit = Math.min(power, units.length - 1)
  return `${Number((bytes / base ** unit).toPrecision(3))} ${units[unit]}`
}

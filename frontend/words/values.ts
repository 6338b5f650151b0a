import { describeBytes } from './bytes.ts'

const suffixes: Readonly<Record<string, string>> = {
  percent: ' %',
  seconds: ' s',
  days: ' d',
  per_second: '/s',
}

/** Writes the value of a measure with its unit, as the sentences of the API do: `7.5 %`, `78.1 GB`, `1,200`. */
export function describeValue(value: number, unit: string): string {
  if (unit === 'bytes') return describeBytes(value)
  return `${describeNumber(Math.round(value * 1000) / 1000)}${suffixes[unit] ?? ''}`
}

/** Writes a number with its thousands apart: `2,000`. */
export function describeNumber(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 3 })
}

/** Counts things: `1 disk`, `11 disks`, `no disks`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count === 0 ? 'no' : describeNumber(count)} ${count === 1 ? one : many}`
}

/** Joins names as a sentence does: `a`, `a and b`, `a, b and 3 more`. At most `most` of them are named. */
export function listOf(names: readonly string[], most = 3): string {
  const shown = names.slice(0, names.length > most ? most - 1 : most)
  const rest = names.length - shown.length
  const all = rest > 0 ? [...shown, `${describeNumber(rest)} more`] : shown
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`
}

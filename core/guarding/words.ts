import type { Measures, Unit } from './measure.ts'
import type { Sample } from './guard-data.ts'

const suffixes: Readonly<Record<Unit, string>> = {
  percent: ' %',
  bytes: ' B',
  seconds: ' s',
  days: ' d',
  count: '',
  per_second: '/s',
  none: '',
}

const sizes = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const

/** Writes a value for people, with its unit and at most three digits behind the point: `7.5 %`, `78.1 GB`. */
function describeValue(value: number, unit: Unit = 'none'): string {
  if (unit === 'bytes') return describeBytes(value)
  return `${Math.round(value * 1000) / 1000}${suffixes[unit]}`
}

function describeBytes(bytes: number): string {
  const size = Math.abs(bytes)
  const power = size < 1000 ? 0 : Math.min(Math.floor(Math.log10(size) / 3), sizes.length - 1)
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${sizes[power]}`
}

/** Says what a sample shows: its own sentence, or its values by their names. */
export function describeSample(
  { text, values, measures = {} }: Pick<Sample, 'text' | 'values' | 'measures'>,
  declared: Measures,
): string {
  if (text !== null) return text
  const known = new Map(Object.entries({ ...declared, ...measures }))
  const told = Object.entries(values).map(([name, value]) => {
    const measure = known.get(name)
    return `${measure?.title ?? name} ${describeValue(value, measure?.unit)}`
  })
  return told.length > 0 ? `${told.join(', ')}.` : 'It was read.'
}

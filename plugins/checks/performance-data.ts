import type { Unit } from '../../core/plugin-api.ts'

/**
 * A range of the Monitoring Plugins guidelines (section "Threshold and Ranges"): bad outside of `start` to `end`, or inside where it is
 * `inverted`. Infinity where it is open.
 */
export interface Range {
  readonly start: number
  readonly end: number
  readonly inverted: boolean
}

/** One figure of what a check program says behind the bar. */
export interface PerformanceFigure {
  readonly label: string
  /** In `unit`, whatever it was written in. */
  readonly value: number
  readonly unit: Unit
  /** Null where none is given, or it is no range. */
  readonly warning: Range | null
  readonly critical: Range | null
}

interface Scale {
  readonly unit: Unit
  readonly factor: number
}

const K = 1024

/**
 * Units of measurement of the guidelines (section "Performance data"), and those that programs write beside them. Multiples of bytes
 * are of 1,024, as the programs of the Monitoring Plugins count them (`check_swap` divides by 1,048,576 and writes MB).
 */
const scales: Readonly<Record<string, Scale>> = {
  '': { unit: 'none', factor: 1 },
  '%': { unit: 'percent', factor: 1 },
  c: { unit: 'count', factor: 1 },
  s: { unit: 'seconds', factor: 1 },
  ms: { unit: 'seconds', factor: 1e-3 },
  us: { unit: 'seconds', factor: 1e-6 },
  µs: { unit: 'seconds', factor: 1e-6 },
  ns: { unit: 'seconds', factor: 1e-9 },
  B: { unit: 'bytes', factor: 1 },
  KB: { unit: 'bytes', factor: K },
  MB: { unit: 'bytes', factor: K ** 2 },
  GB: { unit: 'bytes', factor: K ** 3 },
  TB: { unit: 'bytes', factor: K ** 4 },
  PB: { unit: 'bytes', factor: K ** 5 },
}
const plainScale: Scale = { unit: 'none', factor: 1 }

// KiB and kB are KB here; a C may be a degree, and b a bit.
function scaleOf(uom: string): Scale {
  const unit = uom.replace(/^([kKMGTP])i?B$/, (_all, prefix: string) => `${prefix.toUpperCase()}B`)
  return (Object.hasOwn(scales, unit) ? scales[unit] : undefined) ?? plainScale
}

/** Most characters of performance data that are looked at. */
const mostCharacters = 64 * 1024
const mostLabelCharacters = 64

// A quoted label doubles the quotes that are in it; one without may hold anything but space, quote and equals sign. What is neither is
// passed over by the word.
const words = /(?:'(?<quoted>(?:[^']|''){1,256})'|(?<plain>[^\s'=]+))=(?<figure>\S*)|\S+/g

/**
 * Reads `'label'=value[UOM];[warn];[crit];[min];[max]`, separated by spaces. What is no figure is passed over, as what is of unknown
 * value (`U`) is; of two with one label the first counts.
 */
export function parsePerformanceData(text: string): readonly PerformanceFigure[] {
  const figures = new Map<string, PerformanceFigure>()
  for (const { groups } of text.slice(0, mostCharacters).matchAll(words)) {
    const figure = figureOf(groups ?? {})
    if (figure && !figures.has(figure.label)) figures.set(figure.label, figure)
  }
  return [...figures.values()]
}

function figureOf(groups: Readonly<Record<string, string | undefined>>): PerformanceFigure | null {
  const label = labelOf(groups['quoted']?.replaceAll("''", "'") ?? groups['plain'] ?? '')
  const [measured = '', warning = '', critical = ''] = (groups['figure'] ?? '').split(';')
  const { value, uom } =
    /^(?<value>[-+]?[\d.,]+(?:e[-+]?\d+)?)(?<uom>.*)$/iu.exec(measured)?.groups ?? {}
  const number = numberOf(value ?? '')
  const scale = scaleOf(uom ?? '')
  if (label === '' || number === null || !Number.isFinite(number * scale.factor)) return null
  return {
    label,
    value: scaled(number, scale),
    unit: scale.unit,
    warning: parseRange(warning, scale),
    critical: parseRange(critical, scale),
  }
}

function labelOf(label: string): string {
  return label
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, mostLabelCharacters)
    .toWellFormed()
}

// Where the locale writes a comma, programs do too.
function numberOf(text: string): number | null {
  const number = text === '' ? NaN : Number(text.replace(/^(-?\d+),(\d+)$/, '$1.$2'))
  return Number.isFinite(number) ? number : null
}

// 8.3 ms are 0.0083 s, and not 0.008300000000000002.
function scaled(value: number, { factor }: Scale): number {
  return factor === 1 || factor > 1 ? value * factor : Number((value * factor).toPrecision(12))
}

/** Reads a range: `10`, `10:`, `~:10`, `10:20`, `@10:20`; null when it is none. */
export function parseRange(text: string, scale = plainScale): Range | null {
  const { inverted, start, colon, end } =
    /^(?<inverted>@?)(?:(?<start>~|[-+\d.,e]*)(?<colon>:))?(?<end>[-+\d.,e]*)$/i.exec(text.trim())
      ?.groups ?? {}
  if (start === undefined && !end) return null
  const from = start === undefined || start === '' ? 0 : start === '~' ? -Infinity : numberOf(start)
  const to = colon && !end ? Infinity : numberOf(end ?? '')
  if (from === null || to === null || from > to) return null
  return { start: scaled(from, scale), end: scaled(to, scale), inverted: inverted === '@' }
}

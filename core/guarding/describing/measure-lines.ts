import { markdownCode, markdownTable, markdownText } from '../../cli/markdown.ts'
import type { GuardSpec } from '../guard.ts'
import type { ShownMeasure } from '../guard-view.ts'
import { pressures } from '../levels.ts'
import type { ForecastRule, MeasureLimits } from '../measure.ts'

/** The measures of a guard as a table, with the limits that are in force. */
export function measureLines(
  shown: readonly ShownMeasure[],
  declared: GuardSpec['measures'],
): readonly string[] {
  if (shown.length === 0) return ['Each reading brings its own, or a level.']
  const rules = typeof declared === 'object' ? declared : {}
  const rows = shown.map(({ name, title, unit, limits }) => [
    markdownCode(name),
    markdownText(title),
    unit,
    ...pressures.map(level => boundOf(limits, level)),
    limits ? leftOf(limits) : declared ? 'it is not judged' : 'its readings bring their limits',
    foreseenOf(rules[name]?.forecast),
  ])
  return markdownTable(['measure', 'what', 'unit', ...pressures, 'left', 'forecast'], rows)
}

function boundOf(limits: MeasureLimits | null, level: (typeof pressures)[number]): string {
  const limit = limits?.[level]
  if (!limits || !limit) return '-'
  const { enter, enterAfterSeconds: after } = limit
  return `${limits.side} ${enter}${after === 0 ? '' : ` for ${after} s`}`
}

function leftOf(limits: MeasureLimits): string {
  const bounds = pressures.flatMap(level => {
    const limit = limits[level]
    return limit ? [String(limit.leave)] : []
  })
  const after = limits.leaveAfterSeconds
  return `back at ${bounds.join(', ')}${after === 0 ? '' : ` for ${after} s`}`
}

function foreseenOf(rule: ForecastRule | undefined): string {
  if (!rule) return '-'
  const within = Object.entries(rule.within ?? {}).map(
    ([level, seconds]) => `${level} within ${seconds} s`,
  )
  return [`reaches ${rule.reaches}`, ...within].join(', ')
}

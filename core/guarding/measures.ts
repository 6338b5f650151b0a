import type { LevelLimit, Measure, MeasureLimits, MeasureRule, Measures } from './measure.ts'
import type { ShownMeasure } from './guard-view.ts'
import { checkLimits } from './judging/check-limits.ts'
import { type Pressure, pressures } from './levels.ts'

/** Resolves a measure's rule to the limits that a sample carries; null when nothing of it is judged. */
export function resolveLimits(rule: MeasureRule): MeasureLimits | null {
  const side = rule.above ? 'above' : 'below'
  const bounds = rule[side] ?? {}
  const back = (rule.leaveMargin ?? 0) * (side === 'above' ? -1 : 1)
  const limits = pressures.flatMap(level => {
    const enter = bounds[level]
    if (enter === undefined) return []
    const limit: LevelLimit = {
      enter,
      leave: enter + back,
      enterAfterSeconds: enterAfter(rule, level),
    }
    return [[level, limit] as const]
  })
  if (limits.length === 0) return null
  return { side, ...Object.fromEntries(limits), leaveAfterSeconds: rule.leaveAfter ?? 0 }
}

function enterAfter({ enterAfter: after = 0 }: MeasureRule, level: Pressure): number {
  return typeof after === 'number' ? after : (after[level] ?? 0)
}

/** What is wrong with a measure, each as the sentence goes on that names it. */
export function measureProblems(measure: Measure): readonly string[] {
  const { below, above, unit } = measure
  if (below && above) return ['has limits below and above; it may have one side']
  const limits = resolveLimits(measure)
  const range = unit === 'percent' ? { least: 0, most: 100 } : {}
  return limits ? checkLimits(limits, range).map(({ level, message }) => `${level} ${message}`) : []
}

/** Measures as consoles show them, in their order. */
export function shownMeasures(measures: Measures): readonly ShownMeasure[] {
  return Object.entries(measures).map(([name, measure]) => ({
    ...{ name, title: measure.title, unit: measure.unit },
    limits: resolveLimits(measure),
  }))
}

import type { LevelLimit, Measure, MeasureLimits, MeasureRule, Measures } from './guard.ts'
import type { ShownMeasure } from './guard-view.ts'
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
  const { below, above } = measure
  if (below && above) return ['has limits below and above; it may have one side']
  const limits = resolveLimits(measure)
  if (!limits) return []
  const entered = pressures.flatMap(level => {
    const enter = limits[level]?.enter
    return enter === undefined ? [] : [{ level, enter }]
  })
  const isWorse = (a: number, b: number): boolean => (limits.side === 'below' ? a <= b : a >= b)
  return entered.flatMap(({ level, enter }, index) => {
    const milder = entered[index - 1]
    if (!milder || isWorse(enter, milder.enter)) return []
    return [`is ${level} at ${enter}, which is milder than ${milder.level} at ${milder.enter}`]
  })
}

/** Measures as consoles show them, in their order. */
export function shownMeasures(measures: Measures): readonly ShownMeasure[] {
  return Object.entries(measures).map(([name, measure]) => ({
    ...{ name, title: measure.title, unit: measure.unit },
    limits: resolveLimits(measure),
  }))
}

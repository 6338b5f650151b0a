import type { Level } from '../guarding/levels.ts'
import { createForecaster, type Outlook } from './forecaster.ts'
import { createForeseenLevel, type ForeseenLevel, type ForeseenRule } from './foreseen-level.ts'

/** How much there is of what fills, and how much it holds. */
export interface Filling {
  readonly used: number
  readonly capacity: number
}

/** When something will be full if it goes on as it did, and how bad that is. `lowSeconds` is the early bound, `highSeconds` the late one. */
export interface Foreseen extends Pick<Outlook, 'inSeconds' | 'lowSeconds' | 'highSeconds'> {
  readonly level: Extract<Level, 'ok' | 'warning' | 'critical'>
}

/** When a foreseen end is worth a level: sooner than this, and, where it says so, with less than this share left now. */
export interface FillingRule {
  readonly withinSeconds: number
  readonly leftPercent?: number
}

/** How far back is looked, and what is worth which level; what is left out is worth none. */
export interface FillingRules {
  readonly windowSeconds: number
  readonly warning?: FillingRule | undefined
  readonly critical?: FillingRule | undefined
}

/** How far beyond what has been seen a forecast is believed, and how patiently: see docs/explanation/forecast.md. */
const beliefs = {
  warning: { reach: 2, enterSeconds: 300, leaveSeconds: 45 * 60 },
  critical: { reach: 0.5, enterSeconds: 300, leaveSeconds: 15 * 60 },
} as const

/** Creates what looks ahead for one thing that fills and is read every `intervalSeconds`: takes a reading, and answers what it foresees; null: no end. */
export function createFillingForecast(
  intervalSeconds: number,
  { windowSeconds, warning, critical }: FillingRules,
): (at: Date, filling: Filling) => Foreseen | null {
  const forecaster = createForecaster(intervalSeconds, windowSeconds)
  const isWarning = warning && foreseen(warning, beliefs.warning)
  const isCritical = critical && foreseen(critical, beliefs.critical)
  let told: Outlook | null = null
  return (at, { used, capacity }) => {
    if (capacity <= 0) return null
    const outlook = forecaster.take({ at, value: used, end: capacity })
    const leftPercent = ((capacity - used) * 100) / capacity
    const holds = (level: ForeseenLevel | undefined): boolean =>
      level?.take(at.getTime() / 1000, outlook, leftPercent) === 'on'
    const warns = holds(isWarning)
    const level = holds(isCritical) ? 'critical' : warns ? 'warning' : 'ok'
    // A level that is still held keeps the numbers that it was entered for.
    told = outlook ?? (level === 'ok' ? null : told)
    if (!told) return null
    const { inSeconds, lowSeconds, highSeconds } = told
    return { inSeconds, lowSeconds, highSeconds, level }
  }
}

function foreseen(
  { withinSeconds, leftPercent = Infinity }: FillingRule,
  belief: Omit<ForeseenRule, 'withinSeconds' | 'leftPercent'>,
): ForeseenLevel {
  return createForeseenLevel({ withinSeconds, leftPercent, ...belief })
}

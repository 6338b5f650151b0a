import type { Bounds, Measure, Measures } from '../../core/plugin-api.ts'
import type { Check } from './config.ts'
import type { PerformanceFigure, Range } from './performance-data.ts'

const mostFigures = 20

/** The figures of a check that are kept, as measures: with the limits that the program itself has judged them by. */
export function measuresOf(
  { keep, forecast }: Pick<Check, 'keep' | 'forecast'>,
  figures: readonly PerformanceFigure[],
): Measures {
  const kept = figures.filter(({ label }) => isWanted(label, keep)).slice(0, mostFigures)
  return Object.fromEntries(
    kept.map(figure => {
      const ahead = Object.hasOwn(forecast, figure.label) ? forecast[figure.label] : undefined
      return [figure.label, { ...measureOf(figure), ...(ahead ? { forecast: ahead } : {}) }]
    }),
  )
}

/** The values of the figures that are measures. */
export function valuesOf(
  figures: readonly PerformanceFigure[],
  measures: Measures,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    figures.flatMap(({ label, value }) => (Object.hasOwn(measures, label) ? [[label, value]] : [])),
  )
}

function isWanted(label: string, keep: readonly string[]): boolean {
  return keep.some(wanted =>
    wanted.endsWith('*') ? label.startsWith(wanted.slice(0, -1)) : label === wanted,
  )
}

function measureOf({ label, unit, warning, critical }: PerformanceFigure): Measure {
  const above = boundsOf('above', warning, critical)
  const below = boundsOf('below', warning, critical)
  const measure = { title: label, unit }
  // A measure is bad on one side; of what is bad on both only the values are drawn.
  if (above && below) return measure
  return { ...measure, ...(above ? { above } : {}), ...(below ? { below } : {}) }
}

/** Limits on one side; none where they contradict, since a program may judge by what its figures do not show. */
function boundsOf(
  side: 'above' | 'below',
  warning: Range | null,
  critical: Range | null,
): Bounds | undefined {
  const [warns, fails] = [boundOf(side, warning), boundOf(side, critical)]
  if (warns === undefined && fails === undefined) return undefined
  const isMilder = side === 'above' ? Number(warns) > Number(fails) : Number(warns) < Number(fails)
  if (isMilder) return undefined
  return {
    ...(warns === undefined ? {} : { warning: warns }),
    ...(fails === undefined ? {} : { critical: fails }),
  }
}

// A range from 0 says nothing of what is under it: most figures cannot be.
function boundOf(side: 'above' | 'below', range: Range | null): number | undefined {
  if (!range || range.inverted) return undefined
  const { start, end } = range
  const bound = side === 'above' ? end : start === 0 && Number.isFinite(end) ? -Infinity : start
  return Number.isFinite(bound) ? bound : undefined
}

import type { Metrics } from '../../plugins/gsd/event-data.ts'

/** How far each metric that both runs have has moved. */
export function deltasOf(current: Metrics, previous: Metrics): Metrics {
  return Object.fromEntries(
    Object.entries(current).flatMap(([name, value]) => {
      const before = Object.hasOwn(previous, name) ? previous[name] : undefined
      return before === undefined ? [] : [[name, value - before]]
    }),
  )
}

import type { PluginGauge } from '../../plugin.ts'
import { severities } from '../levels.ts'
import type { NamedView } from './guard-body.ts'
import { standingsOf } from './shown-guards.ts'

/** How many subjects of each guard are at which level; five figures a guard, however many subjects it has. */
export function guardGauge(guards: readonly NamedView[]): PluginGauge {
  return {
    name: 'guard_subjects',
    summary: 'Subjects of a guard by level, without those that are gone or forgotten.',
    labels: ['guard', 'level'],
    async read() {
      const figures = guards.map(async ({ name: guard, view }) => {
        const standings = await standingsOf(view, {})
        const there = standings.filter(({ state }) => state !== 'gone')
        return severities.map(level => ({
          labels: { guard, level },
          value: there.filter(one => one.level === level).length,
        }))
      })
      // One that cannot tell keeps none of the others from it.
      const told = await Promise.allSettled(figures)
      return told.flatMap(one => (one.status === 'fulfilled' ? one.value : []))
    },
  }
}

import { alarmSeverities, type Host, type PluginGauge } from '../../../core/plugin-api.ts'
import { kindsOf } from '../kinds.ts'
import type { AlarmRow } from '../rows.ts'

/** Creates the gauge that counts raised alarms, for those who alarm by Prometheus. */
export function createOpenGauge(host: Pick<Host, 'all' | 'alarms'>): PluginGauge {
  return {
    name: 'alarms_raised',
    summary: 'Alarms that are raised, by what they are about and how bad they are.',
    labels: ['kind', 'severity'],
    async read() {
      const which = { equals: { open: true }, columns: ['kind', 'severity', 'state'] }
      const seen = new Set<string>()
      const counts = new Map<string, number>()
      const { rows } = await host.all<AlarmRow>('alarms', which)
      for (const { kind, severity, state } of rows) {
        if (state !== 'raised') continue
        seen.add(kind)
        const key = `${kind} ${severity}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
      const kinds = new Set([...kindsOf(host.alarms), ...seen])
      return [...kinds].flatMap(kind =>
        alarmSeverities.map(severity => ({
          labels: { kind, severity },
          value: counts.get(`${kind} ${severity}`) ?? 0,
        })),
      )
    },
  }
}

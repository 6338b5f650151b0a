import type { AlarmSeverity, AlarmState } from '../../../core/alarm.ts'
import type { Host } from '../../../core/plugin.ts'

/** What is looked at of a row of `alarms` that is open. */
export interface OpenAlarm {
  readonly alarm_id: string
  readonly kind: string
  readonly severity: AlarmSeverity
  readonly state: AlarmState
}

/** The alarms that are raised, or of which not everything has been told. */
export async function openAlarms(host: Pick<Host, 'all'>): Promise<readonly OpenAlarm[]> {
  return (await host.all<OpenAlarm>('alarms', { equals: { open: true } })).rows
}

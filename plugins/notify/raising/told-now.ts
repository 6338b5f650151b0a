import type { AlarmSeverity, AlarmState } from '../../../core/plugin-api.ts'
import type { LaterStep, Routable } from '../routing/routing.ts'
import { type Alarm, type Common, isRaised } from './alarm-state.ts'

/**
 * Who is told how an alarm stands: those who are told at once; those whose step has come while nobody looked after it; and, whatever
 * has become of it since, those who have been told of it.
 */
export function toldNow(
  common: Common,
  alarm: Alarm,
  notice: Routable & { readonly state: AlarmState },
): readonly string[] {
  const later = common.later?.(notice) ?? []
  const known = notice.state === 'cleared' || goesOn(common, alarm) ? alarm.firstMs : {}
  const isDue = (step: LaterStep): boolean =>
    step.receiver in known || (notice.state === 'raised' && isStepDue(common, alarm, step))
  const names = later.filter(isDue).map(({ receiver }) => receiver)
  return [...new Set([...common.choose(notice), ...names])]
}

/** When a step of a route has come: so long after the alarm was so severe, and could be heard. */
export function stepMs({ sinceMs, heardMs }: Alarm, { from, afterMs }: LaterStep): number {
  return Math.max(sinceMs[from], heardMs) + afterMs
}

/** Tells whether a step of a route has come: nobody looks after the alarm, and nothing silences it. */
export function isStepDue({ now }: Common, alarm: Alarm, step: LaterStep): boolean {
  if (alarm.acknowledged || alarm.silenced || !isRaised(alarm.last)) return false
  if (step.from === 'critical' && alarm.last.severity !== 'critical') return false
  return now.getTime() >= stepMs(alarm, step)
}

/** Tells whether an alarm that is raised now is raised still: what was over for too short a time to settle was never over. */
function goesOn({ now, dedupeMs }: Common, { last, sinceMs, changedMs }: Alarm): boolean {
  return sinceMs.warning > 0 && (isRaised(last) || now.getTime() - changedMs < dedupeMs)
}

/** Since when an alarm that is raised now has been so, and critical. */
export function sinceFields(
  common: Common,
  alarm: Alarm,
  severity: AlarmSeverity,
): { readonly raisedSince: string; readonly criticalSince?: string } {
  const { last, sinceMs, criticalUntilMs } = alarm
  const nowMs = common.now.getTime()
  const goesOnSo = goesOn(common, alarm)
  const raisedSince = new Date(goesOnSo ? sinceMs.warning : nowMs).toISOString()
  if (severity !== 'critical') return { raisedSince }
  const isCritical = isRaised(last) && last.severity === 'critical'
  const wasCritical = isCritical || nowMs - criticalUntilMs < common.dedupeMs
  const staysCritical = goesOnSo && sinceMs.critical > 0 && wasCritical
  return {
    raisedSince,
    criticalSince: new Date(staysCritical ? sinceMs.critical : nowMs).toISOString(),
  }
}

import { type Alarm, type Common, isRaised } from './alarm-state.ts'

/** What comes back within this time of having been over is coming and going; then it is told twice in such a time at most. */
export const flappingMs = 3_600_000

/** Tells whether nobody is to hear of one more change of an alarm that comes and goes: what is worse than was told since it began is news. */
export function isHeldAsFlapping({ now }: Common, alarm: Alarm, standing: string): boolean {
  const nowMs = now.getTime()
  if (!isFlapping(alarm, nowMs) || nowMs - alarm.lastTwoMs[0] >= flappingMs) return false
  const toldCriticalMs = alarm.toldMs['raised critical'] ?? 0
  const sinceMs = Math.min(alarm.sinceMs.warning, nowMs - flappingMs)
  return standing !== 'raised critical' || toldCriticalMs >= sinceMs
}

/** Tells whether an alarm comes and goes: it came back a while ago, or would with the change that is decided. */
function isFlapping({ last, returnedMs, changedMs }: Alarm, nowMs: number): boolean {
  const comesBack = last?.state === 'cleared' && nowMs - changedMs < flappingMs
  return comesBack || nowMs - returnedMs < flappingMs
}

/** Tells whether an alarm that comes and goes may be told again: it has stood as it does for long enough, or long enough after. */
export function mayBeToldAgain({ now, dedupeMs }: Common, alarm: Alarm): boolean {
  const nowMs = now.getTime()
  if (nowMs - alarm.lastTwoMs[0] >= flappingMs || nowMs - alarm.returnedMs >= flappingMs)
    return true
  return nowMs - alarm.changedMs >= dedupeMs
}

/** How often an alarm has come back since it was last told, where that is worth a word. */
export function cameBackSince(
  { untoldReturns, last, changedMs }: Alarm,
  { now }: Common,
  state: 'raised' | 'cleared',
): { readonly cameBack?: number } {
  const comesBack = state === 'raised' && last !== undefined && !isRaised(last)
  const isOne = comesBack && now.getTime() - changedMs < flappingMs
  const cameBack = untoldReturns + (isOne ? 1 : 0)
  return cameBack > 1 ? { cameBack } : {}
}

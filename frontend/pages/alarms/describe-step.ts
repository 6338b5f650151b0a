import type { Read } from '../../api/client.ts'
import { describeDuration } from '../../words/durations.ts'
import { describeTime } from '../../words/times.ts'
import type { Alarm } from './alarm-data.ts'

/** How an alarm would be told on one channel, as it stands. */
export type Step = Read<'/api/v1/alarms/{id}/preview'>['previews'][number]

/** Those who are told, at once and step by step; those who are not told of such an alarm come last. */
export function inOrder(steps: readonly Step[]): readonly Step[] {
  const rank = ({ told, after_seconds: after }: Step): number =>
    told === 'not_told' ? Infinity : (after ?? 0)
  return [...steps].sort((a, b) => {
    const [first, second] = [rank(a), rank(b)]
    return first === second ? (a.channel < b.channel ? -1 : 1) : first < second ? -1 : 1
  })
}

const kept: Readonly<Record<NonNullable<Step['kept_for']>, string>> = {
  muted: 'a mute keeps it back now',
  window: 'a maintenance window keeps it back now',
  quiet_hours: 'quiet hours keep it back now',
  not_configured: 'it is configured no longer',
}

/** Says when somebody is told of an alarm: `at once`, `after 10 min with nobody to look after it: at 02:21`. */
export function describeStep(
  { told, after_seconds: after, kept_for: keptFor }: Step,
  alarm: Pick<Alarm, 'since' | 'acknowledged_at'>,
  now: number,
): string {
  const back = keptFor === null ? [] : [kept[keptFor]]
  if (told === 'not_told') return 'is not told of such an alarm'
  if (told === 'at_once') return ['at once', ...back].join('; ')
  const wait = `after ${describeDuration(after ?? 0)} with nobody to look after it`
  if (alarm.acknowledged_at !== null) return `${wait}: not any more, somebody does`
  const due = Date.parse(alarm.since) + (after ?? 0) * 1_000
  const when = `${due > now ? 'at' : 'since'} ${describeTime(due, { now })}`
  return [`${wait}: ${when}`, ...back].join('; ')
}

import type { AlarmSeverity } from '../../../../core/alarm.ts'
import type { Recorded } from '../../../../core/event.ts'
import type { AlarmEvent } from '../../../../plugins/notify/alarm-events.ts'
import { alarmDecider } from '../../../../plugins/notify/raising/alarm.ts'
import type {
  Alarm,
  AlarmCommand,
  Common,
  SilencedBy,
} from '../../../../plugins/notify/raising/alarm-state.ts'
import { nextLookMs } from '../../../../plugins/notify/raising/reminding.ts'
import type { LaterStep } from '../../../../plugins/notify/routing/routing.ts'

const startMs = Date.parse('2026-01-01T00:00:00.000Z')
const minuteMs = 60_000

/** What happens to one alarm, at so many minutes after the start. */
export type Happens =
  | readonly [minute: number, says: AlarmSeverity | 'cleared' | 'look' | 'acknowledge' | 'resolve']
  | readonly [minute: number, says: 'silence' | 'hear']

export interface Rules {
  readonly atOnce?: readonly string[]
  readonly later?: readonly LaterStep[]
  readonly look?: 'every minute' | 'when it is time'
}

const about = {
  ...{ kind: 'continuity', cause: 'agent a', group: 'board b', boardId: null },
  subject: 'agent a',
}
const mute: SilencedBy = {
  ...{ by: 'mute', silenceId: '0199a3c0-0000-7000-8000-000000000004' },
  until: '2026-01-02T00:00:00.000Z',
}

/** Runs the rules over a story, and answers who was told of what, and when: `10 escalated critical → boss`. */
export function tellStory(
  story: readonly Happens[],
  { atOnce = ['ops'], later = [], look = 'every minute' }: Rules = {},
): readonly string[] {
  const told: string[] = []
  let alarm: Alarm = alarmDecider.initial
  let silence: SilencedBy | null = null
  const rules = { choose: () => atOnce, later: () => later, dedupeMs: 15 * minuteMs }
  const common = (ms: number): Common => ({ ...rules, now: new Date(startMs + ms) })
  const remindMs = 240 * minuteMs

  function take(command: AlarmCommand, ms: number): void {
    for (const event of alarmDecider.decide(command, alarm)) {
      alarm = alarmDecider.evolve(alarm, recorded(event, ms))
      if ('webhooks' in event.data && event.data.webhooks.length > 0) told.push(wordsOf(event, ms))
    }
  }
  const remind = (ms: number): void =>
    take({ type: 'remind', ...common(ms), remindMs, silence }, ms)

  const lookUntil = (fromMs: number, ms: number): void => {
    if (look === 'every minute') {
      for (let at = fromMs + minuteMs; at <= ms; at += minuteMs) remind(at)
      return
    }
    for (let at = fromMs; ;) {
      const next = nextLookMs({ ...common(at), remindMs }, alarm)
      if (next === undefined || next - startMs > ms) return
      at = next - startMs
      remind(at)
    }
  }

  let lastMs = 0
  for (const [index, [minute, says]] of story.entries()) {
    const ms = minute * minuteMs
    lookUntil(lastMs, ms)
    lastMs = ms
    if (says === 'silence' || says === 'hear') silence = says === 'silence' ? mute : null
    if (says === 'silence' || says === 'hear' || says === 'look') remind(ms)
    else {
      take(commandOf(says, `e${index}`, common(ms)), ms)
      remind(ms)
    }
  }
  return told
}

function commandOf(
  says: AlarmSeverity | 'cleared' | 'acknowledge' | 'resolve',
  sourceEventId: string,
  common: Common,
): AlarmCommand {
  if (says === 'acknowledge') return { type: 'acknowledge', alarmId: 'a', note: 'I look at it.' }
  if (says === 'resolve') return { type: 'resolve', note: 'Done.', by: 'person:alice', ...common }
  const state = says === 'cleared' ? 'cleared' : 'raised'
  const severity = says === 'critical' ? 'critical' : 'warning'
  const signal = { ...about, state, severity, text: `It is ${says}.` } as const
  return { type: 'signal', signal, sourceEventId, at: common.now, ...common }
}

function recorded(event: AlarmEvent, ms: number): Recorded<AlarmEvent> {
  const receivedAt = new Date(startMs + ms)
  const place = { id: 'id', stream: 'alarm-1', revision: 0n, position: 0n, metadata: {} }
  return { ...event, ...place, receivedAt, recordedAt: receivedAt }
}

function wordsOf({ type, data }: AlarmEvent, ms: number): string {
  if (!('webhooks' in data)) return type
  const what = 'reason' in data ? data.reason : data.state
  const back = data.cameBack === undefined ? '' : ` ×${data.cameBack}`
  return `${ms / minuteMs} ${what} ${data.severity}${back} → ${data.webhooks.join(' ')}`
}

import t from 'tap'
import type { AlarmSeverity } from '../../../../core/alarm.ts'
import type { Recorded } from '../../../../core/event.ts'
import type { AlarmEvent } from '../../../../plugins/notify/events.ts'
import {
  alarmDecider,
  type AlarmCommand,
  type Signal,
} from '../../../../plugins/notify/raising/alarm.ts'

const startMs = Date.parse('2026-01-01T00:00:00.000Z')
const minuteMs = 60_000
const disk: Omit<Signal, 'state' | 'severity' | 'text'> = {
  kind: 'disk',
  cause: 'disk web01 /data',
  group: 'disk web01',
  boardId: null,
  subject: '/data of web01',
}

type Step =
  | { readonly minute: number; readonly says: AlarmSeverity | 'cleared'; readonly source?: string }
  | { readonly minute: number; readonly says: 'nothing' }

/** Runs the decider over a story and answers what it recorded: who was told of what, and why. */
function tell(story: readonly Step[], hooks: readonly string[] = ['ops']): readonly string[] {
  let alarm = alarmDecider.initial
  const told: string[] = []
  story.forEach((step, index) => {
    const now = new Date(startMs + step.minute * minuteMs)
    const command = commandOf(step, { index, now, hooks })
    for (const event of alarmDecider.decide(command, alarm)) {
      told.push(summaryOf(event))
      alarm = alarmDecider.evolve(alarm, recorded(event, now))
    }
  })
  return told
}

function commandOf(
  step: Step,
  { index, now, hooks }: { index: number; now: Date; hooks: readonly string[] },
): AlarmCommand {
  const common = { now, choose: () => hooks, dedupeMs: 15 * minuteMs }
  if (step.says === 'nothing') return { ...common, type: 'remind', remindMs: 240 * minuteMs }
  const state = step.says === 'cleared' ? 'cleared' : 'raised'
  const severity = step.says === 'critical' ? 'critical' : 'warning'
  const signal = { ...disk, state, severity, text: `It is ${step.says}.` } as const
  return { ...common, type: 'signal', signal, sourceEventId: step.source ?? `e${index}`, at: now }
}

function recorded(event: AlarmEvent, receivedAt: Date): Recorded<AlarmEvent> {
  const place = { id: 'id', stream: 'alarm-1', revision: 0n, position: 0n, metadata: {} }
  return { ...event, ...place, receivedAt, recordedAt: receivedAt }
}

function summaryOf({ type, data }: AlarmEvent): string {
  const why = 'reason' in data ? ` ${data.reason}` : ''
  const silent = data.webhooks.length === 0 ? ' (untold)' : ''
  return `${type.slice('notify.Alarm'.length)} ${data.severity}${why}${silent}`
}

t.test('tells that it is raised, worse, better and over', async t => {
  const story: Step[] = [
    { minute: 0, says: 'warning' },
    { minute: 20, says: 'critical' },
    { minute: 40, says: 'warning' },
    { minute: 60, says: 'cleared' },
  ]
  t.strictSame(tell(story), [
    'Raised warning',
    'Raised critical',
    'Raised warning',
    'Cleared warning',
  ])
})

t.test('says nothing of what was never wrong', async t => {
  t.strictSame(tell([{ minute: 0, says: 'cleared' }]), [])
})

t.test('a source event that comes again is no second alarm', async t => {
  const again: Step = { minute: 0, says: 'warning', source: 'same' }
  t.strictSame(tell([again, { ...again, minute: 30 }]), ['Raised warning'])
})

t.test(
  'does not tell the same twice within a quarter of an hour, and then how it ended',
  async t => {
    const story: Step[] = [
      { minute: 0, says: 'warning' },
      { minute: 2, says: 'cleared' },
      { minute: 4, says: 'warning' },
      { minute: 5, says: 'nothing' },
      { minute: 20, says: 'nothing' },
      { minute: 21, says: 'nothing' },
    ]
    t.strictSame(tell(story), [
      'Raised warning',
      'Cleared warning',
      'Raised warning (untold)',
      'Repeated warning settled',
    ])
  },
)

t.test('reminds of what stays critical every four hours, and of a warning never', async t => {
  const looks = [60, 239, 240, 300, 480].map(minute => ({ minute, says: 'nothing' }) as const)
  t.strictSame(tell([{ minute: 0, says: 'critical' }, ...looks]), [
    'Raised critical',
    'Repeated critical still_critical',
    'Repeated critical still_critical',
  ])
  t.strictSame(tell([{ minute: 0, says: 'warning' }, ...looks]), ['Raised warning'])
})

t.test('an alarm that nobody is told of is recorded and never repeated', async t => {
  const story: Step[] = [
    { minute: 0, says: 'critical' },
    { minute: 600, says: 'nothing' },
    { minute: 601, says: 'cleared' },
  ]
  t.strictSame(tell(story, []), ['Raised critical (untold)', 'Cleared critical (untold)'])
})

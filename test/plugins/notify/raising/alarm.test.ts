import t from 'tap'
import type { AlarmSeverity } from '../../../../core/alarm.ts'
import type { Recorded } from '../../../../core/event.ts'
import type { AlarmEvent } from '../../../../plugins/notify/alarm-events.ts'
import { alarmDecider } from '../../../../plugins/notify/raising/alarm.ts'
import type { AlarmCommand, Signal } from '../../../../plugins/notify/raising/alarm-state.ts'

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
  if (!('webhooks' in data)) return type.slice('notify.Alarm'.length)
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

const [alice, minutes] = ['person:alice', (count: number) => new Date(startMs + count * minuteMs)]

/** Does things to an alarm and answers what was recorded last. */
function done(...commands: readonly AlarmCommand[]): readonly AlarmEvent[] {
  let alarm = alarmDecider.initial
  let events: readonly AlarmEvent[] = []
  commands.forEach((command, index) => {
    events = alarmDecider.decide(command, alarm)
    for (const event of events) alarm = alarmDecider.evolve(alarm, recorded(event, minutes(index)))
  })
  return events
}

const dedupe = { dedupeMs: 15 * minuteMs, choose: () => ['ops'] }
const raise = (severity: AlarmSeverity = 'critical', sourceEventId = 'e1'): AlarmCommand => ({
  ...{ type: 'signal', sourceEventId, at: minutes(0), now: minutes(0), ...dedupe },
  signal: { ...disk, state: 'raised', severity, text: 'It is bad.' },
})
const remind = (at: number, hooks: readonly string[] = ['ops']): AlarmCommand => ({
  ...{ type: 'remind', now: minutes(at), dedupeMs: 15 * minuteMs, choose: () => hooks },
  remindMs: 240 * minuteMs,
})
const acknowledge = { type: 'acknowledge', alarmId: 'a1', note: 'I look at it.' } as const
const resolve: AlarmCommand = {
  ...{ type: 'resolve', note: 'The log was it.', by: alice, now: minutes(1), ...dedupe },
}

t.test('whoever looks after an alarm is not reminded of it, until it is worse', async t => {
  t.match(done(raise(), acknowledge), [{ type: 'notify.AlarmAcknowledged' }])
  t.strictSame(done(raise(), acknowledge, acknowledge), [], 'once is enough')
  t.strictSame(done(raise(), acknowledge, remind(300)), [])
  t.match(done(raise('warning'), acknowledge, raise('critical', 'e2'), remind(300)), [
    { type: 'notify.AlarmRepeated', data: { reason: 'still_critical' } },
  ])
  t.throws(() => done(acknowledge), { code: 'DECKLOG_NOT_FOUND' })
  t.throws(() => done(raise(), resolve, acknowledge), { code: 'DECKLOG_REFUSED' })
})

t.test(
  'an alarm that is resolved by hand says by whom and why, and may be raised again',
  async t => {
    const said = {
      type: 'notify.AlarmResolved',
      data: { state: 'cleared', note: 'The log was it.' },
    }
    const [event] = done(raise(), resolve)
    t.match(event, { ...said, data: { ...said.data, text: /person:alice: The log was it\.$/ } })
    t.strictSame(done(raise(), resolve, resolve), [])
    t.throws(() => done(resolve), { code: 'DECKLOG_NOT_FOUND' })
    t.match(done(raise(), resolve, raise('critical', 'e2')), [{ type: 'notify.AlarmRaised' }])
  },
)

t.test('an alarm whose subject is no more ends, once', async t => {
  const end: AlarmCommand = { type: 'end', text: 'It is gone.', now: minutes(2), ...dedupe }
  t.match(done(raise(), end), [
    { type: 'notify.AlarmCleared', data: { text: 'It is gone.', cause: disk.cause } },
  ])
  t.strictSame(done(raise(), end, end), [])
  t.strictSame(done(end), [])
})

t.test('who could not be told when it was raised is told once there is somebody', async t => {
  const alone = { ...raise('warning'), choose: () => [] } as AlarmCommand
  t.strictSame(done(alone, remind(1, [])), [])
  const added = { type: 'notify.AlarmRepeated', data: { reason: 'receiver_added' } }
  t.match(done(alone, remind(1)), [{ ...added, data: { webhooks: ['ops'] } }])
  t.strictSame(done(alone, remind(1), remind(30)), [], 'and only once')
  t.match(done(raise('warning'), remind(1, ['ops', 'team'])), [{ data: { webhooks: ['team'] } }])
  t.strictSame(done(alone, resolve, remind(3)), [], 'and not of what is over')
})

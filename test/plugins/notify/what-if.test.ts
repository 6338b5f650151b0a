import Joi from 'joi'
import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import type { WhatIfResult } from '../../../core/whatif/run-what-if.ts'
import type { WhatIf } from '../../../core/whatif/what-if.ts'
import { notifyConfig, type NotifyConfig } from '../../../plugins/notify/config.ts'
import type { NotifyEvent } from '../../../plugins/notify/events.ts'
import type { AlarmNotice } from '../../../plugins/notify/alarm-events.ts'
import { alarmDecider } from '../../../plugins/notify/raising/alarm.ts'
import type { AlarmCommand } from '../../../plugins/notify/raising/alarm-state.ts'
import { createRouting } from '../../../plugins/notify/routing/routing.ts'
import { alarmIdOf, alarmStream } from '../../../plugins/notify/streams.ts'
import { isQuiet } from '../../../plugins/notify/telling/quiet-hours.ts'
import { notifyWhatIf } from '../../../plugins/notify/what-if.ts'
import { createRandom } from '../../../scripts/random.ts'
import { whatIfOver } from '../../support/what-if-over.ts'

const begin = Date.UTC(2026, 0, 1)
const range = { from: new Date(begin), to: new Date(begin + 86_400_000) }

function settings(more: object = {}, ops: object = {}): NotifyConfig {
  const webhook = { url: 'https://example.org/', secret: 'a secret of sixteen' }
  return Joi.attempt(
    {
      webhooks: [
        { name: 'ops', ...webhook, ...ops },
        { name: 'owner', ...webhook, leastSeverity: 'critical' },
      ],
      ...more,
    },
    notifyConfig,
  )
}

const muted = { from: new Date(begin + 5 * 3_600_000), to: new Date(begin + 7 * 3_600_000) }
const muteId = '0199a3c0-0000-7000-8000-000000000004'

/** What is recorded of three alarms that come and go while everybody else works as they do live, by these settings. */
function story(config: NotifyConfig): readonly Recorded<NotifyEvent>[] {
  const random = createRandom(3)
  const common = {
    ...createRouting(config),
    ...{ dedupeMs: config.dedupeWithin * 1_000, remindMs: config.remindAfter * 1_000 },
  }
  const recorded: Recorded<NotifyEvent>[] = []
  const states = new Map<string, typeof alarmDecider.initial>()

  function record(stream: string, event: NotifyEvent, now: Date): Recorded<NotifyEvent> {
    const position = BigInt(recorded.length + 1)
    const of = { stream, revision: position, position, metadata: {}, id: `${position}` }
    const one = { ...event, ...of, receivedAt: now, recordedAt: now }
    recorded.push(one)
    return one
  }

  function decide(alarmId: string, command: AlarmCommand, now: Date): void {
    const before = states.get(alarmId) ?? alarmDecider.initial
    for (const event of alarmDecider.decide(command, before)) {
      const one = record(alarmStream(alarmId), event, now) as Recorded<typeof event>
      states.set(alarmId, alarmDecider.evolve(states.get(alarmId) ?? before, one))
      if ('webhooks' in event.data) deliver(one.id, event.data, now)
    }
  }

  function deliver(id: string, { webhooks, severity }: AlarmNotice, at: Date): void {
    const now = new Date(at.getTime() + 6_000)
    for (const webhook of webhooks) {
      const quietHours = config.webhooks.find(one => one.name === webhook)?.quietHours ?? []
      const isMuted = now >= muted.from && now < muted.to
      const data = { messageId: muteId, webhook, noticeIds: [id] }
      const reason = isMuted ? 'muted' : 'quiet_hours'
      record(
        `delivery-${webhook}`,
        isMuted || isQuiet(quietHours, { now, severity })
          ? { type: 'notify.Withheld', data: { ...data, reason } }
          : { type: 'notify.Delivered', data: { ...data, attempt: 1, durationMs: 9, status: 204 } },
        now,
      )
    }
  }

  function signal(at: number): void {
    const cause = `disk web-${Math.floor(random() * 3)}`
    const now = new Date(begin + at * 240_000)
    const state = random() < 0.6 ? ('raised' as const) : ('cleared' as const)
    const severity = random() < 0.5 ? ('critical' as const) : ('warning' as const)
    const about = { kind: 'disk', cause, group: cause, boardId: null, subject: cause }
    const said = { ...about, state, severity, text: 'It is so.' } as const
    const source = { sourceEventId: `source ${at}`, at: now, now }
    // At times nobody hears of anything for hours, so that it is said again.
    if (at % 100 < 50)
      decide(alarmIdOf(cause), { type: 'signal', signal: said, ...source, ...common }, now)
  }

  for (let minute = 0; minute < 1_440; minute += 1) {
    if (minute % 4 === 0) signal(minute / 4)
    const now = new Date(begin + minute * 60_000 + 7_000)
    for (const alarmId of states.keys()) decide(alarmId, { type: 'remind', now, ...common }, now)
    if (minute !== 300) continue
    const scope = { kind: null, boardId: null, alarmId: null, reason: 'A test.' }
    const data = { muteId, ...scope, expiresAt: muted.to.toISOString() }
    record(`mute-${muteId}`, { type: 'notify.MuteSet', data }, muted.from)
  }
  return [...recorded].sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
}

function run(
  events: readonly Recorded[],
  config: NotifyConfig,
  within = range,
): Promise<WhatIfResult> {
  return whatIfOver(events, notifyWhatIf(config, config) as WhatIf, within)
}

t.test('settings that were in force tell the same', async t => {
  const { changes, same } = await run(story(settings()), settings())
  t.strictSame(changes, [])
  t.ok(same.telling > 20)
})

const statesOf = ({ changes }: WhatIfResult, change: 'added' | 'removed') =>
  new Set(changes.filter(one => one.change === change).map(({ state }) => state))

t.test('quiet hours and mutes keep back what they would have kept back', async t => {
  const quiet = settings({}, { quietHours: [{ from: '09:00', to: '12:00', except: 'none' }] })
  const live = await run(story(quiet), quiet)
  t.strictSame(live.changes, [], 'what was kept back is known')
  const found = await run(story(settings()), quiet)
  const added = [...statesOf(found, 'added')]
  t.ok(added.includes('raised critical, kept: quiet_hours'))
  t.ok(added.every(state => state.endsWith('kept: quiet_hours')))
  t.ok(found.changes.every(({ subject }) => subject.endsWith(' to ops')))
  const without = await run(story(quiet), settings())
  t.notOk([...statesOf(without, 'added')].some(state => state.includes('kept')))
  const nobody = await run(story(settings({ webhooks: [] })), settings())
  t.ok(statesOf(nobody, 'added').has('raised critical, kept: muted'), 'a mute holds for all')
})

t.test('reminders come sooner or later, also where nothing was recorded at the time', async t => {
  const often = await run(story(settings()), settings({ remindAfter: '1h' }))
  t.ok(statesOf(often, 'added').has('raised critical, still_critical'))
  const never = await run(story(settings({ remindAfter: '1h' })), settings({ remindAfter: '30d' }))
  t.strictSame(
    [...statesOf(never, 'removed')].filter(state => !state.includes('still_critical')),
    [],
  )
  t.ok(never.changes.length > 0)
})

t.test('whoever is told by steps is told when nobody has looked after it for so long', async t => {
  const steps = [
    { after: 0, to: ['ops'] },
    { after: '30m', to: ['owner'] },
  ]
  const found = await run(story(settings()), settings({ routes: [{ name: 'oncall', steps }] }))
  const escalated = found.changes.filter(({ state }) => state === 'raised critical, escalated')
  t.ok(escalated.length > 0)
  t.ok(
    escalated.every(({ subject, change }) => subject.endsWith(' to owner') && change === 'added'),
  )
})

t.test('what was known of an alarm before the range counts in it', async t => {
  const later = { from: new Date(begin + 6 * 3_600_000), to: range.to }
  const { changes, same } = await run(story(settings()), settings(), later)
  t.strictSame(changes, [])
  t.ok(same.telling > 10)
})

t.test('who would have been told of less is shown', async t => {
  const { changes } = await run(story(settings()), settings({}, { leastSeverity: 'critical' }))
  t.ok(changes.length > 0)
  const removed = changes.filter(({ change }) => change === 'removed')
  t.ok(removed.some(one => one.subject.endsWith(' to ops') && one.state === 'raised warning'))
})

t.test('other settings tell what they would have told live', async t => {
  const others = [settings({ dedupeWithin: '2h' }), settings({}, { kinds: ['agent'] })]
  for (const other of others) {
    const [again, live] = [await run(story(settings()), other), await run(story(other), other)]
    t.strictSame(live.changes, [])
    const judged = again.same.telling + again.changes.filter(one => one.change !== 'removed').length
    t.equal(judged, live.same.telling)
  }
})

t.test('a webhook that there was not would have been told', async t => {
  const { changes } = await run(story(settings({ webhooks: [] })), settings())
  t.ok(changes.length > 20)
  t.ok(changes.every(({ change }) => change === 'added'))
})

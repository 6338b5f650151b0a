import Joi from 'joi'
import t from 'tap'
import type { Recheck, Unjudged } from '../../../core/auditing/redeciding/redeciding.ts'
import type { Recorded } from '../../../core/event.ts'
import { notifyConfig, type NotifyConfig } from '../../../plugins/notify/config.ts'
import { type NotifyEvent, notifyEvents } from '../../../plugins/notify/events.ts'
import { redecideKeptBack } from '../../../plugins/notify/judging-again/redecide-kept-back.ts'

const hour = (at: number): Date => new Date(Date.UTC(2026, 0, 1) + at * 3_600_000)
const muteId = '0199a3c0-0000-7000-8000-000000000004'
const windowId = '0199a3c0-0000-7000-8000-000000000005'
const place = { url: 'https://example.org/', secret: 'a secret of sixteen' }

function configOf(from: string): NotifyConfig {
  const quietHours = [{ from, to: '23:00' }]
  return Joi.attempt({ webhooks: [{ name: 'ops', ...place, quietHours }] }, notifyConfig)
}

const inForce = configOf('20:00')

function recorded(type: NotifyEvent['type'], at: number, more: object): Recorded<NotifyEvent> {
  const data = { ...notifyEvents[type].example, ...more }
  const id = `${type} ${at}`
  const of = { id, stream: 's', revision: 0n, position: BigInt(Math.round(at * 100)), metadata: {} }
  return { type, data, ...of, receivedAt: hour(at), recordedAt: hour(at) } as never
}

const raised = (at: number): Recorded<NotifyEvent> =>
  recorded('notify.AlarmRaised', at, { boardId: null, severity: 'warning', webhooks: ['ops'] })
const became = (what: 'Withheld' | 'Delivered', of: number, more: object): Recorded<NotifyEvent> =>
  recorded(`notify.${what}`, of + 0.001, {
    ...{ webhook: 'ops', noticeIds: [`notify.AlarmRaised ${of}`], ...more },
  })

const scope = { kind: null, boardId: null, alarmId: null, labels: {} }
const plan = { schedule: null, beginsAt: hour(5).toISOString(), endsAt: hour(7).toISOString() }
const story = [
  recorded('notify.MuteSet', 1, { muteId, ...scope, expiresAt: hour(3).toISOString() }),
  raised(2),
  became('Withheld', 2, { reason: 'muted', silenceId: muteId }),
  raised(4),
  became('Delivered', 4, { durationMs: 100 }),
  recorded('notify.WindowPlanned', 4.5, { windowId, ...scope, ...plan }),
  raised(6),
  became('Withheld', 6, { reason: 'window', silenceId: windowId }),
  raised(21),
  became('Withheld', 21, { reason: 'quiet_hours', silenceId: undefined }),
]

/** What is found of what was told and kept back, by the hour. */
async function judge(
  config: NotifyConfig,
  events: readonly Recorded<NotifyEvent>[] = story,
): Promise<Readonly<Record<string, string>>> {
  const read = async function* (stream: string) {
    yield* story.filter(({ data }) =>
      ['muteId', 'windowId'].some(of => stream.endsWith(String(Reflect.get(data, of)))),
    )
  }
  const judging = redecideKeptBack({ read } as never)
  const found: Record<string, string> = {}
  for (const event of events) {
    if (event.type === 'notify.AlarmRaised') judging.note(event)
    const judged = await judging.events[event.type]?.(event, config, { gate: async () => [] })
    for (const one of Array.isArray(judged) ? judged : []) found[event.id] = verdictOf(one)
  }
  return found
}

function verdictOf(one: Recheck | Unjudged): string {
  if (one.of === 'no_facts') return 'no facts'
  return JSON.stringify(one.recorded) === JSON.stringify(one.judged) ? 'equal' : one.what
}

t.test('what was told, and what was kept back and why, is judged the same again', async t => {
  const found = await judge(inForce)
  t.strictSame(Object.values(found), ['equal', 'equal', 'equal', 'equal'])
})

t.test('where it begins after a mute or a window was set, that is read', async t => {
  const found = await judge(
    inForce,
    story.filter(({ type }) => !/MuteSet|WindowPlanned/.test(type)),
  )
  t.strictSame(Object.values(found), ['equal', 'equal', 'equal', 'equal'])
})

t.test('other quiet hours name what they would have kept back, or not', async t => {
  const later = await judge(configOf('22:00'))
  t.equal(later['notify.Withheld 21.001'], 'why it was kept back')
  const early = await judge(configOf('03:00'))
  t.equal(early['notify.Delivered 4.001'], 'that it was told')
  t.equal(early['notify.Withheld 2.001'], 'equal', 'a mute is a mute by any rules')
})

t.test('a reason that was altered is named, and one that nobody can know says so', async t => {
  const [, , muted] = story
  const altered = story.map(event =>
    event === muted
      ? became('Withheld', 2, { reason: 'quiet_hours', silenceId: undefined })
      : event,
  )
  t.equal((await judge(inForce, altered))['notify.Withheld 2.001'], 'why it was kept back')
  const without = story.filter(({ type }) => type !== 'notify.AlarmRaised')
  t.equal((await judge(inForce, without))['notify.Withheld 2.001'], 'no facts')
})

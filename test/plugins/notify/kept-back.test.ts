import Joi from 'joi'
import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { notifyConfig } from '../../../plugins/notify/config.ts'
import { notifyEvents } from '../../../plugins/notify/events.ts'
import {
  createKeptBack,
  createPastSilences,
  type SilenceEvent,
  type Told,
} from '../../../plugins/notify/judging-again/kept-back.ts'

const hour = (at: number): Date => new Date(Date.UTC(2026, 0, 1, at))
const notice: Told = {
  ...{ alarmId: '0199a3c0-0000-7000-8000-000000000009', kind: 'disk', boardId: null },
  severity: 'warning',
  labels: { host: 'web01' },
}

function recorded(type: SilenceEvent['type'], at: number, more: object): Recorded<SilenceEvent> {
  const data = { ...notifyEvents[type].example, boardId: null, ...more }
  const place = { id: `${at}`, stream: 's', revision: 0n, position: BigInt(at), metadata: {} }
  return { type, data, ...place, receivedAt: hour(at), recordedAt: hour(at) } as never
}

function keptOf(...events: readonly Recorded<SilenceEvent>[]) {
  const webhook = { name: 'ops', url: 'https://example.org/', secret: 'a secret of sixteen' }
  const quietHours = [{ from: '20:00', to: '22:00' }]
  const kept = createKeptBack(Joi.attempt({ webhooks: [{ ...webhook, quietHours }] }, notifyConfig))
  events.forEach(event => kept.note(event))
  return (at: number, more: Partial<Told> = {}) =>
    kept.why('ops', { ...notice, ...more }, hour(at))?.reason ?? null
}

const mute = { muteId: '0199a3c0-0000-7000-8000-000000000004', kind: 'disk', alarmId: null }
const window = {
  ...{ windowId: '0199a3c0-0000-7000-8000-000000000005', kind: null, schedule: null },
  ...{ labels: { host: 'web01' }, beginsAt: hour(6).toISOString(), endsAt: hour(9).toISOString() },
}

t.test('a mute keeps back from when it was set until it ends, or somebody ends it', async t => {
  const set = recorded('notify.MuteSet', 2, { ...mute, expiresAt: hour(5).toISOString() })
  const all = keptOf(set)
  t.strictSame(
    [1, 2, 4, 5].map(at => all(at)),
    [null, 'muted', 'muted', null],
  )
  t.equal(all(3, { kind: 'agent' }), null)
  const lifted = keptOf(set, recorded('notify.MuteLifted', 3, mute))
  t.strictSame(
    [2, 3, 4].map(at => lifted(at)),
    ['muted', null, null],
  )
})

t.test('what is noted later counts for a moment that was asked about before', async t => {
  const silences = createPastSilences()
  const alarm = { kind: 'disk', board_id: null, alarm_id: notice.alarmId, labels: {} }
  const silencedBy = () => silences.at(hour(4)).over(alarm)?.by ?? null
  t.equal(silencedBy(), null)
  silences.note(recorded('notify.MuteSet', 2, { ...mute, expiresAt: hour(5).toISOString() }))
  t.equal(silencedBy(), 'mute')
  silences.note(recorded('notify.MuteLifted', 3, mute))
  t.equal(silencedBy(), null)
})

t.test(
  'a window keeps back while its plan says that it is open, until it is cancelled',
  async t => {
    const planned = recorded('notify.WindowPlanned', 1, window)
    const all = keptOf(planned)
    t.strictSame(
      [5, 6, 8, 9].map(at => all(at)),
      [null, 'window', 'window', null],
    )
    t.equal(all(7, { labels: { host: 'web02' } }), null)
    const cancelled = keptOf(planned, recorded('notify.WindowCancelled', 7, window))
    t.strictSame(
      [6, 7].map(at => cancelled(at)),
      ['window', null],
    )
  },
)

t.test('quiet hours keep back what nothing else does, but for what they let through', async t => {
  const all = keptOf()
  t.strictSame(
    [19, 20, 21, 22].map(at => all(at)),
    [null, 'quiet_hours', 'quiet_hours', null],
  )
  t.equal(all(20, { severity: 'critical' }), null)
})

import { randomUUID } from 'node:crypto'
import Joi from 'joi'
import t from 'tap'
import { systemClock as clock } from '../../../core/clock.ts'
import { createCommandHandler } from '../../../core/commanding/command-handler.ts'
import { createGateKeeper } from '../../../core/gates/gate-keeper.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createHost, type HostServices } from '../../../core/loading/host.ts'
import { registerGauges } from '../../../core/running/plugin-gauges.ts'
import type { Host } from '../../../core/host.ts'
import { notifyConfig, type NotifyConfig } from '../../../plugins/notify/config.ts'
import { notifyEvents, type NotifyEvent } from '../../../plugins/notify/events.ts'
import plugin from '../../../plugins/notify/plugin.ts'
import { alarmDecider } from '../../../plugins/notify/raising/alarm.ts'
import { alarmIdOf, alarmStream } from '../../../plugins/notify/streams.ts'
import alarms from '../../../projections/alarms/projection.ts'
import alarmRoutes from '../../../projections/alarms/routes.ts'
import channels from '../../../projections/channels/projection.ts'
import channelRoutes from '../../../projections/channels/routes.ts'
import mutes from '../../../projections/mutes/projection.ts'
import notices from '../../../projections/notices/projection.ts'
import noticeRoutes from '../../../projections/notices/routes.ts'
import tellings from '../../../projections/tellings/projection.ts'
import windows from '../../../projections/windows/projection.ts'
import windowRoutes from '../../../projections/windows/routes.ts'
import { closedOutbound as outbound } from '../../support/closed-outbound.ts'
import { createHttpEdge } from '../../support/http-edge.ts'
import { prepareReadSide, startReadSide } from '../../support/read-side.ts'
import { silentLog as log } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'

const [board, otherBoard] = [randomUUID(), randomUUID()]
const tokens = {
  all: { scopes: ['read', 'operate'] },
  limited: { scopes: ['read', 'operate'], boards: [board] },
} as const
const source = {
  name: 'notify',
  events: notifyEvents,
  streams: { alarm: {}, delivery: {}, mute: {}, window: {}, sending: { maxCount: 1 } },
}
const side = await startReadSide(t, {
  ...(await prepareReadSide(t)),
  ...{ sources: [source], projections: [alarms, channels, mutes, notices, tellings, windows] },
})
const { ledger, catalog, writer } = side
const machine = { name: 'web-1', root: '/' }
const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
const services: HostServices = {
  ...{ clock, log, machine, ledger, catalog, writer, outbound },
  commands: createCommandHandler({ ledger, catalog, limiter, clock, log, machine: machine.name }),
  gates: createGateKeeper({ clock, log }),
  rows: side.rows as HostServices['rows'],
}
const webhook = { name: 'ops', url: 'https://hooks.example', secret: 'a secret of these tests' }
const config: NotifyConfig = Joi.attempt({ webhooks: [webhook] }, notifyConfig)
const host = createHost(services, 'notify', config) as Host<NotifyConfig, NotifyEvent>
const contribution = plugin.create(host)
const edge = await createHttpEdge(t, {
  routes: [
    ...(contribution.routes ?? []),
    ...[alarmRoutes, channelRoutes, noticeRoutes, windowRoutes].flatMap(routesOf =>
      routesOf(side.host),
    ),
  ],
  ...{ tokens, positions: side.board },
})

async function raise(name: string, boardId: string | null): Promise<string> {
  const cause = `boiler ${name}`
  const alarmId = alarmIdOf(cause)
  const about = { kind: 'heat', cause, group: 'boilers', boardId, subject: `boiler ${name}` }
  const how = { state: 'raised', severity: 'critical', text: 'It is too hot.' } as const
  const { position } = await host.execute(alarmDecider, {
    stream: alarmStream(alarmId),
    command: {
      ...{ type: 'signal', signal: { ...about, ...how }, sourceEventId: randomUUID() },
      ...{ at: clock.now(), now: clock.now(), choose: () => ['ops'], dedupeMs: 0 },
    },
  })
  await side.board.waitFor(['alarms', 'notices', 'tellings'], position, 60_000)
  return alarmId
}

async function call(as: keyof typeof tokens, method: 'GET' | 'POST', url: string, body?: object) {
  const request = { method, url: `/api/v1${url}`, headers: edge.bearerOf(as) }
  const ask = () => edge.server.inject({ ...request, ...(body && { payload: body }) })
  let answer = await ask()
  // Where much else goes on a read model may be behind for a moment, and says so.
  if (method === 'GET')
    await until('read models have caught up', async () => {
      if (answer.statusCode === 503) answer = await ask()
      return answer.statusCode !== 503
    })
  const position = answer.headers['decklog-position']
  if (position !== undefined && method === 'POST')
    await side.board.waitFor(['alarms', 'notices', 'windows'], BigInt(String(position)), 10_000)
  return { status: answer.statusCode, body: JSON.parse(answer.payload) }
}

const own = await raise('own', board)
const other = await raise('other', otherBoard)
const nobodys = await raise('nobodys', null)

t.test('a token that is limited to boards sees the alarms of those alone', async t => {
  const idsOf = async (as: keyof typeof tokens): Promise<readonly string[]> =>
    (await call(as, 'GET', '/alarms')).body.alarms.map(({ id }: { id: string }) => id).sort()
  t.strictSame(await idsOf('all'), [own, other, nobodys].sort())
  t.strictSame(await idsOf('limited'), [own])
  t.match(await call('limited', 'GET', `/alarms/${own}`), { status: 200, body: { id: own } })
  for (const id of [other, nobodys]) {
    t.equal((await call('limited', 'GET', `/alarms/${id}`)).status, 404)
    for (const verb of ['acknowledge', 'resolve'])
      t.equal((await call('limited', 'POST', `/alarms/${id}/${verb}`, { note: 'x' })).status, 404)
  }
  const { body } = await call('limited', 'GET', '/notifications')
  t.strictSame(
    body.notifications.map((one: { alarm_id: string }) => one.alarm_id),
    [own],
  )
})

t.test('a notice is shown with what each webhook is told of it', async t => {
  const { body } = await call('limited', 'GET', '/notifications?settled=false')
  t.match(body.notifications, [
    {
      ...{ alarm_id: own, kind: 'heat', state: 'raised', settled: false, reminder: null },
      tellings: [{ webhook: 'ops', state: 'pending', attempts: 0, retry_at: null }],
    },
  ])
  t.strictSame((await call('all', 'GET', '/notifications?settled=true')).body.notifications, [])
})

t.test('how an alarm would be told is shown to whoever sees it, without secrets', async t => {
  const { status, body } = await call('limited', 'GET', `/alarms/${own}/preview`)
  t.equal(status, 200)
  t.match(body.previews, [{ channel: 'ops', type: 'webhook', message: /It is too hot/ }])
  t.notMatch(body.previews[0].message, webhook.secret)
  t.equal((await call('limited', 'GET', `/alarms/${other}/preview`)).status, 404)
  t.equal((await call('all', 'GET', `/alarms/${own}/preview?channel=none`)).status, 422)
})

t.test('an alarm is acknowledged and resolved by hand, with a note and a name', async t => {
  const note = 'The log of the import filled it.'
  t.equal((await call('all', 'POST', `/alarms/${own}/acknowledge`, {})).status, 422)
  t.equal((await call('all', 'POST', `/alarms/${own}/acknowledge`, { note })).status, 200)
  t.match((await call('all', 'GET', `/alarms/${own}`)).body, {
    ...{ state: 'raised', note, acknowledged_by: /^service:/, acknowledged_at: /^20/ },
  })
  t.equal((await call('all', 'POST', `/alarms/${own}/resolve`, { note: 'Done.' })).status, 200)
  t.match((await call('all', 'GET', `/alarms/${own}`)).body, {
    ...{ state: 'cleared', note: 'Done.', acknowledged_at: null, text: /Done\.$/ },
  })
  t.equal((await call('all', 'POST', `/alarms/${own}/acknowledge`, { note })).status, 409)
  t.equal((await call('all', 'POST', `/alarms/${randomUUID()}/resolve`, { note })).status, 404)
})

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString()

t.test('a window is planned, shown while it may open, and cancelled once for good', async t => {
  const planned = await call('limited', 'POST', '/windows', {
    ...{ board_id: board, labels: { host: 'web01' }, reason: 'It is patched.' },
    ends_at: inHours(2),
  })
  t.equal(planned.status, 201)
  const id: string = planned.body.window_id
  const listed = async (as: keyof typeof tokens, query = '?in_force=true') =>
    (await call(as, 'GET', `/windows${query}`)).body.windows
  const [shown] = await listed('limited')
  t.match(shown, {
    ...{ window_id: id, kind: null, board_id: board, labels: { host: 'web01' } },
    ...{ reason: 'It is patched.', schedule: null, time_zone: 'UTC', cancelled_at: null },
    ...{ planned_by: /^service:/, lasts_seconds: 7_200 },
  })
  t.equal((await call('limited', 'POST', `/windows/${id}/cancel`)).status, 200)
  t.equal((await call('limited', 'POST', `/windows/${id}/cancel`)).status, 200, 'again')
  t.strictSame(await listed('limited'), [])
  t.match(await listed('limited', ''), [{ window_id: id, cancelled_at: /^20/ }])
  t.equal((await call('all', 'POST', `/windows/${randomUUID()}/cancel`)).status, 404)
})

t.test('a window by a schedule names its time zone, and is planned for a year', async t => {
  const plan = { schedule: '30 2 * * 6', time_zone: 'Europe/Berlin', lasts: '90m', reason: 'Why.' }
  const { status, body } = await call('all', 'POST', '/windows', plan)
  t.equal(status, 201)
  const [shown] = (await call('all', 'GET', '/windows?in_force=true')).body.windows
  t.match(shown, { window_id: body.window_id, schedule: '30 2 * * 6', lasts_seconds: 5_400 })
  t.equal(Date.parse(shown.ends_at) - Date.parse(shown.begins_at), 366 * 86_400_000)
  t.match(shown, { time_zone: 'Europe/Berlin', board_id: null, kind: null, labels: {} })
})

t.test('another board sees no window of a board, and ends none', async t => {
  const plan = { board_id: otherBoard, ends_at: inHours(1), reason: 'Why.' }
  const { body } = await call('all', 'POST', '/windows', plan)
  const own = (await call('limited', 'GET', '/windows')).body.windows
  t.notOk(own.some((one: { window_id: string }) => one.window_id === body.window_id))
  t.equal((await call('limited', 'POST', `/windows/${body.window_id}/cancel`)).status, 404)
  t.equal((await call('limited', 'POST', '/windows', plan)).status, 404, 'nor plans one')
})

const schedule = { schedule: '0 22 * * 6', time_zone: 'Europe/Berlin', lasts: '2h', reason: 'Why.' }
const refusals: Readonly<Record<string, readonly [field: string, body: object]>> = {
  'that says not why': ['reason', { ends_at: inHours(1) }],
  'that says only blanks of why': ['reason', { ends_at: inHours(1), reason: '  ' }],
  'without an end': ['', { reason: 'Why.' }],
  'that is over': ['ends_at', { ends_at: inHours(-1), reason: 'Why.' }],
  'that ends before it begins': [
    'ends_at',
    { begins_at: inHours(3), ends_at: inHours(2), reason: 'Why.' },
  ],
  'longer than windows may be': ['ends_at', { ends_at: inHours(25), reason: 'Why.' }],
  'that is open for longer than windows may be': ['lasts', { ...schedule, lasts: '25h' }],
  'of no length': ['lasts', { ...schedule, lasts: 0 }],
  'without a time zone': ['', { ...schedule, time_zone: undefined }],
  'of a time zone that is none': ['time_zone', { ...schedule, time_zone: 'Mars/Olympus' }],
  'of a time zone by its offset': ['time_zone', { ...schedule, time_zone: '+02:00' }],
  'whose schedule is none': ['schedule', { ...schedule, schedule: 'at night' }],
  'whose schedule has seconds': ['schedule', { ...schedule, schedule: '0 0 22 * * 6' }],
  'whose schedule never comes': ['schedule', { ...schedule, schedule: '0 0 30 2 *' }],
  'that opens again before it has closed': ['schedule', { ...schedule, schedule: '0 * * * *' }],
  'by a schedule for longer than a year': ['ends_at', { ...schedule, ends_at: inHours(9_000) }],
  'of a kind that nobody declares': ['kind', { ends_at: inHours(1), reason: 'W', kind: 'nothing' }],
  'of a label that is none': [
    'labels',
    { ends_at: inHours(1), reason: 'Why.', labels: { 'Host Name': 'x' } },
  ],
  'of more than is known': ['until', { ends_at: inHours(1), reason: 'Why.', until: 'then' }],
}

t.test('a window that cannot be is refused, and the field is named', async t => {
  for (const [name, [field, payload]] of Object.entries(refusals)) {
    const { status, body } = await call('all', 'POST', '/windows', payload)
    t.equal(status, 422, name)
    const named = body.errors?.map((one: { field: string }) => one.field).join() ?? ''
    t.match(named, field, `${name}: ${JSON.stringify(body)}`)
  }
})

t.test(
  'who is told of alarms is listed with what became of it, and so are the metrics',
  async t => {
    const attempt = { webhook: 'ops', attempt: 1, durationMs: 3 }
    const message = () => ({ ...attempt, messageId: randomUUID(), noticeIds: [randomUUID()] })
    const stream = 'delivery-ops'
    const why = { reason: 'it answered 500', retryAt: null }
    await host.observe({ stream, event: { type: 'notify.Failed', data: { ...message(), ...why } } })
    const { position } = await host.observe({
      ...{ stream, event: { type: 'notify.Delivered', data: { ...message(), status: 204 } } },
    })
    await side.board.waitFor(['channels', 'tellings'], position, 60_000)
    const { body } = await call('limited', 'GET', '/channels')
    t.match(body.channels, [
      {
        ...{ channel: 'ops', messages_delivered: 1, attempts_failed: 1, messages_given_up: 1 },
        ...{ last_failure: 'it answered 500', acknowledged: 1, mean_acknowledge_seconds: Number },
      },
    ])
    registerGauges(edge.metrics.registry, contribution.gauges ?? [], log)
    const shown = await edge.metrics.registry.metrics()
    for (const line of [
      'decklog_alarm_messages{channel="ops",outcome="delivered"} 1',
      'decklog_alarm_messages{channel="ops",outcome="failed"} 1',
      'decklog_alarm_messages{channel="ops",outcome="given_up"} 1',
      'decklog_alarm_acknowledge_seconds{channel="ops",outcome="count"} 1',
      'decklog_alarm_notices_waiting{channel="ops",state="withheld"} 0',
      'decklog_alarms_raised{kind="heat",severity="critical"} 2',
    ])
      t.ok(shown.split('\n').includes(line), line)
    t.match(shown, /decklog_alarm_notices_waiting\{channel="ops",state="pending"\} [1-9]/)
  },
)

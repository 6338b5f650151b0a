import { randomUUID } from 'node:crypto'
import Joi from 'joi'
import t from 'tap'
import { systemClock as clock } from '../../../core/clock.ts'
import { createCommandHandler } from '../../../core/commanding/command-handler.ts'
import { createGateKeeper } from '../../../core/gates/gate-keeper.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createHost, type HostServices } from '../../../core/loading/host.ts'
import type { Host } from '../../../core/host.ts'
import { notifyConfig, type NotifyConfig } from '../../../plugins/notify/config.ts'
import { notifyEvents, type NotifyEvent } from '../../../plugins/notify/events.ts'
import plugin from '../../../plugins/notify/plugin.ts'
import { alarmDecider } from '../../../plugins/notify/raising/alarm.ts'
import { alarmIdOf, alarmStream } from '../../../plugins/notify/streams.ts'
import alarms from '../../../projections/alarms/projection.ts'
import alarmRoutes from '../../../projections/alarms/routes.ts'
import mutes from '../../../projections/mutes/projection.ts'
import notices from '../../../projections/notices/projection.ts'
import noticeRoutes from '../../../projections/notices/routes.ts'
import tellings from '../../../projections/tellings/projection.ts'
import { closedOutbound as outbound } from '../../support/closed-outbound.ts'
import { createHttpEdge } from '../../support/http-edge.ts'
import { prepareReadSide, startReadSide } from '../../support/read-side.ts'
import { silentLog as log } from '../../support/silent-log.ts'

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
  ...{ sources: [source], projections: [alarms, mutes, notices, tellings] },
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
const edge = await createHttpEdge(t, {
  routes: [
    ...(plugin.create(host).routes ?? []),
    ...[alarmRoutes, noticeRoutes].flatMap(routesOf => routesOf(side.host)),
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
  await side.board.waitFor(['alarms', 'notices', 'tellings'], position, 10_000)
  return alarmId
}

async function call(as: keyof typeof tokens, method: 'GET' | 'POST', url: string, body?: object) {
  const request = { method, url: `/api/v1${url}`, headers: edge.bearerOf(as) }
  const answer = await edge.server.inject({ ...request, ...(body && { payload: body }) })
  const position = answer.headers['decklog-position']
  if (position !== undefined && method === 'POST')
    await side.board.waitFor(['alarms', 'notices'], BigInt(String(position)), 10_000)
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

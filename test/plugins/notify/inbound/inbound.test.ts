import { createHmac, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { inboundRoutes } from '../../../../plugins/notify/inbound/routes.ts'
import { createReactions } from '../../../../plugins/notify/raising/react.ts'
import type { AlarmRow, TellingRow } from '../../../../plugins/notify/rows.ts'
import { deliveryStream } from '../../../../plugins/notify/streams.ts'
import { createHttpEdge } from '../../../support/http-edge.ts'
import { createNotifyHost } from '../notify-host.ts'

const secret = 'the secret of a subscription'
const token = 'the-token-of-opsgenie'
const files = t.testdir({ pagerduty: `${secret}\n`, opsgenie: `${token}\n` })
const own = { secret: 'a-key-of-these-tests' }
const { host, clock } = await createNotifyHost(t, {
  channels: {
    pagerduty: [
      { name: 'pager', ...own, inboundSecretFile: join(files, 'pagerduty') },
      { name: 'deaf', ...own },
      { name: 'other', ...own, kinds: ['heat'], inboundSecretFile: join(files, 'pagerduty') },
    ],
    opsgenie: [{ name: 'genie', ...own, inboundSecretFile: join(files, 'opsgenie') }],
  },
})
const edge = await createHttpEdge(t, { routes: [...inboundRoutes(host)] })
const reactions = createReactions(host)

/** A disk comes to be critical, and is an alarm. */
async function raise(): Promise<string> {
  const mount = `/${randomUUID()}`
  const data = { host: 'web01', mount, to: 'critical', text: 'It is full.' }
  const place = { stream: 'disk-1', revision: 0n, position: 0n, metadata: {} }
  const times = { receivedAt: clock.now(), recordedAt: clock.now() }
  const event = { type: 'disk.PressureChanged', id: randomUUID(), data, ...place, ...times }
  await reactions['disk.PressureChanged']?.(event)
  const { rows } = await host.all<AlarmRow>('alarms')
  return rows.find(({ cause }) => cause.endsWith(mount))?.alarm_id ?? ''
}

async function alarm(id: string): Promise<AlarmRow | undefined> {
  return (await host.rows<AlarmRow>('alarms', { keys: [id] })).rows[0]
}

async function call(path: string, body: string, headers: Readonly<Record<string, string>>) {
  const url = `/api/v1/inbound/${path}`
  const sent = { 'content-type': 'application/json', ...headers }
  const answer = await edge.server.inject({ method: 'POST', url, headers: sent, payload: body })
  return { status: answer.statusCode, body: JSON.parse(answer.payload) }
}

function signed(body: string, key = secret): Readonly<Record<string, string>> {
  const hex = createHmac('sha256', key).update(body).digest('hex')
  return { 'x-pagerduty-signature': `v1=${'0'.repeat(64)},v1=${hex}` }
}

const incident = (event_type: string, incident_key: string, occurred_at = clock.now()) =>
  // As it may be spaced there: what is signed is what was sent.
  JSON.stringify(
    { event: { event_type, occurred_at, agent: { summary: 'Ada' }, data: { incident_key } } },
    null,
    2,
  )

t.test('what is acknowledged and resolved in PagerDuty is so here, and says by whom', async t => {
  const id = await raise()
  const seen = incident('incident.acknowledged', id)
  t.match(await call('pagerduty/pager', seen, signed(seen)), {
    status: 200,
    body: { outcome: 'taken' },
  })
  t.match(await alarm(id), {
    ...{ state: 'raised', acknowledged_by: 'service:pager' },
    note: 'PagerDuty: acknowledged by Ada',
  })
  const over = incident('incident.resolved', id)
  t.match(await call('pagerduty/pager', over, signed(over)), { body: { outcome: 'taken' } })
  t.match(await alarm(id), { state: 'cleared', note: 'PagerDuty: resolved by Ada' })
  t.match(await call('pagerduty/pager', over, signed(over)), { body: { outcome: 'ignored' } })
})

t.test('what is not signed by the secret of that channel changes nothing', async t => {
  const id = await raise()
  const body = incident('incident.resolved', id)
  const refused = { status: 401, body: { code: 'DECKLOG_UNAUTHENTICATED' } }
  t.match(await call('pagerduty/pager', body, {}), refused)
  t.match(await call('pagerduty/pager', body, signed(body, 'another secret')), refused)
  t.match(await call('pagerduty/pager', `${body} `, signed(body)), refused, 'nor what was changed')
  t.match(await call('pagerduty/nobody', body, signed(body)), refused)
  t.match(await call('pagerduty/deaf', body, signed(body, '')), refused, 'nor where none is set')
  t.match(await call('pagerduty/pager', body, { 'x-pagerduty-signature': 'v1=' }), refused)
  t.match(await alarm(id), { state: 'raised' })
})

t.test('a channel answers for what it was told alone', async t => {
  const id = await raise()
  const body = incident('incident.resolved', id)
  t.match(await call('pagerduty/other', body, signed(body)), { body: { outcome: 'ignored' } })
  t.match(await alarm(id), { state: 'raised' })
})

t.test('a word of before an alarm was raised anew does not end it', async t => {
  const id = await raise()
  const before = incident('incident.resolved', id, new Date(clock.now().getTime() - 60_000))
  t.match(await call('pagerduty/pager', before, signed(before)), { body: { outcome: 'ignored' } })
  t.match(await alarm(id), { state: 'raised' })
})

/** Some alarms, which this channel was told of as one incident there. */
async function storm(webhook: string, count = 3): Promise<{ key: string; ids: readonly string[] }> {
  const ids: string[] = []
  for (let disk = 0; disk < count; disk += 1) ids.push(await raise())
  const key = randomUUID()
  const { rows } = await host.all<TellingRow>('tellings', { equals: { webhook, alarm_id: ids } })
  const noticeIds = rows.map(({ notice_id }) => notice_id)
  const data = { messageId: key, webhook, noticeIds, attempt: 1, durationMs: 1, stormId: key }
  const event = { type: 'notify.Delivered', data: { ...data, status: 202 } } as const
  await host.observe({ stream: deliveryStream(webhook), event })
  return { key, ids }
}

t.test('what is said of a storm is said of every alarm in it that stands', async t => {
  const { key, ids } = await storm('pager')
  const [first = '', second = '', third = ''] = ids
  const over = incident('incident.resolved', first)
  await call('pagerduty/pager', over, signed(over))
  const seen = incident('incident.acknowledged', key)
  t.match(await call('pagerduty/pager', seen, signed(seen)), { body: { outcome: 'taken' } })
  t.match(await alarm(first), { state: 'cleared', acknowledged_by: null })
  for (const id of [second, third])
    t.match(await alarm(id), { state: 'raised', note: 'PagerDuty: acknowledged by Ada' })
  t.match(await call('pagerduty/pager', seen, signed(seen)), { status: 200 }, 'and again')
  const forged = incident('incident.resolved', key)
  t.match(await call('pagerduty/pager', forged, signed(forged, 'no')), { status: 401 })
  t.match(await call('pagerduty/other', forged, signed(forged)), { body: { outcome: 'ignored' } })
  t.match(await alarm(second), { state: 'raised' }, 'by who was told of it alone')
  t.match(await call('pagerduty/pager', forged, signed(forged)), { body: { outcome: 'taken' } })
  t.match([await alarm(second), await alarm(third)], [{ state: 'cleared' }, { state: 'cleared' }])
  t.match(await call('pagerduty/pager', forged, signed(forged)), { body: { outcome: 'ignored' } })
})

t.test('Opsgenie closes a storm by the alias that it was made with', async t => {
  const { key, ids } = await storm('genie')
  const alert = { alias: key, username: 'ada', updatedAt: clock.now().getTime() + 1_000 }
  const body = JSON.stringify({ action: 'Close', alert })
  const bearer = { authorization: `Bearer ${token}` }
  const early = JSON.stringify({ action: 'Close', alert: { ...alert, updatedAt: 1_000 } })
  t.match(await call('opsgenie/genie', early, bearer), { body: { outcome: 'ignored' } })
  t.match(await call('opsgenie/genie', body, bearer), { body: { outcome: 'taken' } })
  for (const id of ids) t.match(await alarm(id), { state: 'cleared' })
})

t.test('what says nothing of an alarm is taken for what it is', async t => {
  for (const body of [
    '{"event":{"event_type":"pagey.ping"}}',
    '{}',
    incident('incident.acknowledged', '../alarm'),
    incident('incident.acknowledged', randomUUID()),
    '{"event":{"event_type":["incident.resolved"],"data":[]}}',
  ])
    t.match(await call('pagerduty/pager', body, signed(body)), {
      ...{ status: 200, body: { outcome: 'ignored' } },
    })
})

t.test('Opsgenie acknowledges and closes by its token', async t => {
  const id = await raise()
  const said = (action: string) =>
    JSON.stringify({
      action,
      alert: { alias: id, username: 'ada@example.org', updatedAt: Date.now() + 60_000 },
    })
  const bearer = { authorization: `Bearer ${token}` }
  t.match(await call('opsgenie/genie', said('Close'), {}), { status: 401 })
  t.match(await call('opsgenie/genie', said('Close'), { authorization: 'Bearer x' }), {
    status: 401,
  })
  t.match(await call('opsgenie/genie', said('Acknowledge'), bearer), { body: { outcome: 'taken' } })
  t.match(await alarm(id), { note: 'Opsgenie: acknowledged by ada@example.org' })
  const late = JSON.stringify({ action: 'Close', alert: { alias: id, updatedAt: 1_000 } })
  t.match(
    await call('opsgenie/genie', late, bearer),
    { body: { outcome: 'ignored' } },
    'a late one',
  )
  t.match(await call('opsgenie/pager', said('Close'), bearer), { status: 401 })
  t.match(await call('pagerduty/genie', said('Close'), bearer), { status: 401 })
  t.match(await call('opsgenie/genie', said('AddNote'), bearer), { body: { outcome: 'ignored' } })
  t.match(await call('opsgenie/genie', said('Close'), bearer), { body: { outcome: 'taken' } })
  t.match(await alarm(id), { state: 'cleared' })
})

t.test('a secret that is changed in its file is changed at once', async t => {
  const id = await raise()
  await writeFile(join(files, 'pagerduty'), 'another secret of a subscription')
  const body = incident('incident.acknowledged', id)
  t.match(await call('pagerduty/pager', body, signed(body)), { status: 401 })
  const anew = signed(body, 'another secret of a subscription')
  t.match(await call('pagerduty/pager', body, anew), { body: { outcome: 'taken' } })
})

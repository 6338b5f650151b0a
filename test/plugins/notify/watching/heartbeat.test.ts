import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { systemClock } from '../../../../core/clock.ts'
import type { Host } from '../../../../core/host.ts'
import { pulseStream } from '../../../../core/presence/presence.ts'
import { createOutbound } from '../../../../core/outbound/create-outbound.ts'
import { notifyConfig } from '../../../../plugins/notify/config.ts'
import { notifyEvents } from '../../../../plugins/notify/events.ts'
import {
  createHeartbeatSweeps,
  type HeartbeatSettings,
  verifyHeartbeat,
} from '../../../../plugins/notify/watching/heartbeat.ts'
import alarmsProjection from '../../../../projections/alarms/projection.ts'
import machinesProjection from '../../../../projections/machines/projection.ts'
import tellingsProjection from '../../../../projections/tellings/projection.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { createProxy } from '../../../support/proxy.ts'
import { prepareReadSide, startReadSide } from '../../../support/read-side.ts'
import { startRuleServer } from '../../../support/rule-server.ts'
import { silentLog } from '../../../support/silent-log.ts'
import { until } from '../../../support/until.ts'

const at = '2026-01-01T12:00:00.000Z'
const { signal } = new AbortController()

async function setUp(t: Test, heartbeat?: HeartbeatSettings) {
  const server = await startRuleServer(t, () => [])
  const said: object[] = []
  let machines: readonly object[] | Error = []
  let tellings: readonly object[] | Error = []
  let alarms: readonly object[] = []
  const answer = async (name: string) => {
    const rows = { machines, tellings, alarms }[name] ?? []
    if (rows instanceof Error) throw rows
    return { rows, position: 1n }
  }
  const host = {
    ...{ clock: createFakeClock(at), outbound: createOutbound({ allow: [] }) },
    log: { ...silentLog, warn: (fields: object) => said.push(fields) },
    config: {
      heartbeat: heartbeat ?? { url: `${server.url}/ping/a-secret`, urlFile: null, every: 60 },
    },
    ...{ all: answer as Host['all'], rows: answer as Host['rows'] },
  } as unknown as Parameters<typeof createHeartbeatSweeps>[0]
  return {
    ...{ server, said, host },
    heard(secondsAgo: number) {
      const confirmed_at = new Date(Date.parse(at) - secondsAgo * 1_000)
      machines = [{ machine: 'web01', confirmed_at, silent_since: null, forgotten_at: null }]
    },
    stands(alarm: object) {
      alarms = [alarm]
    },
    fail(what: 'machines' | 'tellings', error: Error) {
      if (what === 'machines') machines = error
      else tellings = error
    },
    beat: async () => Promise.all(createHeartbeatSweeps(host).map(sweep => sweep.run(signal))),
  }
}

t.test(
  'who watches Decklog is called while guards are heard through ledger and read models',
  async t => {
    const { server, heard, beat, said } = await setUp(t)
    heard(60)
    await beat()
    t.match(server.taken, [{ path: '/ping/a-secret', body: '' }])
    t.strictSame(said, [])
  },
)

t.test('it is not called when any of the way does not work', async t => {
  const { server, heard, fail, beat, said } = await setUp(t)
  await beat()
  heard(181)
  await beat()
  heard(60)
  fail('tellings', new Error('behind'))
  await beat()
  fail('machines', new Error('the ledger is gone'))
  await beat()
  t.strictSame(server.taken, [])
  t.match(said, [
    ...[{ problem: 'no guards were heard of late' }, { problem: 'no guards were heard of late' }],
    ...[{ problem: 'behind' }, { problem: 'the ledger is gone' }],
  ])
})

t.test('a guard, read model or part that fails withholds it, until somebody knows', async t => {
  const { server, heard, stands, beat, said } = await setUp(t)
  heard(1)
  const open = { state: 'raised', acknowledged_at: null, silenced_by: null, text: 'It failed.' }
  for (const kind of ['guard', 'projection', 'decklog']) {
    stands({ ...open, kind })
    await beat()
  }
  t.strictSame(server.taken, [])
  t.strictSame(said, Array(3).fill({ problem: 'It failed.' }))
  for (const known of [
    ...[{ kind: 'disk' }, { kind: 'guard', state: 'cleared' }],
    ...[
      { kind: 'guard', acknowledged_at: new Date(at) },
      { kind: 'guard', silenced_by: 'mute' },
    ],
  ]) {
    stands({ ...open, ...known })
    await beat()
  }
  t.equal(server.taken.length, 4)
})

t.test('one that does not arrive is said, without the URL, and fails nothing', async t => {
  const { server, heard, beat, said } = await setUp(t)
  heard(1)
  server.answer({ status: 404 })
  await beat()
  t.strictSame(said, [{ reason: 'it answered 404' }])
})

t.test('without a URL nobody is called, and a file that has none is named', async t => {
  const { host: unset } = await setUp(t, { url: null, urlFile: null, every: 60 })
  t.strictSame(createHeartbeatSweeps(unset), [])
  const { host } = await setUp(t, { url: null, urlFile: '/nowhere/url', every: 60 })
  await t.rejects(verifyHeartbeat(host), { code: 'DECKLOG_CONFIG_INVALID' })
  t.ok(notifyConfig.validate({ heartbeat: { url: 'https://a.example', urlFile: '/x' } }).error)
})

t.test('cut off from Postgres, from the ledger or from guards it is silent till then', async t => {
  const ground = await prepareReadSide(t)
  const [postgres, ledger] = [
    await createProxy(t, ground.databaseUrl),
    await createProxy(t, ground.ledgerUrl),
  ]
  const side = await startReadSide(t, {
    ...{ ...ground, databaseUrl: postgres.url, ledgerUrl: ledger.url },
    projections: [alarmsProjection, machinesProjection, tellingsProjection],
    sources: [{ name: 'notify', events: notifyEvents, streams: {} }],
  })
  const metadata = { schemaVersion: '1', receivedAt: systemClock.now().toISOString() }
  const pulse = { type: 'core.MachineConfirmed', data: { machine: 'web01' }, metadata }
  await side.ledger.append(pulseStream('web01'), [{ ...pulse, id: randomUUID() }])
  const { server, host } = await setUp(t)
  let laterMs = 0
  const now = (): Date => new Date(systemClock.now().getTime() + laterMs)
  const parts = {
    ...host,
    clock: { ...systemClock, now },
    rows: side.rowsInTime,
    all: side.rowsInTime,
  }
  const [sweep] = createHeartbeatSweeps(parts as typeof host)
  const calls = async (): Promise<number> => {
    await sweep?.run(signal)
    return server.taken.length
  }
  const called = () =>
    until('it is called', async () => {
      const before = server.taken.length
      return (await calls()) > before
    })
  await called()
  for (const proxy of [postgres, ledger]) {
    await proxy.set('refuse')
    const before = server.taken.length
    t.equal(await calls(), before)
    await proxy.set('pass')
    await called()
  }
  const before = server.taken.length
  laterMs = 181_000
  t.equal(await calls(), before)
})

import t, { type Test } from 'tap'
import type { Host } from '../../../../core/host.ts'
import { createOutbound } from '../../../../core/outbound/create-outbound.ts'
import { notifyConfig } from '../../../../plugins/notify/config.ts'
import {
  createHeartbeatSweeps,
  type HeartbeatSettings,
  verifyHeartbeat,
} from '../../../../plugins/notify/watching/heartbeat.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { startRuleServer } from '../../../support/rule-server.ts'
import { silentLog } from '../../../support/silent-log.ts'

const at = '2026-01-01T12:00:00.000Z'
const { signal } = new AbortController()

async function setUp(t: Test, heartbeat?: HeartbeatSettings) {
  const server = await startRuleServer(t, () => [])
  const said: object[] = []
  let machines: readonly object[] | Error = []
  let tellings: readonly object[] | Error = []
  const answer = async (name: string) => {
    const rows = name === 'machines' ? machines : name === 'tellings' ? tellings : []
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

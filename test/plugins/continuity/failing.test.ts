import { randomUUID } from 'node:crypto'
import t from 'tap'
import { agentStream } from '../../../plugins/continuity/streams.ts'
import { until } from '../../support/until.ts'
import { createContinuityGround, type Answered } from './continuity-api.ts'

const ground = await createContinuityGround(t)
const api = await ground.open({ tokens: { all: { scopes: ['read', 'ingest', 'operate'] } } })
const [board, job] = [randomUUID(), randomUUID()]
const call = (method: 'GET' | 'PUT' | 'POST', url: string, body?: object): Promise<Answered> =>
  api.call('all', method, url, body)
const put = (heartbeat: object, id = job): Promise<Answered> =>
  call('PUT', `/boards/${board}/agents/${id}`, { name: `job ${id}`, heartbeat })
const beat = (body: object): Promise<Answered> => call('POST', `/agents/${job}/heartbeat`, body)

await call('PUT', `/boards/${board}`, { name: 'Delivery', slug: 'delivery' })
await put({})

const changes = async (): Promise<readonly object[]> =>
  (await ground.eventsOf(agentStream(job))).filter(({ type }) => type === 'continuity.Changed')

t.test('a failure is recorded at once, with its exit status and the last lines', async t => {
  const output = 'writing\nNo space left on device'
  await beat({ status: 'failed', exit_status: 7, output })
  // No sweep runs here.
  await until('it is recorded', async () => (await changes()).length === 1, 120_000)
  t.match(await changes(), [
    {
      data: {
        ...{ to: 'failing', reason: 'job_failed' },
        text: /failed, exit status 7: No space left on device/,
        signs: { outcome: { status: 'failed', exitStatus: 7, output } },
        evidence: [{ signal: 'heartbeat' }, { signal: 'outcome' }],
      },
    },
  ])
  const { body } = await call('GET', `/boards/${board}/agent-continuity`)
  t.match(body, { counts: { failing: 1, alive: 0 }, agents: [{ continuity: 'failing' }] })
  const ill = await call('GET', `/boards/${board}/agent-continuity?agents=ill`)
  t.match(ill.body, { counts: { failing: 1 }, agents: [{ continuity: 'failing' }] })
  const [gate] = api.contribution.gates ?? []
  const { signal } = new AbortController()
  const { reasons } = (await gate?.answer({ board_id: board }, signal)) ?? {}
  t.match(reasons, [{ decision: 'warn', code: 'agents_failing' }])
})

t.test('it is over when the work went well', async t => {
  await beat({ status: 'running' })
  await api.sweep('evaluate')
  t.equal((await changes()).length, 1, 'not before')
  await beat({ status: 'succeeded', exit_status: 0 })
  await api.sweep('evaluate')
  t.match((await changes()).slice(1), [{ data: { from: 'failing', to: 'alive' } }])
  const ill = await call('GET', `/boards/${board}/agent-continuity?agents=ill`)
  t.match(ill.body, { counts: { failing: 0, alive: 1 } })
  t.strictSame(ill.body['agents'], [], 'who is well is counted and not shown')
})

t.test('an agent may name its grace, or a schedule by the clock of a place', async t => {
  const cron = '15 2 * * *'
  const wanted = { cron, time_zone: 'Europe/Berlin', grace: '1h' }
  const heartbeat = { cron, time_zone: 'Europe/Berlin', grace_seconds: 3_600, every_seconds: 1_800 }
  t.match((await put(wanted)).body, { heartbeat })
  const { body } = await call('GET', `/agents/${job}`)
  t.match(body, { heartbeat })
  t.match((await put({ every: '1h' })).body, {
    heartbeat: { every_seconds: 3_600, grace_seconds: null, cron: null, time_zone: null },
  })
})

t.test('a schedule that cannot be kept is refused by name', async t => {
  const refused = (field: string): object => ({ status: 422, body: { errors: [{ field }] } })
  t.match(await put({ cron: 'at dawn' }), refused('heartbeat.cron'))
  t.match(await put({ cron: '0 0 30 2 *' }), refused('heartbeat.cron'))
  t.match(await put({ cron: '0 0 * * *', time_zone: 'Mars/X' }), refused('heartbeat.time_zone'))
  t.match(await put({ grace: '0s' }), refused('heartbeat.grace'))
})

t.test('whatever is said of a failure can be recorded, and holds up nobody', async t => {
  const other = randomUUID()
  await put({}, other)
  const output = `${'\u0001"\u001b[31m\\'.repeat(400)}\n${'"'.repeat(800)}`
  t.match(await beat({ status: 'failed', output }), { status: 200 })
  await call('POST', `/agents/${other}/heartbeat`, { status: 'failed' })
  await api.sweep('evaluate')
  t.match((await changes()).at(-1), { data: { to: 'failing' } })
  const { body } = await call('GET', `/agents/${job}`)
  t.notMatch(JSON.stringify(body), /\\u001b/i)
})

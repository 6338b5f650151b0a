import { randomUUID } from 'node:crypto'
import t from 'tap'
import { runtimeReading } from '../examples.ts'
import type { RuntimeProbed } from '../../../../plugins/continuity/observations.ts'
import {
  agentSignStream,
  agentStream,
  probeStream,
  runtimeSignStream,
  runtimeStream,
} from '../../../../plugins/continuity/streams.ts'
import { clockAhead, createContinuityGround, type ContinuityApi } from '../continuity-api.ts'

const HOUR = 3_600_000
const ground = await createContinuityGround(t)
const tokens = { all: { scopes: ['read', 'ingest', 'operate'] } } as const
const open = (aheadMs = 0): Promise<ContinuityApi> =>
  ground.open({ tokens, clock: clockAhead(aheadMs) })
const api = await open()
const url = 'http://127.0.0.1:9/sessions'

async function makeBoard(runtime: object | null = null): Promise<string> {
  const id = randomUUID()
  await api.call('all', 'PUT', `/boards/${id}`, { name: 'Delivery', slug: 'delivery', runtime })
  return id
}

async function beat(boardId: string, name: string): Promise<string> {
  const { body } = await api.call('all', 'POST', '/agents/heartbeat', { name, board_id: boardId })
  return String(body['id'])
}

async function transitionsOf(agentId: string): Promise<readonly string[]> {
  const events = await ground.eventsOf(agentStream(agentId))
  return events.map(({ type, data }) =>
    'to' in data ? `${data.from} > ${data.to} ${data.reason}` : type,
  )
}

/** A reading of a runtime, as the probe of another process tells it. */
async function readRuntime(
  boardId: string,
  reading: Partial<RuntimeProbed['data']>,
): Promise<void> {
  const data = { ...runtimeReading, url, boardId, ...reading }
  await api.host.observe({
    stream: probeStream(boardId),
    event: { type: 'continuity.RuntimeProbed', data },
  })
}

t.test('a transition is recorded once, however many evaluate at once', async t => {
  const agentId = await beat(await makeBoard(), 'scribe')
  const others = [api, await open()]
  await Promise.all(others.map(one => one.sweep('evaluate')))
  t.strictSame(await transitionsOf(agentId), ['new > alive healthy'])
  const later = [await open(2 * HOUR), await open(2 * HOUR)]
  await Promise.all(later.map(one => one.sweep('evaluate')))
  await later[0]?.sweep('evaluate')
  t.strictSame(await transitionsOf(agentId), [
    'new > alive healthy',
    'alive > stale heartbeat_stale',
  ])
  const [stale] = (await ground.eventsOf(agentStream(agentId))).slice(-1)
  t.match(stale?.data, {
    detectedAt: /Z$/,
    evidence: [{ signal: 'heartbeat', eventId: /-/ }],
    signs: { beat: { receivedAt: /Z$/ } },
  })
  const { body } = await api.call('all', 'GET', `/agents/${agentId}/transitions?limit=1`)
  t.match(body, { transitions: [{ from: 'alive', to: 'stale', reason: 'heartbeat_stale' }] })
})

t.test('time in which nothing could be received makes nobody stale', async t => {
  const agentId = await beat(await makeBoard(), 'scribe')
  await api.sweep('evaluate')
  const { catalog, writer } = ground.side
  const at = (aheadMs: number): Date => new Date(Date.now() + aheadMs)
  const resumed = {
    ...{ from: at(60_000).toISOString(), to: at(10 * HOUR).toISOString() },
    ...{ machine: 'web-1', cause: 'stopped' },
  }
  for (const [stream, type, data, receivedAt] of [
    ['receiving-api', 'core.ReceivingResumed', resumed, at(10 * HOUR)],
    ['receivingPulse-api', 'core.ReceivingConfirmed', { machine: 'web-1' }, at(10 * HOUR)],
  ] as const) {
    const actor = { kind: 'system', id: 'core' } as const
    const stamp = { id: randomUUID(), host: 'web-1', actor, receivedAt }
    await writer.append(stream, [catalog.encode('core', { stream, event: { type, data } }, stamp)])
  }
  await (await open(10 * HOUR)).sweep('evaluate')
  t.strictSame(await transitionsOf(agentId), ['new > alive healthy'])
  await (await open(20 * HOUR)).sweep('evaluate')
  t.strictSame(await transitionsOf(agentId), ['new > alive healthy'], 'a silence that goes on')
})

t.test('a runtime that fails for the whole board is one decision, and no agent’s', async t => {
  const boardId = await makeBoard({ kind: 'sessions', url })
  const session = { key: 's', activeAt: new Date().toISOString() }
  const names = ['a', 'b', 'c']
  const ids: string[] = []
  for (const name of names) {
    const id = randomUUID()
    await api.call('all', 'PUT', `/boards/${boardId}/agents/${id}`, {
      name,
      runtime_session_id: 's',
    })
    ids.push(await beat(boardId, name))
  }
  const later = await open(10_000)
  await readRuntime(boardId, { standing: 'up', sessions: [session] })
  await later.sweep('evaluate')
  const alive = await Promise.all(ids.map(transitionsOf))
  t.ok(alive.every(told => told.at(-1) === 'new > alive healthy'))
  await readRuntime(boardId, {
    ...{ standing: 'down', outcome: 'bad', failure: 'timed_out', sessions: null },
    detail: 'It did not answer within 5 s.',
  })
  await later.sweep('evaluate')
  await later.sweep('evaluate')
  t.strictSame(await Promise.all(ids.map(transitionsOf)), alive)
  t.match(await ground.eventsOf(runtimeStream(boardId)), [
    { type: 'continuity.RuntimeLost', data: { agents: 3, error: 'It did not answer within 5 s.' } },
  ])
  const snapshot = await later.call('all', 'GET', `/boards/${boardId}/agent-continuity`)
  t.match(snapshot.body, {
    runtime_error: 'It did not answer within 5 s.',
    counts: { unreachable: 3 },
    agents: [{ continuity_reason: 'runtime_unavailable', runtime_reachable: false }],
  })
  await readRuntime(boardId, { standing: 'up', sessions: [] })
  await (await open(20_000)).sweep('evaluate')
  t.match(await ground.eventsOf(runtimeStream(boardId)), [
    {},
    { type: 'continuity.RuntimeRestored', data: { reason: 'answers' } },
  ])
})

t.test('the gate answers for a board, and denies for one that nobody knows', async t => {
  const boardId = await makeBoard()
  await beat(boardId, 'scribe')
  const ask = async (api: ContinuityApi, id: string): Promise<readonly string[]> => {
    const [gate] = api.contribution.gates ?? []
    const found = await gate?.answer({ board_id: id }, new AbortController().signal)
    return found?.reasons.map(({ decision, code }) => `${decision} ${code}`) ?? ['no gate']
  }
  t.strictSame(await ask(api, boardId), [])
  t.strictSame(await ask(api, randomUUID()), ['deny board_not_known'])
})

t.test('what was seen is kept long before it expires, and not more often than needed', async t => {
  const boardId = await makeBoard({ kind: 'sessions', url })
  const agentId = await beat(boardId, 'scribe')
  await readRuntime(boardId, {})
  const kept = async (): Promise<readonly number[]> =>
    Promise.all(
      [agentSignStream(agentId), runtimeSignStream(boardId)].map(
        async stream => (await ground.eventsOf(stream)).length,
      ),
    )
  await api.sweep('keep-signs')
  t.strictSame(await kept(), [1, 1])
  await beat(boardId, 'scribe')
  await api.sweep('keep-signs')
  const revision = async (): Promise<bigint | undefined> => {
    const stream = agentSignStream(agentId)
    for await (const event of ground.side.ledger.read(stream)) return event.revision
    return undefined
  }
  t.equal(await revision(), 0n, 'it is fresh')
  await (await open(13 * HOUR)).sweep('keep-signs')
  t.equal(await revision(), 1n, 'the stream keeps one')
})

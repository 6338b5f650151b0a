import { randomUUID } from 'node:crypto'
import t from 'tap'
import { agentStream, boardStream, heartbeatStream } from '../../../plugins/continuity/streams.ts'
import { emptyList } from '../../support/empty-list.ts'
import { createContinuityGround, type Answered, type ContinuityApi } from './continuity-api.ts'

const ground = await createContinuityGround(t)
const [board, otherBoard] = [randomUUID(), randomUUID()]
const own = { scopes: ['read', 'ingest', 'operate'] as const, boards: [board] }
const scribeId = randomUUID()
const tokens = {
  all: { scopes: own.scopes },
  limited: own,
  scribe: { kind: 'agent', subject: scribeId, scopes: ['ingest'] },
  nobody: { kind: 'agent', subject: randomUUID(), scopes: ['ingest'] },
} as const
const api = await ground.open({ tokens })
const second = await ground.open({ tokens })

const makeBoard = (id: string, settings: object = {}): Promise<Answered> =>
  api.call('all', 'PUT', `/boards/${id}`, { name: 'Delivery', slug: 'delivery', ...settings })
const beat = (body: object, as = 'all', via: ContinuityApi = api): Promise<Answered> =>
  via.call(as, 'POST', '/agents/heartbeat', body)
const snapshot = (id: string, as = 'all'): Promise<Answered> =>
  api.call(as, 'GET', `/boards/${id}/agent-continuity`)

async function settled(answer: Answered): Promise<void> {
  const position = BigInt(String(answer.headers['decklog-position']))
  const names = ground.side.board.status().map(({ name }) => name)
  await ground.side.board.waitFor(names, position, 10_000)
}

await makeBoard(board)
await makeBoard(otherBoard)

t.test('eight first beats at once, at two processes, make one agent', async t => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      beat({ name: n % 2 ? ' eight ' : 'eight', board_id: board }, 'all', n < 4 ? api : second),
    ),
  )
  t.strictSame([...new Set(answers.map(({ status }) => status))], [200])
  t.equal(new Set(answers.map(({ body }) => body['id'])).size, 1)
  const registered = (await ground.eventsOf(boardStream(board))).filter(
    ({ type, data }) =>
      type === 'continuity.AgentRegistered' && 'name' in data && data.name === 'eight',
  )
  t.equal(registered.length, 1)
  const beats = await ground.eventsOf(heartbeatStream(board))
  t.equal(beats.filter(({ data }) => 'agentId' in data).length, 8, 'and each beat is kept')
})

t.test('forty first beats of forty agents at once make forty agents', async t => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      beat({ name: `forty ${n}`, board_id: board }, 'all', n % 2 ? api : second),
    ),
  )
  t.strictSame([...new Set(answers.map(({ status }) => status))], [200])
  t.equal(new Set(answers.map(({ body }) => body['id'])).size, 40)
})

t.test('a beat answers the agent as Mission Control knows it', async t => {
  const first = await beat({ name: 'worker', board_id: board, profile: 'x' })
  const { id } = first.body as { id: string }
  t.match(first.body, { id: /-/, name: 'worker', board_id: board, status: 'online' })
  t.equal(first.body['last_seen_at'], first.body['updated_at'])
  const url = `/agents/${id}/heartbeat`
  t.match((await api.call('all', 'POST', url, { status: 'busy' })).body, { id, status: 'busy' })
  t.match((await api.call('all', 'POST', url)).body, { status: 'busy' }, 'its word stays')
  const last = await api.call('all', 'POST', url, { status: 'online', anything: 1 })
  t.match(last.body, { status: 'online', created_at: first.body['created_at'] })
  await settled(last)
  t.match((await beat({ name: 'worker' })).body, { id }, 'a known name needs no board')
})

t.test('who beats must be known, or have a board that is', async t => {
  t.match(await beat({ name: 'x', board_id: randomUUID() }), { status: 404 })
  t.match(await beat({ name: 'new without a board' }), {
    status: 422,
    body: { errors: [{ field: 'board_id' }] },
  })
  t.match(await api.call('all', 'POST', `/agents/${randomUUID()}/heartbeat`), { status: 404 })
  t.match(await beat({ name: 'x', board_id: otherBoard }, 'limited'), { status: 404 })
})

t.test('a token of an agent beats for the agent that is its subject', async t => {
  const put = await api.call('all', 'PUT', `/boards/${board}/agents/${scribeId}`, {
    name: 'scribe',
  })
  t.match(put, { status: 200, body: { heartbeat: { every_seconds: 1_800 } } })
  t.match(await api.call('scribe', 'POST', '/agent/heartbeat'), {
    status: 200,
    body: { id: scribeId, name: 'scribe' },
  })
  t.match(await api.call('nobody', 'POST', '/agent/heartbeat'), { status: 404 })
  t.match(await api.call('all', 'POST', '/agent/heartbeat'), {
    status: 403,
    body: { code: 'DECKLOG_FORBIDDEN' },
  })
})

t.test('a bad beat of a list does not keep out the others', async t => {
  const heartbeats = [
    { name: 'listed 1', board_id: board, seq: 7, progress: { counter: 1 } },
    { name: 'listed 2' },
    { agent_id: scribeId, status: 'idle', sent_at: '2026-01-01T00:00:00Z' },
    { agent_id: randomUUID() },
    { name: 'listed 1', board_id: board, nonsense: 1 },
    'nonsense',
    { name: 'listed 3', board_id: board, note: 'é'.repeat(2_049) },
  ]
  const { status, body } = await api.call('all', 'POST', '/heartbeats', { heartbeats })
  t.equal(status, 200)
  t.match(body, { accepted: 2, refused: 5 })
  t.match(body['results'], [
    { index: 0, outcome: 'accepted', event_id: /-/ },
    { outcome: 'refused', code: 'DECKLOG_VALIDATION' },
    { outcome: 'accepted', agent_id: scribeId },
    { outcome: 'refused', code: 'DECKLOG_NOT_FOUND' },
    { outcome: 'refused', errors: [{ field: 'nonsense' }] },
    { outcome: 'refused', code: 'DECKLOG_VALIDATION' },
    { outcome: 'refused', errors: [{ field: 'note' }] },
  ])
  const [, , third] = body['results'] as { event_id: string }[]
  const events = await ground.eventsOf(heartbeatStream(board))
  t.ok(events.some(event => 'id' in event && event.id === third?.event_id))
  t.equal((await api.call('all', 'POST', '/heartbeats', { heartbeats: [] })).status, 422)
})

t.test('a process that has just started takes a list of agents it has never heard of', async t => {
  const ids = (await ground.eventsOf(boardStream(board))).flatMap(({ type, data }) =>
    type === 'continuity.AgentRegistered' && 'agentId' in data ? [data.agentId] : [],
  )
  t.ok(ids.length > 40)
  const third = await ground.open({ tokens })
  const heartbeats = ids.map(id => ({ agent_id: id }))
  t.match(await third.call('all', 'POST', '/heartbeats', { heartbeats }), {
    body: { accepted: ids.length, refused: 0 },
  })
})

t.test('the same key is one beat', async t => {
  const headers = { ...api.edge.bearerOf('all'), 'idempotency-key': randomUUID() }
  const url = `/api/v1/agents/${scribeId}/heartbeat`
  const before = (await ground.eventsOf(heartbeatStream(board))).length
  for (let n = 0; n < 3; n += 1) await api.edge.server.inject({ method: 'POST', url, headers })
  t.equal((await ground.eventsOf(heartbeatStream(board))).length, before + 1)
})

t.test('names and ids of agents are one agent’s each', async t => {
  const put = (id: string, of: string, body: object): Promise<Answered> =>
    api.call('all', 'PUT', `/boards/${of}/agents/${id}`, body)
  const id = randomUUID()
  t.match(await put(id, board, { name: 'scribe' }), {
    status: 409,
    body: { code: 'DECKLOG_REFUSED', agent_id: scribeId },
  })
  t.match(await put(scribeId, otherBoard, { name: 'scribe' }), { status: 409 })
  t.match(await put(id, randomUUID(), { name: 'scribe' }), { status: 404 })
  t.match(await put(id, board, { name: 'renamed', heartbeat: { every: '1w' } }), {
    status: 200,
    body: { heartbeat: { every_seconds: 604_800 } },
    headers: { etag: '"0"' },
  })
  t.match(await put(id, board, { name: 'renamed again' }), { headers: { etag: '"1"' } })
  t.match(await put(id, board, { name: 'renamed again' }), { headers: { etag: '"1"' } })
  t.match((await beat({ name: 'renamed', board_id: board })).body['id'], /^(?!.*undefined)/)
  t.not(
    (await beat({ name: 'renamed', board_id: board })).body['id'],
    id,
    'the name was free again',
  )
  t.match(await api.call('all', 'GET', `/agents/${id}`), { body: { agent_name: 'renamed again' } })
})

t.test('addresses that may not be called are refused when they are set', async t => {
  const runtime = { kind: 'http', url: 'http://169.254.169.254/latest' }
  t.match(await makeBoard(board, { runtime }), {
    status: 422,
    body: { code: 'DECKLOG_ADDRESS_REFUSED', errors: [{ field: 'runtime.url' }] },
  })
  const probe = { kind: 'tcp', url: 'tcp://10.0.0.1:80' }
  t.match(
    await api.call('all', 'PUT', `/boards/${board}/agents/${scribeId}`, { name: 'scribe', probe }),
    {
      status: 422,
      body: { errors: [{ field: 'probe.url', message: /outboundAllow/ }] },
    },
  )
  t.match(await makeBoard(board, { runtime: { kind: 'tcp', url: 'http://127.0.0.1:1/' } }), {
    status: 422,
  })
  t.match(await makeBoard(board, { runtime: { ...runtime, expect_status: 20 } }), { status: 422 })
})

t.test('pausing, resuming and retiring are done once', async t => {
  const id = (await beat({ name: 'phases', board_id: board })).body['id']
  const to = (verb: string): Promise<Answered> =>
    api.call('all', 'POST', `/agents/${id}/${verb}`, { reason: 'because' })
  const phaseOf = async (): Promise<unknown> =>
    (await api.call('all', 'GET', `/agents/${id}`)).body['phase']
  for (const verb of ['pause', 'pause'])
    t.match(await to(verb), { status: 200, body: { phase: 'paused' } })
  t.equal(await phaseOf(), 'paused')
  await to('resume')
  t.equal(await phaseOf(), 'active')
  for (const verb of ['retire', 'retire']) t.match(await to(verb), { status: 200 })
  t.equal(await phaseOf(), 'retired')
  t.match(await api.call('all', 'POST', `/agents/${id}/heartbeat`), {
    status: 409,
    body: { code: 'DECKLOG_REFUSED' },
  })
  t.equal((await to('pause')).status, 409)
  t.not((await beat({ name: 'phases', board_id: board })).body['id'], id, 'its name is free again')
  const events = await ground.eventsOf(agentStream(String(id)))
  t.strictSame(
    events.map(({ type }) => type),
    ['continuity.AgentPaused', 'continuity.AgentResumed'],
  )
})

t.test('a token limited to a board sees and does nothing of another', async t => {
  const stranger = (await beat({ name: 'stranger', board_id: otherBoard })).body['id']
  await settled(await beat({ name: 'stranger', board_id: otherBoard }))
  for (const [method, url, body] of [
    ['GET', `/boards/${otherBoard}`],
    ['GET', `/boards/${otherBoard}/agent-continuity`],
    ['GET', `/agents/${stranger}`],
    ['GET', `/agents/${stranger}/transitions`],
    ['POST', `/agents/${stranger}/heartbeat`],
    ['POST', `/agents/${stranger}/pause`],
    ['PUT', `/boards/${otherBoard}`, { name: 'x', slug: 'x' }],
    ['PUT', `/boards/${otherBoard}/agents/${randomUUID()}`, { name: 'x' }],
  ] as const)
    t.match(await api.call('limited', method, url, body), { status: 404 }, `${method} ${url}`)
  const listed = async (as: string, url: string, key: string): Promise<ReadonlySet<unknown>> => {
    const { body } = await api.call(as, 'GET', url)
    const items = body[key] as Record<string, unknown>[]
    return new Set(items.map(item => item['board_id'] ?? item['id']))
  }
  t.strictSame([...(await listed('limited', '/agents?limit=200', 'agents'))], [board])
  t.strictSame([...(await listed('limited', '/boards', 'boards'))], [board])
  t.strictSame((await listed('all', '/agents?limit=200', 'agents')).size, 2)
  t.equal((await snapshot(board, 'limited')).status, 200)
  t.equal((await snapshot(randomUUID())).status, 404)
  const { body } = await api.call('limited', 'POST', '/heartbeats', {
    heartbeats: [{ agent_id: stranger }],
  })
  t.match(body, { accepted: 0, results: [{ code: 'DECKLOG_NOT_FOUND' }] })
})

t.test('a snapshot tells what Mission Control reads, and what it rests on', async t => {
  const id = randomUUID()
  await makeBoard(id)
  await beat({ name: 'b', board_id: id })
  await settled(await beat({ name: 'a', board_id: id, sent_at: new Date(Date.now() - 3_600_000) }))
  const { body } = await snapshot(id)
  t.match(body, {
    board_id: id,
    generated_at: /Z$/,
    runtime_error: null,
    counts: { new: 0, alive: 2, stale: 0, unreachable: 0, paused: 0 },
    agents: [
      { agent_name: 'b', status: 'online', continuity: 'alive', continuity_reason: 'healthy' },
      {
        ...{ agent_name: 'a', board_id: id, runtime_session_id: null, runtime_reachable: null },
        ...{ last_seen_at: /Z$/, heartbeat_age_seconds: Number, clock_skew_seconds: -3_600 },
        evidence: [{ signal: 'heartbeat', age_seconds: Number, event_id: /-/ }],
      },
    ],
  })
})

t.test('agents are listed page by page, and by how they stand', async t => {
  const seen: unknown[] = []
  let url = `/agents?limit=15&board_id=${board}&continuity=alive`
  for (;;) {
    const { body, headers } = await api.call('all', 'GET', url)
    seen.push(...(body['agents'] as { agent_id: string }[]).map(agent => agent.agent_id))
    const next = /<(\?[^>]*)>/.exec(String(headers['link'] ?? ''))?.[1]
    if (next === undefined) break
    url = `/agents${next}`
  }
  t.ok(seen.length > 40)
  t.equal(new Set(seen).size, seen.length)
  t.match(await api.call('all', 'GET', `/agents?board_id=${board}&continuity=unreachable`), {
    body: { agents: emptyList },
  })
})

t.test(
  'the beats of an agent are its own, newest first, and say how far back was looked',
  async t => {
    const id = randomUUID()
    await makeBoard(id)
    const { body: first } = await beat({ name: 'job', board_id: id, status: 'running' })
    await beat({ name: 'other', board_id: id })
    await settled(
      await beat({ name: 'job', board_id: id, status: 'failed', exit_status: 7, output: 'Full' }),
    )
    const url = `/agents/${String(first['id'])}/beats`
    const events = await ground.eventsOf(heartbeatStream(id))
    t.match(await api.call('all', 'GET', url), {
      status: 200,
      body: {
        agent_id: first['id'],
        beats: [
          { at: /Z$/, outcome: 'failed', status: 'failed', event_id: /-/ },
          { at: /Z$/, outcome: 'well', status: 'running', event_id: /-/ },
        ],
        since: null,
      },
    })
    t.equal(events.length, 3, 'that of the other is not among them')
    const { body: last } = await api.call('all', 'GET', `${url}?limit=1`)
    const [newest, ...others] = last['beats'] as { at: string; outcome: string }[]
    t.match(newest, { outcome: 'failed' })
    t.strictSame(others, [])
    t.equal(last['since'], newest?.at, 'of before nothing was looked at')
    t.match(await api.call('limited', 'GET', url), { status: 404 }, 'of a board that is not seen')
    t.match(await api.call('ingest', 'GET', url), { status: 403 })
    t.match(await api.call('all', 'GET', `/agents/${randomUUID()}/beats`), { status: 404 })
    t.match(await api.call('all', 'GET', `${url}?limit=501`), {
      status: 422,
      body: { code: 'DECKLOG_VALIDATION', errors: [{ field: 'limit' }] },
    })
  },
)

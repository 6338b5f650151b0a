import { randomUUID } from 'node:crypto'
import t from 'tap'
import { boardStream, heartbeatStream } from '../../../plugins/continuity/streams.ts'
import { createContinuityGround, type Answered } from './continuity-api.ts'

const ground = await createContinuityGround(t)
const [board, otherBoard] = [randomUUID(), randomUUID()]
const [scribeId, otherId, newId] = [randomUUID(), randomUUID(), randomUUID()]
const ofAgent = (subject: string) => ({ kind: 'agent', subject, scopes: ['ingest'] }) as const
const api = await ground.open({
  tokens: {
    all: { scopes: ['read', 'ingest', 'operate'] },
    scribe: ofAgent(scribeId.toUpperCase()),
    fresh: ofAgent(newId),
    named: ofAgent('porter'),
  },
})
for (const id of [board, otherBoard])
  await api.call('all', 'PUT', `/boards/${id}`, { name: 'Delivery', slug: 'delivery' })
for (const [id, name] of [
  [scribeId, 'scribe'],
  [otherId, 'other'],
])
  await api.call('all', 'PUT', `/boards/${board}/agents/${id}`, { name })

const beat = (as: string, body: object): Promise<Answered> =>
  api.call(as, 'POST', '/agents/heartbeat', { board_id: board, ...body })
const list = (as: string, heartbeats: readonly object[]): Promise<Answered> =>
  api.call(as, 'POST', '/heartbeats', { heartbeats })
const forbidden = { status: 403, body: { code: 'DECKLOG_FORBIDDEN' } }

async function namesOf(boardId: string): Promise<readonly string[]> {
  const events = await ground.eventsOf(boardStream(boardId))
  return events.flatMap(({ data }) => ('agentId' in data && 'name' in data ? [data.name] : []))
}

async function beatsOf(agentId: string): Promise<number> {
  const events = await ground.eventsOf(heartbeatStream(board))
  return events.filter(({ data }) => 'agentId' in data && data.agentId === agentId).length
}

t.test('an agent beats for itself, however it is named', async t => {
  const id = scribeId
  t.match(await api.call('scribe', 'POST', '/agent/heartbeat'), { status: 200, body: { id } })
  t.match(await api.call('scribe', 'POST', `/agents/${id}/heartbeat`), { status: 200 })
  t.match(await beat('scribe', { name: 'scribe' }), { status: 200, body: { id } })
  const listed = await list('scribe', [{ agent_id: id }, { name: 'scribe', board_id: board }])
  t.match(listed.body, { accepted: 2, refused: 0 })
  t.equal(await beatsOf(id), 5)
})

t.test('an agent beats for no other, and registers no other', async t => {
  t.match(await api.call('scribe', 'POST', `/agents/${otherId}/heartbeat`), forbidden)
  t.match(await beat('scribe', { name: 'other' }), forbidden)
  t.match(await beat('scribe', { name: 'other', board_id: undefined }), forbidden)
  t.match(await beat('scribe', { name: 'ghost' }), forbidden)
  t.match(await beat('scribe', { name: 'ghost', board_id: otherBoard }), forbidden)
  t.match(await beat('scribe', { name: 'scribe', board_id: otherBoard }), forbidden)
  const { body } = await list('scribe', [
    { agent_id: otherId },
    { name: 'other', board_id: board },
    { name: 'ghost', board_id: board },
    { name: 'scribe', board_id: board },
  ])
  t.match(body, { accepted: 1, refused: 3 })
  const code = 'DECKLOG_FORBIDDEN'
  t.match(body['results'], [{ code }, { code }, { code }, { outcome: 'accepted' }])
  t.equal(await beatsOf(otherId), 0)
  t.strictSame(await namesOf(board), ['scribe', 'other'])
  t.strictSame(await namesOf(otherBoard), [])
})

t.test('an agent that is new registers itself, under one name and the id of its token', async t => {
  t.match(await beat('fresh', { name: 'other' }), forbidden, 'not under the name of another')
  t.match(await beat('fresh', { name: 'fresh' }), { status: 200, body: { id: newId } })
  t.match(await beat('fresh', { name: 'ghost' }), forbidden)
  t.match(await beat('fresh', { name: 'fresh', board_id: otherBoard }), forbidden)
  t.match(await beat('fresh', { name: 'fresh' }), { status: 200, body: { id: newId } })
})

t.test('an agent whose token bears its name is the agent of that name', async t => {
  const first = await beat('named', { name: 'porter' })
  t.match(first, { status: 200, body: { name: 'porter' } })
  const { id } = first.body as { id: string }
  t.match(await api.call('named', 'POST', `/agents/${id}/heartbeat`), { status: 200 })
  t.match(await beat('named', { name: 'scribe' }), forbidden)
  t.match(await beat('named', { name: 'ghost' }), forbidden)
})

t.test('a service beats for whom it likes', async t => {
  t.match(await beat('all', { name: 'scribe' }), { status: 200, body: { id: scribeId } })
  t.match(await beat('all', { name: 'new one' }), { status: 200 })
})

t.test('when a beat was sent is kept as the claim that it is', async t => {
  const sentAt = '2026-01-01T00:00:00.000Z'
  await api.call('all', 'POST', `/agents/${otherId}/heartbeat`, { sent_at: sentAt })
  const { ledger, catalog } = ground.side
  const claims: (string | undefined)[] = []
  for await (const stored of ledger.read(heartbeatStream(board))) {
    const { data, metadata } = catalog.decode(stored)
    if ('agentId' in data && data.agentId === otherId) claims.push(metadata['occurredAt'])
  }
  t.strictSame(claims, [sentAt])
})

import { randomUUID } from 'node:crypto'
import t from 'tap'
import { continuityAlarms } from '../../../plugins/continuity/alarms.ts'
import { forgetBoardCommand } from '../../../plugins/continuity/commanding/forget-board-command.ts'
import { runtimeDecider } from '../../../plugins/continuity/evaluating/runtime.ts'
import { continuityEvents } from '../../../plugins/continuity/events.ts'
import { createRowSubjects } from '../../../plugins/continuity/probing/row-subjects.ts'
import { boardStream, runtimeStream } from '../../../plugins/continuity/streams.ts'
import { commandContext } from '../../support/command-context.ts'
import { clockAhead, createContinuityGround, type Answered } from './continuity-api.ts'

const ground = await createContinuityGround(t)
const [board, otherBoard] = [randomUUID(), randomUUID()]
const scopes = ['read', 'ingest', 'operate'] as const
const tokens = { all: { scopes }, other: { scopes, boards: [otherBoard] } }
const api = await ground.open({ tokens })
const second = await ground.open({ tokens })
const later = await ground.open({ tokens, clock: clockAhead(86_400_000) })
const url = 'http://127.0.0.1:9/sessions'
const runtime = { kind: 'sessions', url, every: '30s', timeout: '1s' }

const make = (): Promise<Answered> =>
  api.call('all', 'PUT', `/boards/${board}`, { name: 'Delivery', slug: 'delivery', runtime })
const beat = (name: string, via = api): Promise<Answered> =>
  via.call('all', 'POST', '/agents/heartbeat', { name, board_id: board })
const forget = (as = 'all', body: object = { reason: 'Dissolved.' }): Promise<Answered> =>
  api.call(as, 'POST', `/boards/${board}/forget`, body)
const agentsShown = async (): Promise<readonly object[]> =>
  (await api.call('all', 'GET', '/agents')).body['agents'] as object[]

async function settled(answer: Answered): Promise<void> {
  const position = BigInt(String(answer.headers['decklog-position']))
  await ground.side.board.waitFor(
    ground.side.board.status().map(({ name }) => name),
    position,
    10_000,
  )
}

t.before(async () => {
  t.equal((await make()).status, 200)
  await beat('scribe')
  await settled(await beat('clerk'))
})

t.test('forgetting asks for the right to operate, a reason, and a board that one sees', async t => {
  t.equal((await forget('other')).status, 404)
  t.equal((await forget('read')).status, 403)
  t.equal((await forget('all', { reason: ' ' })).status, 422)
  const nowhere = `/boards/${randomUUID()}/forget`
  t.equal((await api.call('all', 'POST', nowhere, { reason: 'Gone.' })).status, 404)
})

t.test('a forgotten board is recorded, and neither shown, judged nor probed', async t => {
  t.equal((await agentsShown()).length, 2)
  const answer = await forget()
  t.match(answer, { status: 200, body: { forgotten: board, retired: 2 } })
  await settled(answer)
  t.match((await ground.eventsOf(boardStream(board))).at(-1), {
    type: 'continuity.BoardForgotten',
    data: { boardId: board, boardName: 'Delivery', reason: 'Dissolved.' },
  })
  t.strictSame((await api.call('all', 'GET', '/boards')).body, { boards: [] })
  t.strictSame(await agentsShown(), [])
  t.equal((await api.call('all', 'GET', `/boards/${board}`)).status, 404)
  t.equal((await api.call('all', 'GET', `/boards/${board}/agent-continuity`)).status, 404)
  t.strictSame(await createRowSubjects(api.host).subjects(), [])
  const gate = await api.contribution.gates?.[0]?.answer({ board_id: board }, {} as never)
  t.match(gate, { reasons: [{ code: 'board_not_known' }] })
  t.equal((await forget()).status, 404, 'there is nothing more to forget')
})

t.test('who beats on a forgotten board is told that there is none', async t => {
  t.match(await beat('scribe'), { status: 404, body: { code: 'DECKLOG_NOT_FOUND' } })
  t.match(await beat('another'), { status: 404, body: { code: 'DECKLOG_NOT_FOUND' } })
  t.equal((await beat('another', second)).status, 404, 'by another process as well')
})

t.test('a runtime that is recorded as lost is missed no longer once its board is gone', async t => {
  const at = new Date()
  const sign = { eventId: randomUUID(), receivedAt: at.toISOString() }
  await api.host.execute(runtimeDecider, {
    stream: runtimeStream(board),
    command: {
      ...{ boardId: board, boardName: 'Delivery', standing: 'down', since: at, error: 'Gone.' },
      ...{ evidence: sign as never, agents: 0, judgedAt: at },
      target: { kind: 'sessions', url, everySeconds: 30, timeoutSeconds: 1 } as never,
    },
  })
  await later.sweep('evaluate')
  t.match(await ground.eventsOf(runtimeStream(board)), [
    { type: 'continuity.RuntimeLost' },
    { type: 'continuity.RuntimeRestored', data: { reason: 'removed' } },
  ])
})

t.test('made again, it is a board without agents, whose names are free', async t => {
  await settled(await make())
  t.match((await api.call('all', 'GET', '/boards')).body, { boards: [{ id: board }] })
  const again = await beat('scribe')
  t.equal(again.status, 200)
  await settled(again)
  const body = (await api.call('all', 'GET', `/boards/${board}/agent-continuity`)).body
  t.match(body, { agents: [{ agent_name: 'scribe' }] })
  t.equal((body['agents'] as object[]).length, 1)
})

t.test('all alarms of a board end when it is forgotten', async t => {
  const { example } = continuityEvents['continuity.BoardForgotten']
  for (const word of ['agent', 'runtime']) {
    const ends = continuityAlarms[word]?.ends?.['continuity.BoardForgotten']
    t.match(ends?.({ type: 'continuity.BoardForgotten', data: example } as never), {
      group: `board ${example.boardId}`,
      text: /was forgotten/,
    })
  }
})

t.test('boards forget says what was forgotten, and asks for a reason', async t => {
  const printed: string[] = []
  const calls: unknown[] = []
  const run = (options: Record<string, string>): Promise<number> =>
    forgetBoardCommand.run(
      commandContext({
        options,
        print: line => void printed.push(line),
        api: {
          get: () => Promise.reject(new Error('nothing is read')),
          post: async (path, body) => (calls.push([path, body]), { forgotten: 'a/b', retired: 2 }),
          patch: () => Promise.reject(new Error('nothing is patched')),
        },
      }),
    )
  t.equal(await run({ board: 'a/b', reason: 'Dissolved.' }), 0)
  t.strictSame(printed, ['a/b is forgotten, with 2 agents.'])
  t.strictSame(calls, [['/api/v1/boards/a%2Fb/forget', { reason: 'Dissolved.' }]])
  await t.rejects(run({ board: 'a/b', reason: ' ' }), { code: 'DECKLOG_VALIDATION' })
})

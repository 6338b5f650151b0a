import t from 'tap'
import { heartbeatCommand } from '../../../../plugins/continuity/commanding/heartbeat-command.ts'
import { commandContext } from '../../../support/command-context.ts'

async function send(options: Readonly<Record<string, string | boolean>>) {
  const sent: unknown[] = []
  const printed: string[] = []
  const context = commandContext({ options, print: line => printed.push(line) })
  const post = async (path: string, body: unknown): Promise<unknown> => {
    sent.push({ path, body })
    return { id: 'a1', name: 'scribe', status: 'busy' }
  }
  const code = await heartbeatCommand.run({ ...context, api: { ...context.api, post } })
  return { code, sent: sent[0], printed }
}

t.test('beats for the agent whose token it is, or that the options name', async t => {
  const own = await send({})
  t.match(own, { code: 0, sent: { path: '/api/v1/agent/heartbeat' }, printed: ['scribe is busy.'] })
  t.match(await send({ agent: 'a/1' }), { sent: { path: '/api/v1/agents/a%2F1/heartbeat' } })
  t.match(await send({ name: 'scribe', board: 'b1' }), {
    sent: { path: '/api/v1/agents/heartbeat', body: { name: 'scribe', board_id: 'b1' } },
  })
})

t.test('says what it is told to', async t => {
  const { sent, printed } = await send({
    ...{ status: 'busy', progress: '42', runId: 'r1', note: 'half way', json: true },
  })
  t.match(sent, {
    body: { status: 'busy', progress: { counter: 42 }, run_id: 'r1', note: 'half way' },
  })
  t.match(JSON.parse(printed[0] ?? ''), { name: 'scribe' })
})

t.test('refuses half a name, and a counter that is no number', async t => {
  for (const options of [{ name: 'a' }, { board: 'b' }, { agent: 'a', name: 'b', board: 'c' }])
    await t.rejects(send(options), { code: 'DECKLOG_VALIDATION' })
  for (const progress of ['', 'much', 'Infinity'])
    await t.rejects(send({ progress }), { code: 'DECKLOG_VALIDATION' })
})

import t from 'tap'
import type { GateDecision } from '../../../../core/gate.ts'
import {
  checkCommand,
  checkResult,
} from '../../../../plugins/continuity/commanding/check-command.ts'
import { commandContext } from '../../../support/command-context.ts'

const agent = (agent_name: string, continuity: string, continuity_reason: string) => ({
  ...{ agent_name, continuity, continuity_reason, agent_id: 'a' },
})
const well = agent('scribe', 'alive', 'healthy')
const late = agent('porter', 'stale', 'heartbeat_stale')

// What monitors draw: a count of each.
const figures = (counts: Readonly<Record<string, number>>): string => {
  const all = ['new', 'alive', 'stale', 'unreachable', 'paused']
  return ` | ${all.map(word => `'${word}'=${counts[word] ?? 0}`).join(' ')}`
}

async function check(
  decision: GateDecision,
  board: object | Error,
  options: Readonly<Record<string, string | boolean>> = { board: 'b1' },
) {
  const printed: string[] = []
  const context = commandContext({ options, print: line => printed.push(line) })
  const code = await checkCommand.run({
    ...context,
    api: {
      ...context.api,
      get: async () => {
        if (board instanceof Error) throw board
        return { runtime_error: null, generated_at: 'now', ...board }
      },
      post: async () => ({ decision, reasons: [], position: '1' }),
    },
  })
  return { code, line: printed.join('\n') }
}

t.test('answers by exit code as the gate of the board judges', async t => {
  t.strictSame(await check('allow', { agents: [well] }), {
    code: 0,
    line: `CONTINUITY OK - 1 agents: 1 alive${figures({ alive: 1 })}`,
  })
  t.strictSame(await check('warn', { agents: [well, late] }), {
    code: 1,
    line: `CONTINUITY WARNING - 2 agents: 1 alive, 1 stale; porter heartbeat_stale${figures({ alive: 1, stale: 1 })}`,
  })
  const lost = agent('scribe', 'unreachable', 'runtime_unavailable')
  t.strictSame(await check('deny', { runtime_error: 'It refused.', agents: [lost] }), {
    code: 2,
    line: `CONTINUITY CRITICAL - its runtime is lost: It refused.; 1 agents: 1 unreachable; scribe runtime_unavailable${figures({ unreachable: 1 })}`,
  })
})

t.test('an agent whose work failed is critical, however the gate judges', async t => {
  const failing = agent('backup', 'failing', 'job_failed')
  t.match(await check('warn', { agents: [well, failing] }), {
    code: 2,
    line: /CRITICAL.*backup job_failed.*'failing'=1/,
  })
})

t.test('a check that cannot look has found nothing out', async t => {
  t.match(await check('deny', new Error('nobody answers')), {
    code: 3,
    line: 'CONTINUITY UNKNOWN - nobody answers',
  })
  t.match(await check('allow', { agents: [] }), { code: 3 }, 'a board without agents')
  t.match(await check('allow', { agents: 'none' }), { code: 3 }, 'an answer it does not know')
  t.match(await check('allow', { agents: [well] }, {}), { code: 3 }, 'no board')
})

t.test('prints JSON when asked', async t => {
  const { line } = await check('warn', { agents: [late] }, { board: 'b1', json: true })
  t.match(JSON.parse(line), { status: 'warning', exit_code: 1, agents: [{ agent_name: 'porter' }] })
})

t.test('names no more agents than a line can hold', async t => {
  const agents = Array.from({ length: 8 }, (_, n) => agent(`a${n}`, 'stale', 'heartbeat_stale'))
  const { summary } = checkResult({ decision: 'warn', runtimeError: null, agents: agents as never })
  t.match(summary, /a4 heartbeat_stale; and 3 more$/)
})

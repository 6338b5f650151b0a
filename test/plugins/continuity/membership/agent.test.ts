import t from 'tap'
import { agent, agentSettings, change } from '../examples.ts'
import type { AgentEvent } from '../../../../plugins/continuity/events.ts'
import { agentDecider, type AgentCommand } from '../../../../plugins/continuity/membership/agent.ts'
import { decided } from '../given.ts'
import { minute } from '../stories.ts'

const configured: AgentEvent = { type: 'continuity.AgentConfigured', data: agentSettings }
const paused: AgentEvent = { type: 'continuity.AgentPaused', data: { ...agent, reason: null } }
const resumed: AgentEvent = { type: 'continuity.AgentResumed', data: { ...agent, reason: null } }
const changed: AgentEvent = { type: 'continuity.Changed', data: change }

const given = (...events: readonly AgentEvent[]) => decided(agentDecider, events)
const judge = (atMinute: number, to: Partial<typeof change> = {}): AgentCommand => ({
  kind: 'judge',
  change: { ...change, ...to },
  judgedAt: minute(atMinute),
})

t.test('takes settings, and has nothing to do for the same ones', async t => {
  const configure = { kind: 'configure', settings: agentSettings } as const
  t.strictSame(given()(configure), [configured])
  t.strictSame(given(configured, paused)(configure), [])
})

t.test('belongs to the board that had it first', async t => {
  const settings = { ...agentSettings, boardId: 'another' }
  t.throws(() => given(configured)({ kind: 'configure', settings }), { code: 'DECKLOG_REFUSED' })
})

t.test('is paused and resumed once', async t => {
  const pause = { kind: 'pause', agent, reason: null } as const
  const resume = { kind: 'resume', agent, reason: null } as const
  t.strictSame(given(configured)(pause), [paused])
  t.strictSame(given(configured, paused)(pause), [])
  t.strictSame(given(configured, paused)(resume), [resumed])
  t.strictSame(given(configured)(resume), [])
})

t.test('a judgement is recorded where it differs, with what was recorded before', async t => {
  t.match(given(configured)(judge(9)), [
    { data: { from: 'new', fromReason: 'awaiting_first_heartbeat', to: 'stale' } },
  ])
  t.strictSame(given(configured, changed)(judge(9)), [])
  t.match(given(configured, changed)(judge(9, { reason: 'progress_stalled' })), [
    { data: { from: 'stale', fromReason: 'heartbeat_stale', reason: 'progress_stalled' } },
  ])
})

t.test('a judgement older than what the agent last did is ignored', async t => {
  t.strictSame(given(configured, paused)(judge(1)), [])
  t.equal(given(configured, paused)(judge(1.01)).length, 1)
})

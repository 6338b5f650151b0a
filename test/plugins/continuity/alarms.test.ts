import t from 'tap'
import { continuityAlarms } from '../../../plugins/continuity/alarms.ts'
import { continuityEvents } from '../../../plugins/continuity/events.ts'
import { signalOf } from '../../support/signals.ts'

const agent = continuityEvents['continuity.Changed'].example
const lost = continuityEvents['continuity.RuntimeLost'].example
const { boardId, agentId, name } = agent

const continuity = (to: string, board = boardId): object =>
  signalOf(continuityAlarms, 'agent', {
    type: 'continuity.Changed',
    data: { ...agent, boardId: board, to },
  })

t.test('an agent is an alarm of its board while it is stale or unreachable', async t => {
  const cause = `agent ${agentId}`
  t.match(continuity('stale'), { state: 'raised', severity: 'warning', boardId, cause })
  t.match(continuity('unreachable'), { state: 'raised', severity: 'critical' })
  t.match(continuity('failing'), { state: 'raised', severity: 'critical' })
  for (const to of ['alive', 'new', 'paused']) t.match(continuity(to), { state: 'cleared', cause })
  const retired = { type: 'continuity.AgentRetired', data: { boardId, agentId, name } }
  t.match(signalOf(continuityAlarms, 'agent', retired), { state: 'cleared', cause })
})

t.test('a lost runtime is one alarm, told with those of the agents of its board', async t => {
  const raised = signalOf(continuityAlarms, 'runtime', {
    type: 'continuity.RuntimeLost',
    data: lost,
  })
  const cleared = signalOf(continuityAlarms, 'runtime', {
    type: 'continuity.RuntimeRestored',
    data: { boardId: lost.boardId, boardName: lost.boardName },
  })
  const group = `board ${lost.boardId}`
  t.match(raised, { state: 'raised', severity: 'critical', group })
  t.match(raised, { cause: `runtime ${lost.boardId}`, boardId: lost.boardId })
  t.match(cleared, { state: 'cleared', cause: raised.cause, boardId: lost.boardId })
  t.match(continuity('stale', lost.boardId), { group: raised.group })
})

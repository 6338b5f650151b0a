import { defineProjection } from '../../core/plugin-api.ts'
import type { AgentEvent } from '../../plugins/continuity/events.ts'
import type {
  AgentProbed,
  AgentSignsKept,
  HeartbeatReceived,
} from '../../plugins/continuity/observations.ts'
import { agentTable, type AgentRow } from '../../plugins/continuity/rows.ts'
import { signsOfAgentProbe, signsOfBeat } from '../../plugins/continuity/signs/signs-of.ts'
import {
  blankAgent,
  takeDecision,
  takeKept,
  takeMembership,
  takeSigns,
  type MembershipEvent,
} from './fold.ts'

type Event = MembershipEvent | AgentEvent | HeartbeatReceived | AgentProbed | AgentSignsKept

/** Every agent: how it is looked at, what was last seen of it, and its recorded standing. */
export default defineProjection<AgentRow, Event>({
  name: 'agent-continuity',
  version: 3,
  columns: agentTable.columns,
  indexes: [
    ['board_id', 'registered_revision'],
    ['board_id', 'registered_at', 'agent_id'],
    ['registered_at', 'agent_id'],
    ['name'],
  ],
  sparse: ['probe'],
  keys: event => [event.data.agentId],
  on: {
    'continuity.AgentRegistered': (row, event) =>
      takeMembership(row ?? blankAgent(event.data), event),
    'continuity.AgentRenamed': (row, event) => takeMembership(row ?? blankAgent(event.data), event),
    'continuity.AgentRetired': (row, event) => takeMembership(row ?? blankAgent(event.data), event),
    'continuity.AgentConfigured': (row, event) =>
      takeDecision(row ?? blankAgent(event.data), event),
    'continuity.AgentPaused': (row, event) => takeDecision(row ?? blankAgent(event.data), event),
    'continuity.AgentResumed': (row, event) => takeDecision(row ?? blankAgent(event.data), event),
    'continuity.Changed': (row, event) => takeDecision(row ?? blankAgent(event.data), event),
    'continuity.HeartbeatReceived': (row, event) =>
      takeSigns(row ?? blankAgent(event.data), signsOfBeat(event)),
    'continuity.AgentProbed': (row, event) =>
      takeSigns(row ?? blankAgent(event.data), signsOfAgentProbe(event)),
    'continuity.AgentSignsKept': (row, { data }) => takeKept(row ?? blankAgent(data), data.signs),
  },
})

import type { Recorded } from '../../core/plugin-api.ts'
import type {
  AgentEvent,
  AgentRegistered,
  AgentRenamed,
  AgentRetired,
} from '../../plugins/continuity/events.ts'
import type { Agent } from '../../plugins/continuity/observations.ts'
import { type AgentRow, defaultEverySeconds } from '../../plugins/continuity/rows.ts'
import type { AgentSigns } from '../../plugins/continuity/signs.ts'
import {
  joinAgentSigns,
  newestOfAgent,
  noAgentSigns,
} from '../../plugins/continuity/signs/join-signs.ts'

/** What the board's stream tells of an agent. */
export type MembershipEvent = AgentRegistered | AgentRenamed | AgentRetired

/** The row of an agent of which nothing is known but its id and its board. */
export function blankAgent({ agentId, boardId }: Agent): AgentRow {
  return {
    agent_id: agentId,
    board_id: boardId,
    name: '',
    registered_at: null,
    registered_revision: null,
    retired_at: null,
    board_revision: null,
    agent_revision: null,
    every_seconds: defaultEverySeconds,
    grace_seconds: null,
    schedule: null,
    runtime_session_id: null,
    probe: null,
    configured_at: null,
    paused_at: null,
    resumed_at: null,
    updated_at: null,
    continuity: 'new',
    continuity_reason: 'awaiting_first_heartbeat',
    continuity_since: null,
    continuity_event_id: null,
    signs: noAgentSigns,
    kept_until: null,
  }
}

/** Takes what the board decided about the agent. */
export function takeMembership(row: AgentRow, event: Recorded<MembershipEvent>): AgentRow {
  const revision = Number(event.revision)
  if (row.board_revision !== null && row.board_revision >= revision) return row
  const { receivedAt, data } = event
  const moved = { ...touched(row, receivedAt), board_revision: revision, name: data.name }
  switch (event.type) {
    case 'continuity.AgentRegistered':
      return { ...moved, registered_at: receivedAt, registered_revision: revision }
    case 'continuity.AgentRenamed':
      return moved
    case 'continuity.AgentRetired':
      return { ...moved, retired_at: receivedAt }
    default:
      return event satisfies never
  }
}

/** Takes what was decided in the agent's own stream. */
export function takeDecision(row: AgentRow, event: Recorded<AgentEvent>): AgentRow {
  const revision = Number(event.revision)
  if (row.agent_revision !== null && row.agent_revision >= revision) return row
  const { receivedAt } = event
  const moved = { ...touched(row, receivedAt), agent_revision: revision }
  switch (event.type) {
    case 'continuity.AgentConfigured':
      return { ...moved, ...settingsOf(event.data), configured_at: receivedAt }
    case 'continuity.AgentPaused':
      return { ...moved, paused_at: receivedAt }
    case 'continuity.AgentResumed':
      return { ...moved, paused_at: null, resumed_at: receivedAt }
    case 'continuity.Changed':
      return takeKept({ ...moved, ...standingOf(event) }, event.data.signs)
    default:
      return event satisfies never
  }
}

/** Takes what was seen of the agent. */
export function takeSigns(row: AgentRow, seen: AgentSigns): AgentRow {
  const signs = joinAgentSigns(row.signs, seen)
  return signs === row.signs ? row : { ...row, signs }
}

/** Takes what was kept of the agent. */
export function takeKept(row: AgentRow, kept: AgentSigns): AgentRow {
  const taken = takeSigns(row, kept)
  const until = newestOfAgent(kept)
  if (!until || (taken.kept_until && taken.kept_until >= until)) return taken
  return { ...taken, kept_until: until }
}

function touched(row: AgentRow, at: Date): AgentRow {
  return row.updated_at && row.updated_at >= at ? row : { ...row, updated_at: at }
}

function settingsOf(
  settings: Extract<AgentEvent, { type: 'continuity.AgentConfigured' }>['data'],
): Pick<AgentRow, 'every_seconds' | 'grace_seconds' | 'schedule' | 'runtime_session_id' | 'probe'> {
  return {
    every_seconds: settings.everySeconds,
    grace_seconds: settings.graceSeconds ?? null,
    schedule: settings.schedule ?? null,
    runtime_session_id: settings.runtimeSessionId,
    probe: settings.probe,
  }
}

function standingOf({
  id,
  data,
}: Recorded<Extract<AgentEvent, { type: 'continuity.Changed' }>>): Pick<
  AgentRow,
  'continuity' | 'continuity_reason' | 'continuity_since' | 'continuity_event_id'
> {
  return {
    continuity: data.to,
    continuity_reason: data.reason,
    continuity_since: new Date(data.becameTrueAt),
    continuity_event_id: id,
  }
}

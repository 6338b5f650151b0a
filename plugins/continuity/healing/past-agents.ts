import {
  followThings,
  type HealablePast,
  type HealableSubject,
  type PastThings,
  type Recorded,
} from '../../../core/plugin-api.ts'
import type { AgentRetired, Changed, RuntimeEvent } from '../events.ts'
import { defaultEverySeconds } from '../rows.ts'
import { illContinuities } from '../words.ts'
import { runtimeEvents, pastRuntime } from './runtimes.ts'

type AgentStanding = Changed | AgentRetired

/** So many intervals a cure has to show in; how often each agent was to beat is not known of the past. */
const intervals = 3

/** How agents stood in the past, and whether the runtimes of their boards were lost. */
export const pastOfAgents: HealablePast = {
  types: ['continuity.Changed', 'continuity.AgentRetired', ...runtimeEvents],
  showsWithinSeconds: intervals * defaultEverySeconds,
  follow: followAgents,
}

function followAgents(): PastThings {
  const agents = followThings(illContinuities, event =>
    isOfRuntime(event) ? undefined : pastAgent(event as Recorded<AgentStanding>),
  )
  const lost = new Map<string, HealableSubject>()
  return {
    take(event) {
      agents.take(event)
      if (!isOfRuntime(event)) return
      if (event.type === 'continuity.RuntimeLost') lost.set(event.data.boardId, pastRuntime(event))
      else lost.delete(event.data.boardId)
    },
    ailing: () =>
      agents.ailing().map(agent => {
        const above = lost.get(agent.boardId ?? '')
        return above ? { ...agent, above: { text: above.text, eventIds: above.eventIds } } : agent
      }),
  }
}

function isOfRuntime(event: Recorded): event is Recorded<RuntimeEvent> {
  return runtimeEvents.includes(event.type)
}

function pastAgent({ id, type, data, receivedAt }: Recorded<AgentStanding>): HealableSubject {
  const { agentId, boardId, name } = data
  const about = { id: agentId, subject: name, host: null, boardId, above: null, eventIds: [id] }
  const alarm = { kind: 'continuity', cause: `agent ${agentId}` }
  if (type === 'continuity.AgentRetired')
    return { ...about, alarm, state: 'gone', reason: null, since: receivedAt, text: 'It is gone.' }
  const { to: state, reason, becameTrueAt, text } = data
  return { ...about, alarm, state, reason, since: new Date(becameTrueAt), text }
}

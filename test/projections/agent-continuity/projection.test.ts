import t from 'tap'
import type { Recorded, Recording } from '../../../core/event.ts'
import { foldEvents } from '../../../core/projecting/fold.ts'
import { continuityEvents } from '../../../plugins/continuity/events.ts'
import { agent, agentReading, change } from '../../plugins/continuity/examples.ts'
import type { AgentEvent } from '../../../plugins/continuity/events.ts'
import type {
  AgentProbed,
  AgentSignsKept,
  HeartbeatReceived,
} from '../../../plugins/continuity/observations.ts'
import { agentFactsOf } from '../../../plugins/continuity/judging/agent-facts.ts'
import type { AgentRow } from '../../../plugins/continuity/rows.ts'
import projection from '../../../projections/agent-continuity/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'
import { beat, idOf, minute } from '../../plugins/continuity/stories.ts'

type Event = Parameters<typeof projection.keys>[0]

const rowOf = (events: readonly Event[]): AgentRow | undefined =>
  foldEvents(projection, events).get(agent.agentId)

function recorded<E extends AgentProbed | AgentSignsKept | AgentEvent>(
  event: E,
  n: number,
  atMinute: number,
): Recorded<E> {
  const at = minute(atMinute)
  const recording: Recording = {
    ...{ id: idOf(n), stream: 'agent-1', revision: BigInt(n), position: BigInt(1_000 + n) },
    ...{ receivedAt: at, recordedAt: at, metadata: {} },
  }
  return { ...event, ...recording }
}

await projectionContract(t, projection, continuityEvents, {
  observations: [
    'continuity.HeartbeatReceived',
    'continuity.AgentProbed',
    'continuity.AgentSignsKept',
  ],
})

t.test('a rebuild gives the same row whether or not beats and readings have expired', async t => {
  const beats: readonly Recorded<HeartbeatReceived>[] = [
    beat(1, 10, { status: 'busy', progress: { counter: 1, at: null }, runId: 'r1' }),
    beat(2, 20, { progress: { counter: 2, at: null } }),
    beat(3, 30, { progress: { counter: 2, at: null }, sentAt: minute(29).toISOString() }),
  ]
  const reading = recorded({ type: 'continuity.AgentProbed', data: agentReading }, 4, 31)
  const signs = rowOf([...beats, reading])?.signs
  if (!signs) throw new Error('there is no row')
  const kept = recorded({ type: 'continuity.AgentSignsKept', data: { ...agent, signs } }, 5, 40)
  const later = beat(6, 50)
  t.strictSame(rowOf([kept, later]), rowOf([...beats, reading, kept, later]))
  const carried = recorded({ type: 'continuity.Changed', data: { ...change, signs } }, 7, 60)
  t.strictSame(
    rowOf([carried]),
    rowOf([...beats, reading, carried]),
    'a transition carries them too',
  )
  t.strictSame(rowOf([kept])?.kept_until, minute(31))
})

t.test('an agent that is resumed is expected to beat from then on, not from before', async t => {
  const said = { ...agent, reason: null }
  const events = [
    recorded({ type: 'continuity.AgentPaused', data: said }, 1, 10),
    recorded({ type: 'continuity.AgentResumed', data: said }, 2, 500),
  ]
  const row = rowOf(events)
  if (!row) throw new Error('there is no row')
  t.match(row, { paused_at: null, resumed_at: minute(500) })
  t.strictSame(agentFactsOf({ ...row, registered_at: minute(0) }).expectedSince, minute(500))
})

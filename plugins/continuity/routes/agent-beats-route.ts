import Joi from 'joi'
import {
  DecklogError,
  defineRoute,
  type Host,
  inputs,
  type Recorded,
  type Route,
} from '../../../core/plugin-api.ts'
import type { AgentFinder } from '../beating/find-agents.ts'
import type { ContinuityConfig } from '../config.ts'
import type { ContinuityEvent } from '../events.ts'
import type { Agent } from '../observations.ts'
import { isFailedBeat } from '../signs/outcome.ts'
import { heartbeatStream } from '../streams.ts'

// A board has one stream of beats, so that those of all its agents are looked through: thousands of them beat often.
const mostLookedThrough = 5_000
// Each reads through the connection that everything else shares.
const mostAtOnce = 4

interface Beat {
  readonly at: Date
  readonly outcome: 'well' | 'failed'
  readonly status: string | null
  readonly event_id: string
}

interface Beats {
  readonly beats: readonly Beat[]
  /** Null: all that is kept was looked through. */
  readonly since: Date | null
}

/** The route that lists the beats of one agent; how far back it looks is bounded, and it says how far that was. */
export function agentBeatsRoute(
  host: Host<ContinuityConfig, ContinuityEvent>,
  finder: AgentFinder,
): Route {
  let running = 0
  return defineRoute<{ agent_id: string }, { limit: number }>({
    method: 'GET',
    path: '/api/v1/agents/{agent_id}/beats',
    scope: 'read',
    summary: `Lists the last beats of an agent, newest first, among the last ${mostLookedThrough.toLocaleString('en')} of its board.`,
    tags: ['agents'],
    params: Joi.object({ agent_id: inputs.uuid().required().description('Id of the agent.') }),
    query: Joi.object({
      limit: Joi.number().integer().min(1).max(500).default(120).description('Most beats.'),
    }),
    response,
    async handle({ params, query: { limit }, caller, signal }) {
      const agent = await finder.anyById(params.agent_id, caller)
      if (running >= mostAtOnce) throw busy()
      running += 1
      try {
        const found = await readBeats(host, agent, { limit, signal })
        return { body: { agent_id: agent.agentId, ...found } }
      } finally {
        running -= 1
      }
    },
  })
}

const response = Joi.object({
  agent_id: inputs.uuid().required(),
  beats: Joi.array()
    .items(
      Joi.object({
        at: inputs.time().required().description('When it was received.'),
        outcome: Joi.valid('well', 'failed')
          .required()
          .description('`failed`: it said that its work failed.'),
        status: Joi.string().allow(null).required().description('Its word about itself.'),
        event_id: inputs.uuid().required().description('The event that it is.'),
      }),
    )
    .required(),
  since: inputs
    .time()
    .allow(null)
    .required()
    .description('Of before this time nothing was looked at; null: all that is kept was.'),
})

async function readBeats(
  host: Pick<Host<ContinuityConfig, ContinuityEvent>, 'read'>,
  { boardId, agentId }: Agent,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<Beats> {
  const beats: Beat[] = []
  const newest = { direction: 'backwards', limit: mostLookedThrough, signal } as const
  let looked = 0
  for await (const event of host.read(heartbeatStream(boardId), newest)) {
    looked += 1
    if (event.type === 'continuity.HeartbeatReceived' && event.data.agentId === agentId)
      beats.push(beatOf(event))
    if (beats.length === limit || looked === mostLookedThrough)
      return { beats, since: event.receivedAt }
  }
  return { beats, since: null }
}

function beatOf({
  id,
  receivedAt,
  data,
}: Recorded<Extract<ContinuityEvent, { type: 'continuity.HeartbeatReceived' }>>): Beat {
  return {
    at: receivedAt,
    outcome: isFailedBeat(data) ? 'failed' : 'well',
    status: data.status,
    event_id: id,
  }
}

function busy(): DecklogError {
  const message = 'Too many requests read beats at once.'
  return new DecklogError('DECKLOG_RATE_LIMITED', message, { retryAfterSeconds: 1 })
}

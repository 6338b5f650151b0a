import Joi from 'joi'
import {
  type Call,
  commandOf,
  createRunProgram,
  DecklogError,
  defineRoute,
  environment,
  type Host,
  inputs,
  notFound,
  type Route,
} from '../../../core/plugin-api.ts'
import type { RolloutConfig } from '../config.ts'
import type { RolloutEvent } from '../events.ts'
import { outcomes } from './events.ts'
import { targetDecider, targetStream } from './target.ts'
import type { TargetRow } from './target-row.ts'
import { type Watched, watchedOf, watchTarget } from './watch-target.ts'

type RolloutHost = Host<RolloutConfig, RolloutEvent>

const params = Joi.object({
  id: Joi.string().max(40).required().description('Name of the target.'),
})

/** POST /api/v1/targets/{id}/look: looks now, and records what has changed. */
export function lookNowRoute(host: RolloutHost): Route {
  const run = createRunProgram({ env: environment })
  const parts = { host, run, seenRightAt: new Map<string, Date>(), records: 'every look' } as const
  return defineRoute<{ id: string }>({
    method: 'POST',
    path: '/api/v1/targets/{id}/look',
    scope: 'operate',
    revision: 'none',
    summary: 'Looks now whether a target runs what was approved, and records what has changed.',
    tags: ['rollout'],
    params,
    response: Joi.object({
      target: Joi.string().required(),
      outcome: Joi.valid(...outcomes, 'unsettled')
        .required()
        .description('`unsettled`: looks did not agree; nothing was recorded.'),
      text: Joi.string().required(),
    }),
    shows: ['targets'],
    handle: async ({ params: { id }, caller, signal }) => {
      requireAllBoards(caller)
      const watched = findWatched(host, id)
      const came = await watchTarget(parts, watched, signal)
      if (came.outcome === 'unsettled')
        return { body: { target: id, outcome: 'unsettled', text: 'The looks did not agree.' } }
      const { looked, position } = came
      return { body: { target: id, outcome: looked.seen.outcome, text: looked.text }, position }
    },
  })
}

function findWatched({ config, machine }: RolloutHost, id: string): Watched {
  const watched = watchedOf(config).find(({ name }) => name === id)
  if (!watched) throw notFound('watched target')
  const only = watched.target.drift.host ?? machine.name
  if (only === machine.name) return watched
  throw new DecklogError('DECKLOG_REFUSED', `${id} is looked at by the machine ${only} alone.`)
}

/** POST /api/v1/targets/{id}/forget: ends what stands of a target that nobody looks at any more. */
export function forgetTargetRoute(host: RolloutHost): Route {
  return defineRoute<{ id: string }, unknown, { reason: string }>({
    method: 'POST',
    path: '/api/v1/targets/{id}/forget',
    scope: 'operate',
    revision: 'none',
    summary:
      'Ends what stands of a target that is not looked at any more; looked at again, it is known again.',
    tags: ['rollout'],
    params,
    payload: Joi.object({ reason: inputs.words(500).required().description('Why.') }).required(),
    response: Joi.object({ forgotten: Joi.string().required().description('Its name.') }),
    shows: ['targets'],
    handle: async call => {
      const { id } = call.params
      requireAllBoards(call.caller)
      const { rows } = await host.rows<Pick<TargetRow, 'is_watched'>>('targets', {
        ...{ keys: [id], columns: ['is_watched'] },
      })
      if (rows.length === 0) throw notFound('target')
      const { position } = await host.execute(targetDecider, {
        ...commandOf(call, 'left out'),
        stream: targetStream(id),
        command: { type: 'drop', target: id, reason: call.payload.reason },
      })
      return { body: { forgotten: id }, position }
    },
  })
}

// A target is no board's: what is recorded of it is read by all.
function requireAllBoards({ boards }: Pick<Call['caller'], 'boards'>): void {
  if (boards === null) return
  throw new DecklogError('DECKLOG_FORBIDDEN', 'A token that is limited to boards has no targets.')
}

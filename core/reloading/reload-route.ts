import Joi from 'joi'
import { DecklogError, isDecklogError } from '../errors.ts'
import { defineRoute, type Route } from '../http/route.ts'
import type { Reload } from './reload.ts'

/** POST /api/v1/config/reload. */
export function reloadRoute(reload: Reload): Route {
  return defineRoute({
    method: 'POST',
    path: '/api/v1/config/reload',
    revision: 'none',
    scope: 'admin',
    tags: ['rules'],
    summary:
      'Reads the configuration of this process anew and puts it in force without a restart: all of it, or, when something is wrong or needs a restart, nothing.',
    payload: Joi.object({}),
    response: Joi.object({
      changed: Joi.array()
        .items(Joi.string())
        .required()
        .description('The settings that have taken effect: `plugins.gsd.gates`.'),
      rules: Joi.array()
        .items(Joi.object({ plugin: Joi.string().required(), digest: Joi.string().required() }))
        .required()
        .description('The plugins whose rules are others now.'),
    }),
    handle: async ({ caller }) => ({ body: { ...(await reload(caller.actor).catch(refuse)) } }),
  })
}

// What is wrong with the configuration is no fault of Decklog here: nothing has taken effect.
function refuse(error: unknown): never {
  if (!isDecklogError(error, 'DECKLOG_CONFIG_INVALID', 'DECKLOG_PLUGIN_INVALID')) throw error
  const { message, fields = [] } = error
  throw new DecklogError('DECKLOG_VALIDATION', message, { fields, cause: error })
}

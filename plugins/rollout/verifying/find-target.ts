import Joi from 'joi'
import { invalidField } from '../../../core/plugin-api.ts'
import { type RolloutConfig, rolloutConfig } from '../config.ts'
import type { Target } from '../target-config.ts'

/** Finds a target by its name; DECKLOG_VALIDATION says which there are. */
export function findTarget(
  config: RolloutConfig,
  { name, apiUrl }: { readonly name: string; readonly apiUrl: string },
): Target {
  if (name === 'self') return selfTarget(apiUrl)
  const target = Object.hasOwn(config.targets, name) ? config.targets[name] : undefined
  if (target) return target
  const known = ['self', ...Object.keys(config.targets)].join(', ')
  throw invalidField('target', `is none of ${known}`)
}

// What a Mission Control calls: without these a Decklog is of no use to it.
const routes = [
  ['get', '/api/v1/runtime/ops/disk-guard'],
  ['get', '/api/v1/boards/{board_id}/agent-continuity'],
  ['post', '/api/v1/agent/heartbeat'],
  ['get', '/api/v1/gsd-runs'],
  ['patch', '/api/v1/gsd-runs/{run_id}'],
  ['post', '/api/v1/runtime/verification/execute'],
].map(([method, path]) => ({ method, path }))

/** The target `self`: the Decklog whose API listens at `apiUrl`. */
function selfTarget(apiUrl: string): Target {
  const self = {
    health: [{ url: `${apiUrl}/readyz`, contains: '"ok":true' }],
    openapi: { url: `${apiUrl}/openapi.json`, routes },
  }
  const { targets } = Joi.attempt({ targets: { here: self } }, rolloutConfig([]))
  const target = targets['here']
  if (!target) throw new Error('The target self is not configured')
  return target
}

import { DecklogError } from '../../../core/errors.ts'
import type { RolloutConfig, Target } from '../config.ts'
import { selfTarget } from './self-target.ts'

/** Finds a target by its name; DECKLOG_VALIDATION says which there are. */
export function findTarget(
  config: RolloutConfig,
  { name, apiUrl }: { readonly name: string; readonly apiUrl: string },
): Target {
  if (name === 'self') return selfTarget(apiUrl)
  const target = Object.hasOwn(config.targets, name) ? config.targets[name] : undefined
  if (target) return target
  const known = ['self', ...Object.keys(config.targets)].join(', ')
  const message = `is none of ${known}`
  throw new DecklogError('DECKLOG_VALIDATION', `The field target ${message}.`, {
    fields: [{ field: 'target', message }],
  })
}

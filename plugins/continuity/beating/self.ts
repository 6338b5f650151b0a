import type Joi from 'joi'
import { type Actor, DecklogError, inputs } from '../../../core/plugin-api.ts'
import type { KnownAgent } from './roster.ts'

/** Tells whether a caller may beat for others: all may but agents. */
export function speaksForOthers({ kind }: Actor): boolean {
  return kind !== 'agent'
}

/** The id under which an agent registers itself: the subject of its token, where that is an id; undefined: any. */
export function idOfNew(actor: Actor): string | undefined {
  const { value, error } = schema.validate(actor.id)
  return speaksForOthers(actor) || error ? undefined : value
}

const schema: Joi.StringSchema = inputs.uuid().required()

/**
 * Throws DECKLOG_FORBIDDEN when a caller is an agent, and another one: the subject of its token is the id of the agent that it is,
 * or, where it is no id, its name.
 */
export function requireSelf(
  agent: { readonly agentId: KnownAgent['agentId'] | undefined; readonly name: string },
  actor: Actor,
): void {
  if (speaksForOthers(actor)) return
  const id = idOfNew(actor)
  if (id === undefined ? agent.name === actor.id : agent.agentId === id) return
  throw new DecklogError('DECKLOG_FORBIDDEN', 'This is the token of another agent.')
}

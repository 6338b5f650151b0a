import { validate } from 'uuid'

/** Whether somebody, as `kind:id`, is a person: services, agents and systems never are, whatever they are called. */
export function isPerson(actor: string): boolean {
  return actor.startsWith('person:')
}

/** Tells whether two actors are one: the same id in any case and of whatever kind, so that nobody is two by having two tokens. */
export function isSame(one: string, other: string): boolean {
  return one !== '' && idOf(one) === idOf(other)
}

/** Tells whether an actor is among others. */
export function isAmong(actor: string, others: readonly string[]): boolean {
  return others.some(other => isSame(actor, other))
}

/** Tells whether a member of a role, as the configuration names it, is an actor: of the same kind, in any case. */
export function isMember(member: string, actor: string): boolean {
  return folded(member) === folded(actor)
}

/** The id of a person by whom Mission Control knows a user, which is a UUID; null for anybody else. */
export function userIdOf(actor: string): string | null {
  const id = idOf(actor)
  return isPerson(actor) && validate(id) ? id : null
}

function idOf(actor: string): string {
  return folded(actor.slice(actor.indexOf(':') + 1))
}

function folded(text: string): string {
  // By way of capitals, which fold what has no capital of its own: ß is ss.
  return text.normalize('NFKC').toUpperCase().toLowerCase()
}

import {
  digestOf,
  type Healable,
  type HealableSubject,
  type Look,
  pressures,
  redact,
  secretsInArguments,
} from '../../../core/plugin-api.ts'
import type { Policy } from '../policy.ts'
import type { About, Ailment, Plan } from '../events.ts'
import { recoveryIdOf } from '../streams.ts'

/** The words for how a thing ails that a policy is for. */
export function statesOf({ for: { level, states } }: Pick<Policy, 'for'>): readonly string[] {
  return level === undefined ? states : [...states, ...pressures.slice(pressures.indexOf(level))]
}

/** Tells whether a policy is for a thing, however that stands. */
export function isFor({ for: what }: Policy, kind: string, subject: HealableSubject): boolean {
  const { hosts, boards, subjects } = what
  if (what.kind !== kind) return false
  if (hosts.length > 0 && !(subject.host !== null && hosts.includes(subject.host))) return false
  if (boards.length > 0 && !(subject.boardId !== null && boards.includes(subject.boardId)))
    return false
  return subjects.length === 0 || subjects.some(pattern => fits(pattern, subject.subject))
}

/** Tells whether it ails as a policy says. */
export function isAiling(policy: Policy, { state, reason }: HealableSubject): boolean {
  const { reasons } = policy.for
  if (!statesOf(policy).includes(state)) return false
  return reasons.length === 0 || (reason !== null && reasons.includes(reason))
}

function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

/**
 * Tells whether a state is one that a policy was to lead to: none in which such a thing ails, or a better one of its scale. What cannot
 * be read is not well.
 */
export function isWell(healable: Healable, state: string, ails: readonly string[]): boolean {
  if (!healable.states.includes(state)) return true
  const { scale = [] } = healable
  const [at, least] = [scale.indexOf(state), scale.findIndex(one => ails.includes(one))]
  return at >= 0 && least >= 0 && at < least
}

/** How a thing stands that a policy was for. */
export function standingOf(
  healable: Healable,
  look: Look | undefined,
  ails: readonly string[],
): 'ailing' | 'well' | 'gone' {
  if (!look) return 'gone'
  return isWell(healable, look.state, ails) ? 'well' : 'ailing'
}

const cut = (text: string, most: number): string => text.slice(0, most)

/** Names one policy and one thing. */
export function aboutOf(policy: string, kind: string, subject: HealableSubject): About {
  const { id: subjectId, subject: name, host, boardId } = subject
  const recoveryId = recoveryIdOf(policy, kind, subjectId)
  return { recoveryId, policy, kind, subjectId, subject: cut(name, 500), host, boardId }
}

const mostIds = 50

/** How a thing ails, as events tell it. */
export function ailmentOf({ state, reason, text, eventIds }: HealableSubject): Ailment {
  return { state, reason, text: cut(text, 1_000), eventIds: eventIds.slice(0, mostIds) }
}

/** What it ails of, as long as that is the same. */
export function episodeOf({ state, eventIds }: HealableSubject): string {
  return cut(`${state} ${eventIds[0] ?? ''}`, 200)
}

/** What a policy would do about a thing, and where; undefined: it is on no machine, and the policy names none. */
export function planOf(
  { node, action }: Pick<Policy, 'node' | 'action'>,
  { host }: Pick<HealableSubject, 'host'>,
): Plan | undefined {
  const where = node ?? host
  if (where === null) return undefined
  const known = planned.get(action)?.get(where)
  if (known) return known
  const digest = digestOf({ action, node: where })
  const plan: Plan = { node: where, action: { ...saidOf(action), digest } }
  const ofAction = planned.get(action) ?? new Map<string, Plan>()
  planned.set(action, ofAction.set(where, plan))
  return plan
}

// It is asked for of everything that ails, at every look; an action is never changed, but replaced.
const planned = new WeakMap<Policy['action'], Map<string, Plan>>()

function saidOf({ run, http, own }: Policy['action']): Pick<Plan['action'], 'kind' | 'says'> {
  const most = 2_000
  if (run) {
    const says = redact(run.argv.join(' '), secretsInArguments(run.argv), { fewest: 3 })
    return { kind: 'run', says: cut(says, most) }
  }
  if (http) return { kind: 'http', says: cut(redact(`${http.method} ${http.url}`, []), most) }
  return { kind: 'own', says: cut(`${own?.name} ${JSON.stringify(own?.with)}`, most) }
}

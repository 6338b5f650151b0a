import type { RecoveryConfig } from '../config.ts'
import type { Consider, Quiet } from '../deciding/commands.ts'
import { recoveryDecider } from '../deciding/recovery.ts'
import type { Recovery } from '../deciding/state.ts'
import type { AttemptEvent } from '../events.ts'
import { recoveryIdOf } from '../streams.ts'
import { aboutOf, ailmentOf, episodeOf, planOf } from './matching.ts'
import { type Hold, isDue, limitsOf, quietOf } from './quiet.ts'
import { type Candidate, type KnownRow, triedBy, type World } from './world.ts'

/** How what was decided reaches the world. */
export interface Trying {
  readonly config: Pick<RecoveryConfig, 'settle' | 'atOnce' | 'startWithin'>
  /** Asks those who may hold an attempt back. */
  hold(candidate: Candidate): Promise<Hold>
  /** Decides anew by the stream itself, and records what follows. */
  execute(command: Consider): Promise<readonly AttemptEvent[]>
  newId(): string
}

/**
 * Considers all that ails, one after another: one attempt at a time for each thing, whatever the policies, and so many at a time in all.
 * What its row already answers costs no look at its stream.
 */
export async function tryAll(world: World, trying: Trying, signal: AbortSignal): Promise<void> {
  const open = new Set(
    [...world.rows.values()]
      .filter(row => row.state.open?.how === 'done')
      .map(row => `${row.kind} ${row.subject_id}`),
  )
  for (const candidate of world.candidates) {
    if (signal.aborted) return
    const { kind, subject } = candidate
    const thing = `${kind} ${subject.id}`
    const state = triedBy(world, recoveryIdOf(candidate.policy.name, kind, subject.id))
    if (open.has(thing) || (!isDue(candidate, world) && state.wish?.from !== 'person')) continue
    const named = { policy: candidate.policy.name, kind, subject_id: subject.id }
    const others = othersOf(named, world)
    const begun = await tryOne({ candidate, world, trying, state, others, open: open.size })
    if (begun.some(({ type }) => type === 'recovery.Requested')) open.add(thing)
  }
}

interface One {
  readonly candidate: Candidate
  readonly world: World
  readonly trying: Trying
  readonly state: Recovery
  readonly others: readonly number[]
  readonly open: number
}

async function tryOne(one: One): Promise<readonly AttemptEvent[]> {
  const { candidate, world, trying, state, open } = one
  const quiet = quietOf(candidate, world, { ...trying.config, open })
  // A person's wish waits for its turn like any other.
  if (state.wish?.from === 'person' && open >= trying.config.atOnce) return []
  const command = commandOf(one, { quiet, denied: null })
  const foreseen = recoveryDecider.decide(command, state)
  if (foreseen.length === 0) return []
  if (!foreseen.some(isAttempt)) return trying.execute(command)
  const hold = await trying.hold(candidate)
  return trying.execute(commandOf(one, { quiet: quiet ?? hold.quiet, denied: hold.denied }))
}

function isAttempt({ type }: AttemptEvent): boolean {
  return type === 'recovery.Requested' || type === 'recovery.Suggested'
}

function commandOf({ candidate, world, trying, others }: One, hold: Hold): Consider {
  const { policy, kind, subject } = candidate
  const { now } = world
  const plan = planOf(policy, subject)
  return {
    type: 'consider',
    about: aboutOf(policy.name, kind, subject),
    limits: limitsOf(policy),
    ailment: ailmentOf(subject),
    plan: plan ?? nowhere,
    episode: episodeOf(subject),
    ...(plan ? hold : { quiet: noNode, denied: noNode }),
    othersMs: others,
    attemptId: trying.newId(),
    startBy: new Date(now.getTime() + trying.config.startWithin * 1_000),
    now,
  }
}

const noNode: Quiet = {
  why: 'no_node',
  text: 'It is on no machine that is known, and the policy names no node.',
  eventIds: [],
}
// Never recorded: without a machine nothing is requested.
const nowhere: Consider['plan'] = {
  node: '',
  action: { kind: 'run', says: '', digest: '0'.repeat(64) },
}

/** When other policies tried the same thing. */
export function othersOf(
  { policy, kind, subject_id: id }: Pick<KnownRow, 'policy' | 'kind' | 'subject_id'>,
  { rows }: Pick<World, 'rows'>,
): readonly number[] {
  return [...rows.values()]
    .filter(row => row.kind === kind && row.subject_id === id)
    .filter(row => row.policy !== policy)
    .flatMap(row => row.state.triedMs)
}

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
  readonly config: TurnConfig
  /** Asks those who may hold an attempt back. */
  hold(candidate: Candidate): Promise<Hold>
  /** Decides anew by the stream itself, and records what follows. */
  execute(command: Consider): Promise<readonly AttemptEvent[]>
  newId(): string
}

type TurnConfig = Pick<RecoveryConfig, 'settle' | 'atOnce' | 'startWithin'>

/**
 * Considers all that ails, one after another: one attempt at a time for each thing, whatever the policies, and so many at a time in all.
 * What its row already answers costs no look at its stream.
 */
export async function tryAll(world: World, trying: Trying, signal: AbortSignal): Promise<void> {
  for (const turn of turnsOf(world, trying.config)) {
    if (signal.aborted) return
    turn.takes(await tryOne(turn, trying))
  }
}

/** A thing that ails and is due, whose turn it is. */
export interface Turn {
  readonly candidate: Candidate
  readonly world: World
  readonly config: TurnConfig
  readonly state: Recovery
  readonly others: readonly number[]
  /** So many attempts are open. */
  readonly open: number
  /** Is told what came of it before the next has its turn. */
  takes(came: readonly AttemptEvent[]): void
}

/** Whose turn it is, one after another. */
export function* turnsOf(world: World, config: TurnConfig): Generator<Turn> {
  const open = new Set(
    [...world.rows.values()]
      .filter(row => row.state.open?.how === 'done')
      .map(row => `${row.kind} ${row.subject_id}`),
  )
  const tried = triedOn(world)
  for (const candidate of world.candidates) {
    const { kind, subject } = candidate
    const thing = `${kind} ${subject.id}`
    const state = triedBy(world, recoveryIdOf(candidate.policy.name, kind, subject.id))
    if (open.has(thing) || (!isDue(candidate, world) && state.wish?.from !== 'person')) continue
    const others = (tried.get(thing) ?? [])
      .filter(({ policy }) => policy !== candidate.policy.name)
      .flatMap(row => row.state.triedMs)
    const takes: Turn['takes'] = came => {
      if (came.some(({ type }) => type === 'recovery.Requested')) open.add(thing)
    }
    yield { ...{ candidate, world, config, state, others, takes }, open: open.size }
  }
}

async function tryOne(turn: Turn, trying: Trying): Promise<readonly AttemptEvent[]> {
  const attemptId = trying.newId()
  const { foreseen, command } = foresee(turn, attemptId)
  if (!foreseen.some(isAttempt)) return foreseen.length === 0 ? [] : trying.execute(command)
  return trying.execute(commandOf(turn, attemptId, await trying.hold(turn.candidate)))
}

/** What would be decided, as far as the world itself tells: before others are asked. */
export function foresee(
  turn: Turn,
  attemptId: string,
): { readonly command: Consider; readonly foreseen: readonly AttemptEvent[] } {
  const { state, open, config } = turn
  const command = commandOf(turn, attemptId, { quiet: null, denied: null })
  // A person's wish waits for its turn like any other.
  const waits = state.wish?.from === 'person' && open >= config.atOnce
  return { command, foreseen: waits ? [] : recoveryDecider.decide(command, state) }
}

/** Whether an event is one that others are asked about first. */
export function isAttempt({ type }: AttemptEvent): boolean {
  return type === 'recovery.Requested' || type === 'recovery.Suggested'
}

/** Has what ails considered, with what those said who may hold an attempt back. */
export function commandOf(
  { candidate, world, config, others, open }: Turn,
  attemptId: string,
  hold: Hold,
): Consider {
  const { policy, kind, subject } = candidate
  const { now } = world
  const plan = planOf(policy, subject)
  const quiet = quietOf(candidate, world, { ...config, open }) ?? hold.quiet
  return {
    type: 'consider',
    about: aboutOf(policy.name, kind, subject),
    limits: limitsOf(policy),
    ailment: ailmentOf(subject),
    plan: plan ?? nowhere,
    episode: episodeOf(subject),
    ...(plan ? { quiet, denied: hold.denied } : { quiet: noNode, denied: noNode }),
    othersMs: others,
    attemptId,
    startBy: new Date(now.getTime() + config.startWithin * 1_000),
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

/** What was tried on each thing, by whatever policy. */
function triedOn({ rows }: Pick<World, 'rows'>): ReadonlyMap<string, readonly KnownRow[]> {
  const found = new Map<string, KnownRow[]>()
  for (const row of rows.values()) {
    const thing = `${row.kind} ${row.subject_id}`
    const known = found.get(thing)
    if (known) known.push(row)
    else found.set(thing, [row])
  }
  return found
}

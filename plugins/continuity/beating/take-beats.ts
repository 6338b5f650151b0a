import {
  type Caller,
  createPace,
  createValidator,
  DecklogError,
  type ErrorCode,
  type FieldError,
  isDecklogError,
  mapYielding,
  notValid,
} from '../../../core/plugin-api.ts'
import { listedBeat, type NamedBeat } from './beat-input.ts'
import type { AgentFinder } from './find-agents.ts'
import type { KnownAgent } from './roster.ts'
import type { TakeBeat, TakenBeat } from './take-beat.ts'

/** What became of one beat of a list. */
export interface ListedOutcome {
  readonly outcome: 'accepted' | 'refused'
  readonly agent_id: string | null
  readonly event_id: string | null
  readonly code: ErrorCode | null
  readonly detail: string | null
  readonly errors: readonly FieldError[]
}

/** What became of a list, in its order, and the last position of what was taken. */
export interface TakenBeats {
  readonly outcomes: readonly ListedOutcome[]
  readonly position: bigint | undefined
}

interface Taking {
  readonly finder: AgentFinder
  readonly take: TakeBeat
}

interface Request {
  readonly caller: Caller
  readonly idempotencyKey?: string
}

// These say nothing about a beat, but that none could be taken.
const outages: readonly ErrorCode[] = [
  'DECKLOG_LEDGER_UNAVAILABLE',
  'DECKLOG_OUTCOME_UNKNOWN',
  'DECKLOG_SHUTTING_DOWN',
]

/** Takes each beat of a list, whatever becomes of the others. Throws when none was taken for want of a ledger. */
export async function takeBeats(
  { finder, take }: Taking,
  list: readonly unknown[],
  { caller, idempotencyKey }: Request,
): Promise<TakenBeats> {
  const parsed = await mapYielding(list, parse)
  const find = createFinding(finder, parsed, caller)
  const pace = createPace()
  const takeOne = async (beat: NamedBeat | DecklogError, index: number): Promise<TakenBeat> => {
    if (beat instanceof DecklogError) throw beat
    const agent = await find(beat)
    const key = idempotencyKey === undefined ? {} : { idempotencyKey: `${idempotencyKey} ${index}` }
    // All beats of a board have waited for the same look-up.
    return pace(() => take({ agent, input: beat, actor: caller.actor, ...key }))
  }
  const settling = await mapYielding(parsed, async (beat, index) => {
    const [settled] = await Promise.allSettled([takeOne(beat, index)])
    return settled
  })
  const settled = await Promise.all(settling)
  const failures = settled.flatMap(one => (one.status === 'rejected' ? [one.reason] : []))
  const outage = failures.find(error => isDecklogError(error, ...outages))
  if (outage && failures.length === settled.length) throw outage
  const taken = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value.position] : []))
  return {
    outcomes: settled.map(one =>
      one.status === 'rejected' ? refused(one.reason) : accepted(one.value),
    ),
    position: taken.length === 0 ? undefined : taken.reduce((a, b) => (a > b ? a : b)),
  }
}

// The names of a board are looked up together, so that new agents are registered at once.
function createFinding(
  finder: AgentFinder,
  beats: readonly (NamedBeat | DecklogError)[],
  caller: Caller,
): (beat: NamedBeat) => Promise<KnownAgent> {
  const namesOf = new Map<string, string[]>()
  for (const beat of beats) {
    if (beat instanceof DecklogError || beat.name === undefined) continue
    const boardId = beat.board_id ?? ''
    namesOf.set(boardId, [...(namesOf.get(boardId) ?? []), beat.name])
  }
  const found = new Map(
    [...namesOf].map(([boardId, names]) => [boardId, finder.byNames(boardId, names, caller)]),
  )
  for (const looking of found.values()) looking.catch(() => {})
  return async ({ agent_id: agentId, name = '', board_id: boardId = '' }) => {
    if (agentId !== undefined) return finder.beatingById(agentId, caller)
    const agentOf = await (found.get(boardId) ?? finder.byNames(boardId, [name], caller))
    return agentOf(name)
  }
}

const check = createValidator<NamedBeat>(listedBeat.required())

function parse(item: unknown): NamedBeat | DecklogError {
  const { value, errors } = check(item)
  return errors.length === 0 ? value : notValid(errors)
}

function accepted({ agent, eventId }: TakenBeat): ListedOutcome {
  return {
    ...{ outcome: 'accepted', code: null, detail: null, errors: [] },
    ...{ agent_id: agent.agentId, event_id: eventId },
  }
}

function refused(reason: unknown): ListedOutcome {
  const error = isDecklogError(reason)
    ? reason
    : new DecklogError('DECKLOG_INTERNAL', 'This beat could not be taken.')
  return {
    ...{ outcome: 'refused', agent_id: null, event_id: null },
    ...{ code: error.code, detail: error.message, errors: error.fields ?? [] },
  }
}

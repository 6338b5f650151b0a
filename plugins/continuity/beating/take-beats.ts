import {
  type Caller,
  createValidator,
  DecklogError,
  mapYielding,
  notValid,
  takeList,
  type TakenList,
} from '../../../core/plugin-api.ts'
import { listedBeat, type NamedBeat } from './beat-input.ts'
import type { AgentFinder } from './find-agents.ts'
import type { KnownAgent } from './roster.ts'
import type { TakeBeat } from './take-beat.ts'

interface Taking {
  readonly finder: AgentFinder
  readonly take: TakeBeat
}

interface Request {
  readonly caller: Caller
  readonly idempotencyKey?: string
}

/** Takes each beat of a list, whatever becomes of the others. Throws when none was taken for want of a ledger. */
export async function takeBeats(
  { finder, take }: Taking,
  list: readonly unknown[],
  { caller, idempotencyKey }: Request,
): Promise<TakenList<'agent_id'>> {
  const parsed = await mapYielding(list, parse)
  const find = createFinding(finder, parsed, caller)
  return takeList(parsed, {
    ...{ field: 'agent_id', failed: 'This beat could not be taken.', idempotencyKey },
    async take(beat, { pace, key }) {
      if (beat instanceof DecklogError) throw beat
      const agent = await find(beat)
      // All beats of a board have waited for the same look-up.
      const beaten = await pace(() => take({ agent, input: beat, actor: caller.actor, ...key }))
      return { id: beaten.agent.agentId, eventId: beaten.eventId, position: beaten.position }
    },
  })
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

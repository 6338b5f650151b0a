import { type Actor, type EventMetadata, formatActor } from '../../../core/plugin-api.ts'
import type { RunEvent } from '../events.ts'
import type { Run } from '../run.ts'
import type { Change, Deciding, Issued } from './command.ts'
import { evolve } from './evolve.ts'

/** What a rule knows beside the run. */
export interface Context extends Deciding {
  readonly change: Change
  /** Revision of the last transition before this command. */
  readonly transitionRevision: number
}

/** One subject of a change: answers the events that follow from it, or refuses. */
export type Rule = (run: Run, context: Context) => readonly RunEvent[]

/** Applies rules one after the other, each to the run as those before have left it. */
export function applyRules(
  start: Run,
  rules: readonly Rule[],
  context: Context,
): readonly RunEvent[] {
  let run: Run | null = start
  const events: RunEvent[] = []
  for (const rule of rules) {
    const more: readonly RunEvent[] = run === null ? [] : rule(run, context)
    events.push(...more)
    for (const event of more) run = foresee(run, event, context)
  }
  return events
}

/** The run as it will be when an event has been recorded. */
export function foresee(
  run: Run | null,
  event: RunEvent,
  { by: { actor, at } }: Pick<Issued, 'by'>,
): Run | null {
  const received = new Date(at)
  return evolve(run, {
    ...event,
    ...{ id: '', stream: '', revision: -1n, position: -1n },
    ...{ receivedAt: received, recordedAt: received, metadata: metadataOf(actor) },
  })
}

function metadataOf(actor: Actor): EventMetadata {
  const { via } = actor
  return { actor: formatActor(actor), ...(via === undefined ? {} : { via: formatActor(via) }) }
}

import type { DecklogError } from '../../../core/errors.ts'
import type { GateDecided, RunEvent } from '../events.ts'
import type { Run } from '../run.ts'
import { refused } from './refused.ts'

/** The decisions by which gates refused a step. */
export function denialsOf(events: readonly RunEvent[]): readonly GateDecided[] {
  return events.flatMap(event =>
    event.type === 'gsd.GateDecided' && event.data.effect === 'refused' ? [event] : [],
  )
}

/** The refusal that names the decisions of gates behind it. */
export function denied(
  denials: readonly GateDecided[],
  { run, at }: { readonly run: Run | null; readonly at: string },
): DecklogError {
  const decisions = denials.map(({ data: { decisionId, step, decision, gates } }) => ({
    ...{ id: decisionId, stage: step, decision, gates },
  }))
  return refused('gate_denied', { run, at, extra: { gate_decisions: decisions } })
}

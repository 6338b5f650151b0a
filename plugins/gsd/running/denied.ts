import type { DecklogError } from '../../../core/plugin-api.ts'
import type { GateReply } from '../events/gate-events.ts'
import type { GateDecided, RunEvent } from '../events.ts'
import type { Step } from '../stage.ts'
import type { Deciding } from './command.ts'
import { refused } from './refused.ts'

/** The decisions by which gates refused a step. */
export function denialsOf(events: readonly RunEvent[]): readonly GateDecided[] {
  return events.flatMap(event =>
    event.type === 'gsd.GateDecided' && event.data.effect === 'refused' ? [event] : [],
  )
}

/** What the gates of a decision said, by its id. */
export type RepliesOf = (decisionId: string) => readonly GateReply[]

/** The refusal that says in full which gates denied, and why. */
export function denied(
  denials: readonly GateDecided[],
  context: Pick<Deciding, 'before' | 'by'>,
  repliesOf: RepliesOf,
): DecklogError {
  const told = denials.map(({ data }) => ({ data, replies: repliesOf(data.decisionId) }))
  return refused('gate_denied', context, {
    detail: told.map(({ data, replies }) => sentence(data.step, replies)).join(' '),
    extra: {
      gate_decisions: told.map(({ data: { decisionId, step, decision, gates }, replies }) => ({
        ...{ id: decisionId, stage: step, decision },
        gates: gates.map(asked => ({ ...asked, reasons: reasonsOf(asked.gate, replies) })),
      })),
    },
    denied: denials.flatMap(({ data: { step, gates } }) =>
      gates.filter(({ decision }) => decision === 'deny').map(({ gate }) => ({ step, gate })),
    ),
  })
}

function sentence(step: Step, replies: readonly GateReply[]): string {
  const denying = replies.filter(({ answer }) => answer?.decision === 'deny')
  const whys = denying.map(({ gate, answer }) => {
    const texts = answer?.reasons.filter(({ decision }) => decision === 'deny') ?? []
    return `gate ${gate}: ${texts.map(({ code, text }) => `${text} (${code})`).join(' ')}`
  })
  const what = step === 'completion' ? 'Completing' : `Entering ${step}`
  return `${what} is denied by ${whys.join('; ')}`.slice(0, longest)
}

const longest = 2_000

function reasonsOf(gate: string, replies: readonly GateReply[]): readonly object[] {
  const answers = replies.filter(reply => reply.gate === gate)
  return answers
    .flatMap(({ answer }) => answer?.reasons ?? [])
    .map(({ decision, code, text, eventIds }) => ({ decision, code, text, event_ids: eventIds }))
}

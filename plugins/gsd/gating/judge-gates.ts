import type { GateDecision } from '../../../core/gate.ts'
import { digestOf } from '../digest.ts'
import type { GateRecord } from '../event-data.ts'
import type { GateFacts } from './gate-facts.ts'
import type { Judgement } from './judgement.ts'

/** Decides from what the gates of a step said: the worst answer, and everything behind it. The same facts give the same record. */
export function judgeGates(decisionId: string, facts: GateFacts): GateRecord {
  const answers = facts.replies.flatMap(({ answer }) => answer ?? [])
  const positions = answers.flatMap(({ position }) => (position === null ? [] : [position]))
  const eventIds = answers.flatMap(({ reasons }) => reasons.flatMap(reason => reason.eventIds))
  return {
    decisionId,
    facts,
    decision: worst(answers.map(({ decision }) => decision)),
    eventIds: [...new Set(eventIds)],
    position: positions.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))[0] ?? null,
  }
}

/** A decision as a run cites it. */
export function citationOf(record: GateRecord): Judgement['cited'] {
  const { decisionId, facts, decision } = record
  const gates = facts.replies.flatMap(({ gate, answer }) =>
    answer ? [{ gate, decision: answer.decision }] : [],
  )
  return { decisionId, mode: facts.mode, decision, gates, recordDigest: digestOf(record) }
}

function worst(decisions: readonly GateDecision[]): GateDecision {
  if (decisions.includes('deny')) return 'deny'
  return decisions.includes('warn') ? 'warn' : 'allow'
}

import type { Others, Recheck, Recorded, Unjudged } from '../../../core/plugin-api.ts'
import type { GsdConfig } from '../config.ts'
import type { GateFacts } from '../events/gate-events.ts'
import type { GatesJudged } from '../events.ts'
import { judgeGates, questionOf } from '../gating/ask-gates.ts'
import { setByRules, unmappedGates } from '../gating/by-rules.ts'

/** Judges a decision of gates again: whom the rules have asked, what, and what their answers come to. */
export async function redecideGates(
  { data }: Recorded<GatesJudged>,
  config: GsdConfig,
  others: Others,
): Promise<readonly (Recheck | Unjudged)[]> {
  const { decisionId, facts } = data
  const { decision, eventIds, position } = judgeGates(decisionId, facts)
  const recorded = { decision: data.decision, eventIds: data.eventIds, position: data.position }
  const answers = await Promise.all(
    facts.replies.map(reply => redecideAnswer(reply, facts, others)),
  )
  return [
    ...redecideAsking(facts, config),
    ...answers.flat(),
    { what: 'the decision', of: 'facts', recorded, judged: { decision, eventIds, position } },
  ]
}

function redecideAsking(facts: GateFacts, config: GsdConfig): readonly Recheck[] {
  const { step, releaseId, mode, replies, byRules = [] } = facts
  const mapped = config.gates[step]
  const asked = mapped.map(gate => ({ gate: gate.gate, ...questionOf(gate, facts) }))
  const unmapped = unmappedGates(config, step).map(({ gate }) => ({
    gate,
    question: {},
    missing: [],
  }))
  const { gateModes } = config
  return [
    {
      ...{ what: 'the gates that are asked', of: 'rules', judged: [...asked, ...unmapped] },
      recorded: replies.map(({ gate, question, missing }) => ({ gate, question, missing })),
    },
    {
      ...{ what: 'what a deny does', of: 'rules', recorded: mode },
      judged: releaseId === null ? gateModes.telemetry : gateModes.release,
    },
    {
      ...{ what: 'what the rules answer', of: 'rules', recorded: byRules },
      judged: setByRules(config, { releaseId }, replies),
    },
  ]
}

async function redecideAnswer(
  { gate, question, answer }: GateFacts['replies'][number],
  { judgedAt }: GateFacts,
  others: Others,
): Promise<readonly (Recheck | Unjudged)[]> {
  if (answer === null) return []
  const asked = { question: Object(question), answer, rules: answer.rules ?? null }
  return others.gate(gate, { ...asked, judgedAt: new Date(judgedAt) })
}

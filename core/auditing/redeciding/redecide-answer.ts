import type { ObjectSchema } from 'joi'
import type { GateReason } from '../../gate.ts'
import { keepable } from '../../validation/text.ts'
import type { GateRedecider, Recheck, Unjudged } from './redeciding.ts'

/** What every gate records of what it has judged: the question, and the settings that it judges by. */
export interface JudgedFacts {
  readonly question: object
  readonly settings?: object
}

/** How the answers of a gate follow from its facts; live and again by the same function. */
export interface JudgingGate<Facts extends JudgedFacts, Config extends object> {
  readonly name: string
  readonly question: ObjectSchema
  /** The settings that it judges by, of the rules; absent: none. */
  settings?(config: Config): object
  judge(facts: Facts): readonly GateReason[]
}

// As long as a text of an answer is kept.
const longestText = 2_000

/** Judges the answers of a gate again by the facts that were recorded with them. */
export function redecideByFacts<Facts extends JudgedFacts, Config extends object>(
  gate: JudgingGate<Facts, Config>,
): GateRedecider {
  return async ({ answer, question }, config: Config) => {
    const facts: Facts | undefined = Object(answer).facts
    const what = `the answer of gate ${gate.name}`
    if (facts === undefined) return [unjudged(gate.name)]
    const asked: unknown = gate.question.validate(question).value
    return [
      { what: `${what}: what it was asked`, of: 'facts', recorded: facts.question, judged: asked },
      {
        ...{ what: `${what}: what it judges by`, of: 'rules', recorded: facts.settings ?? null },
        judged: gate.settings?.(config) ?? null,
      },
      {
        ...{ what, of: 'facts', recorded: foundIn(answer) },
        judged: comparable(gate.judge(facts)),
      },
    ] satisfies readonly Recheck[]
  }
}

/** Says of a gate that what it judged was not recorded. */
export function unjudged(gate: string): Unjudged {
  return { what: `the answer of gate ${gate}`, of: 'no_facts' }
}

/** Whether a gate could not answer at all, so that there is nothing to judge. */
export function isUnanswered(answer: object): boolean {
  // What a gate has found holds for a position; core answers for one that could not look.
  const isBlind = 'position' in answer && answer.position === null
  return isBlind && foundIn(answer).every(({ code }) => unansweredCodes.includes(code))
}

const unansweredCodes: readonly string[] = ['gate_unanswered', 'gate_question_refused']

/** Reasons as two of them are compared: each text as it is kept. */
export function comparable(reasons: readonly GateReason[]): readonly GateReason[] {
  return reasons.map(({ decision, code, text, eventIds }) => {
    return { decision, code, text: keepable(text, longestText), eventIds }
  })
}

/** The reasons that a gate found, also where its mode has softened what it said. */
export function foundIn(answer: object): readonly GateReason[] {
  const found = 'withheld' in answer ? Object(answer.withheld) : answer
  const reasons: unknown = 'reasons' in found ? found.reasons : []
  return Array.isArray(reasons) ? comparable(reasons) : []
}

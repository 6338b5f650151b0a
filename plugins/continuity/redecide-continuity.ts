import {
  type Recheck,
  type Recorded,
  redecideByFacts,
  type Redeciding,
  type Unjudged,
} from '../../core/plugin-api.ts'
import { judgingBoards } from './answering/gate.ts'
import type { Change, ContinuityEvent } from './events.ts'
import { evidenceOf } from './judging/evidence.ts'
import { judge } from './judging/judge.ts'
import { situationOf } from './judging/situation-facts.ts'

type Changed = Extract<ContinuityEvent, { readonly type: 'continuity.Changed' }>

/** Judges changes of agents again by the facts that they were made from, and answers of the gate `continuity`. */
export function redecideContinuity(): Redeciding {
  return {
    events: {
      'continuity.Changed': async ({ data }: Recorded<Changed>) => redecideChange(data),
    },
    gates: { continuity: redecideByFacts(judgingBoards) },
  }
}

function redecideChange(change: Change): readonly (Recheck | Unjudged)[] {
  const { to, reason, becameTrueAt, evidence, judgedOn, signs, detectedAt } = change
  const what = 'the standing of the agent'
  if (judgedOn === undefined) return [{ what, of: 'no_facts' }]
  const situation = situationOf(judgedOn, { signs, now: new Date(detectedAt) })
  const judged = judge(situation)
  return [
    {
      ...{ what, of: 'facts', recorded: { to, reason, becameTrueAt } },
      judged: {
        to: judged.continuity,
        reason: judged.reason,
        becameTrueAt: judged.since.toISOString(),
      },
    },
    { what: 'what it rests on', of: 'facts', recorded: evidence, judged: evidenceOf(situation) },
  ]
}

import {
  type Recheck,
  type Recorded,
  redecideByFacts,
  type Redeciding,
  type Unjudged,
} from '../../core/plugin-api.ts'
import { judgingBoards } from './answering/gate.ts'
import { type JudgeRuntime, runtimeDecider, type RuntimeState } from './evaluating/runtime.ts'
import type { Change, ContinuityEvent, RuntimeEvent } from './events.ts'
import { evidenceOf } from './judging/evidence.ts'
import { judge } from './judging/judge.ts'
import { runtimeFactsOf } from './judging/runtime-facts.ts'
import { gapsOfFacts, type RuntimeSituation, situationOf } from './judging/situation-facts.ts'

type Changed = Extract<ContinuityEvent, { readonly type: 'continuity.Changed' }>

/** Judges changes of agents and of runtimes again by the facts that they were made from, and answers of the gate `continuity`. */
export function redecideContinuity(): Redeciding {
  return {
    events: {
      'continuity.Changed': async ({ data }: Recorded<Changed>) => redecideChange(data),
      'continuity.RuntimeLost': async (event: Recorded<RuntimeEvent>) => redecideRuntime(event),
      'continuity.RuntimeRestored': async (event: Recorded<RuntimeEvent>) => redecideRuntime(event),
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

function redecideRuntime(event: RuntimeEvent): readonly (Recheck | Unjudged)[] {
  const what = 'the standing of the runtime'
  const { judgedOn, ...recorded } = event.data
  if (judgedOn === undefined) return [{ what, of: 'no_facts' }]
  const loss = event.type === 'continuity.RuntimeLost' ? null : lossOf(judgedOn)
  const agents = event.type === 'continuity.RuntimeLost' ? event.data.agents : 0
  const judged = runtimeDecider.decide(
    { ...judgedAgain(event.data, judgedOn), agents },
    { loss, movedAt: null },
  )
  const found = judged.find(({ type }) => type === event.type)?.data ?? null
  return [{ what, of: 'facts', recorded, judged: found }]
}

function judgedAgain(
  { boardId, boardName, detectedAt }: RuntimeEvent['data'],
  { runtime, gaps }: RuntimeSituation,
): Omit<JudgeRuntime, 'agents'> {
  const now = new Date(detectedAt)
  const facts = runtimeFactsOf(runtime, { gaps: gapsOfFacts(gaps), now })
  const { target, standing, since, error, sign: evidence } = facts
  return {
    boardId,
    boardName,
    target,
    standing,
    error,
    evidence,
    since: since ?? now,
    judgedAt: now,
  }
}

function lossOf({ runtime: { lost } }: RuntimeSituation): RuntimeState['loss'] {
  return lost && { kind: lost.kind, url: lost.url, becameTrueAt: lost.at }
}

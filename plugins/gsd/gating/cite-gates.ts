import { v5 } from 'uuid'
import { requireApprover, requireOther } from '../approving/approvals.ts'
import type { GateEffect } from '../events/gate-events.ts'
import type { GateBypassed, GateDecided } from '../events.ts'
import { type Bypass, isOpen, type Run } from '../run.ts'
import type { Deciding, RunCommand } from '../running/command.ts'
import { refused } from '../running/refused.ts'
import type { Context } from '../running/rule.ts'
import type { Step } from '../stage.ts'
import type { Judgement } from './judgement.ts'
import { guardedSteps } from './steps-of.ts'

type Cited = NonNullable<Judgement['cited']>

/** Cites what the gates said of every step on the way to `to`. A deny that nobody set aside has the effect `refused`. */
export function citeGates(run: Run, to: Step, context: Context): readonly GateDecided[] {
  return guardedSteps(run, to).flatMap(step => {
    const { cited } = judgementOf(run, step, context)
    return cited ? [cite(run, { step, cited, at: context.by.at })] : []
  })
}

// A judgement made before the run last moved, or about another release, says nothing of this step.
function judgementOf(run: Run, step: Step, context: Context): Judgement {
  const judgement = context.judgements.find(
    one => one.step === step && one.releaseId === run.releaseId && one.boardId === run.boardId,
  )
  if (judgement && judgement.runRevision >= context.transitionRevision) return judgement
  throw refused('gates_not_asked', context)
}

/** A decision about a step, and when it is made use of. */
interface Citation {
  readonly step: Step
  readonly cited: Cited
  readonly at: string
}

/** What comes of a decision for a run. Pure. */
export function cite(run: Run, { step, cited, at }: Citation): GateDecided {
  const bypass = isDenied(cited) ? bypassFor(run, { step, cited, at }) : undefined
  const { runId } = run
  return {
    type: 'gsd.GateDecided',
    data: {
      ...{ runId, step, ...cited },
      effect: effectOf(cited, bypass),
      bypassId: bypass?.bypassId ?? null,
    },
  }
}

function effectOf(cited: Cited, bypass: Bypass | undefined): GateEffect {
  if (cited.decision === 'allow') return 'allowed'
  if (!isDenied(cited)) return 'warned'
  return bypass ? 'bypassed' : 'refused'
}

function isDenied({ decision, mode }: Cited): boolean {
  return decision === 'deny' && mode === 'enforce'
}

function bypassFor(run: Run, { step, cited, at }: Citation): Bypass | undefined {
  const denying = cited.gates.filter(({ decision }) => decision === 'deny')
  return run.bypasses.find(
    ({ step: of, releaseId, expiresAt, gates }) =>
      of === step &&
      releaseId === run.releaseId &&
      expiresAt > at &&
      (gates === null || denying.every(({ gate }) => gates.includes(gate))),
  )
}

const namespace = 'b3f6a1c2-2f57-5d1e-8a40-6c9d1e7f0a51'

/** Sets the deny of gates of a step aside, for this release and for a while. */
export function setAside(
  run: Run,
  { step, gates, reason, expiresAt }: Extract<RunCommand, { kind: 'bypass' }>,
  context: Deciding,
): readonly GateBypassed[] {
  const { runId, releaseId } = run
  requireApprover(context)
  if (!isOpen(run)) throw refused('run_completed', context)
  if (context.policy.secondPerson === 'required')
    requireOther(run, { required: 1, secondPerson: 'required' }, context)
  const bypassId = v5(`${runId} ${run.bypasses.length}`, namespace)
  return [
    {
      type: 'gsd.GateBypassed',
      data: { runId, bypassId, step, gates, releaseId, reason, expiresAt },
    },
  ]
}

import type { Recorded } from '../../../core/plugin-api.ts'
import { approvalFolds } from '../approving/evolve-approvals.ts'
import { userIdOf } from '../approving/person.ts'
import { voidChanged } from '../approving/subject.ts'
import type { RunEvent, RunStarted, StageEntered } from '../events.ts'
import type { StageEvent } from '../events/stage-events.ts'
import { evidenceFolds } from '../evidencing/evolve-evidence.ts'
import { gateFolds } from '../gating/evolve-gates.ts'
import { rulesFolds } from '../weakening/evolve-weakenings.ts'
import { originOf, type Folds, type Origin, type Run, type RunEvents } from '../run.ts'

/** Folds an event into a run; null before it has started. Nothing but `gsd.RunStarted` starts one. */
export function evolve(run: Run | null, event: Recorded<RunEvent>): Run | null {
  const origin = originOf(event)
  if (event.type === 'gsd.RunStarted') return started(event, origin)
  return run && { ...fold(run, event.type, { event, origin }), updatedAt: origin.at }
}

type Later = Exclude<RunEvent, RunStarted>

function fold<T extends Later['type']>(
  run: Run,
  type: T,
  { event, origin }: { readonly event: RunEvents[T]; readonly origin: Origin },
): Run {
  return folds[type](run, event, origin)
}

function started({ data, revision }: Recorded<RunStarted>, { actor, via, at }: Origin): Run {
  const { stage, ...rest } = data
  return {
    ...rest,
    createdByUserId: userIdOf(actor),
    createdBy: actor,
    createdVia: via,
    stage,
    releaseId: null,
    outcome: null,
    endedBy: null,
    endedVia: null,
    statusReason: null,
    attempts: { [stage]: 1 },
    stageEnteredAt: at,
    outOfOrderMoves: 0,
    advancedBy: [actor],
    evidence: [],
    evidenceCount: 0,
    arrangement: [],
    verifications: [],
    verified: null,
    metrics: {},
    points: [],
    approvals: [],
    approvalNote: null,
    bypasses: [],
    decisions: [],
    weakenings: [],
    transitionRevision: Number(revision),
    completedAt: null,
    createdAt: at,
    updatedAt: at,
  }
}

const stageFolds: Folds<Exclude<StageEvent, RunStarted>> = {
  'gsd.RunRenamed': (run, { data: { runName, iterationNumber } }) => ({
    ...run,
    runName,
    iterationNumber,
  }),
  'gsd.ReleaseNamed': (run, event, { at }) =>
    voidChanged({ ...moved(run, event), releaseId: event.data.releaseId }, at),
  'gsd.StageEntered': (run, event, origin) =>
    advanced(moved(entered(run, event, origin), event), origin),
  'gsd.StatusChanged': (run, { data: { to, reason } }) => ({
    ...run,
    status: to,
    statusReason: reason,
  }),
  'gsd.RunCompleted': (run, event, origin) => {
    const { reason, outcome } = event.data
    const completed = { status: 'completed', statusReason: reason, completedAt: origin.at } as const
    const ended = { outcome, endedBy: origin.actor, endedVia: origin.via }
    const after = moved({ ...run, ...completed, ...ended }, event)
    return outcome === 'succeeded' ? advanced(after, origin) : after
  },
  'gsd.RunReopened': (run, event) => {
    const { status, reason } = event.data
    const open = { status, statusReason: reason, completedAt: null }
    return moved({ ...run, ...open, outcome: null, endedBy: null, endedVia: null }, event)
  },
}

const folds: Folds<Later> = {
  ...stageFolds,
  ...approvalFolds,
  ...evidenceFolds,
  ...gateFolds,
  ...rulesFolds,
}

function entered(run: Run, { data }: Recorded<StageEntered>, { at }: Origin): Run {
  const { to, attempt, order } = data
  return {
    ...run,
    stage: to,
    attempts: { ...run.attempts, [to]: attempt },
    stageEnteredAt: at,
    outOfOrderMoves: run.outOfOrderMoves + (order === 'forward' ? 0 : 1),
  }
}

function advanced(run: Run, { actor }: Origin): Run {
  const { advancedBy } = run
  return advancedBy.includes(actor) ? run : { ...run, advancedBy: [...advancedBy, actor] }
}

function moved(run: Run, { revision }: Recorded<RunEvent>): Run {
  return { ...run, transitionRevision: Number(revision) }
}

import type { Recorded } from '../../../core/event.ts'
import { voidChanged } from '../approving/void-changed.ts'
import type {
  ReleaseNamed,
  RunCompleted,
  RunRenamed,
  RunReopened,
  StageEntered,
  StatusChanged,
} from '../events.ts'
import type { Run } from '../run.ts'
import { originOf } from './origin.ts'

type StageEvent =
  RunRenamed | ReleaseNamed | StageEntered | StatusChanged | RunCompleted | RunReopened

/** Folds what moves a run. */
export function evolveStages(run: Run, event: Recorded<StageEvent>): Run {
  const { at } = originOf(event)
  switch (event.type) {
    case 'gsd.RunRenamed':
      return {
        ...run,
        runName: event.data.runName,
        iterationNumber: event.data.iterationNumber,
      }
    case 'gsd.ReleaseNamed':
      return voidChanged({ ...moved(run, event), releaseId: event.data.releaseId }, at)
    case 'gsd.StageEntered':
      return advanced(entered(run, event), event)
    case 'gsd.StatusChanged':
      return { ...run, status: event.data.to, statusReason: event.data.reason }
    case 'gsd.RunCompleted': {
      const { reason } = event.data
      const completed = { status: 'completed', statusReason: reason, completedAt: at } as const
      return advanced({ ...run, ...completed }, event)
    }
    case 'gsd.RunReopened': {
      const { status, reason } = event.data
      return moved({ ...run, status, statusReason: reason, completedAt: null }, event)
    }
    default:
      return event satisfies never
  }
}

function entered(run: Run, event: Recorded<StageEntered>): Run {
  const { to, attempt, order } = event.data
  return {
    ...run,
    stage: to,
    attempts: { ...run.attempts, [to]: attempt },
    stageEnteredAt: originOf(event).at,
    outOfOrderMoves: run.outOfOrderMoves + (order === 'forward' ? 0 : 1),
  }
}

function advanced(run: Run, event: Recorded<StageEvent>): Run {
  const { actor } = originOf(event)
  const { advancedBy } = run
  return {
    ...moved(run, event),
    advancedBy: advancedBy.includes(actor) ? advancedBy : [...advancedBy, actor],
  }
}

function moved(run: Run, { revision }: Recorded<StageEvent>): Run {
  return { ...run, transitionRevision: Number(revision) }
}

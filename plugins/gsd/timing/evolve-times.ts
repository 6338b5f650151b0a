import type { Recorded } from '../../../core/event.ts'
import type {
  ApprovalGiven,
  ApprovalRejected,
  ApprovalRequested,
  ApprovalWaived,
  GateBypassed,
  GateDecided,
  RunCompleted,
  RunReopened,
  RunStarted,
  StageEntered,
} from '../events.ts'
import { originOf } from '../running/origin.ts'
import type { Stage, Step } from '../stage.ts'
import { countTo } from './count-to.ts'
import type { RunTimes, StageTime } from './run-times.ts'

type WaitEvent =
  ApprovalRequested | ApprovalGiven | ApprovalRejected | ApprovalWaived | GateDecided | GateBypassed

type MoveEvent = StageEntered | RunCompleted | RunReopened

/** The events that begin or end something that is timed. */
export type TimedEvent = RunStarted | MoveEvent | WaitEvent

/** Folds an event into the times of a run; null before it has started. */
export function evolveTimes(times: RunTimes | null, event: Recorded<TimedEvent>): RunTimes | null {
  const { at } = originOf(event)
  if (event.type === 'gsd.RunStarted') return started(event.data.stage, at)
  return times && evolveStarted(countTo(times, at), event, at)
}

function evolveStarted(
  times: RunTimes,
  event: Exclude<Recorded<TimedEvent>, { type: 'gsd.RunStarted' }>,
  at: string,
): RunTimes {
  switch (event.type) {
    case 'gsd.StageEntered':
    case 'gsd.RunCompleted':
    case 'gsd.RunReopened':
      return moved(times, event, at)
    default:
      return waited(times, event)
  }
}

function started(stage: Stage, at: string): RunTimes {
  const stages = [entered(stage, 1, at)]
  return { state: 'open', countedTo: at, asked: [], refused: [], stages }
}

// Whoever moves on another way waits no longer for the step that was refused.
function moved(times: RunTimes, event: Recorded<MoveEvent>, at: string): RunTimes {
  const { state, stages } = times
  switch (event.type) {
    case 'gsd.StageEntered': {
      const { to, attempt } = event.data
      const next = { ...entered(to, attempt, at), leftAt: state === 'completed' ? at : null }
      return { ...times, refused: [], stages: [...lastLeft(stages, at), next] }
    }
    case 'gsd.RunCompleted':
      return { ...times, state: 'completed', refused: [], stages: lastLeft(stages, at) }
    case 'gsd.RunReopened':
      return { ...times, state: 'open', stages: lastLeft(stages, null) }
    default:
      return event satisfies never
  }
}

function waited(times: RunTimes, event: WaitEvent): RunTimes {
  const { step } = event.data
  const asked = times.asked.filter(one => one.step !== step)
  const refused = times.refused.filter(one => one !== step)
  switch (event.type) {
    case 'gsd.ApprovalRequested': {
      const { round, required } = event.data
      return { ...times, asked: [...asked, { step, round, missing: required }] }
    }
    case 'gsd.ApprovalGiven':
      return { ...times, asked: given(times, step) }
    case 'gsd.ApprovalRejected':
    case 'gsd.ApprovalWaived':
      return { ...times, asked }
    case 'gsd.GateDecided':
      return { ...times, refused: event.data.effect === 'refused' ? [...refused, step] : refused }
    case 'gsd.GateBypassed':
      return { ...times, refused }
    default:
      return event satisfies never
  }
}

function given({ asked }: RunTimes, step: Step): RunTimes['asked'] {
  return asked
    .map(one => (one.step === step ? { ...one, missing: one.missing - 1 } : one))
    .filter(({ missing }) => missing > 0)
}

function entered(stage: Stage, attempt: number, enteredAt: string): StageTime {
  return { stage, attempt, enteredAt, leftAt: null, approvalsMs: 0, gatesMs: 0, nobodyMs: 0 }
}

function lastLeft(stages: readonly StageTime[], leftAt: string | null): readonly StageTime[] {
  return stages.map((stage, index) => (index === stages.length - 1 ? { ...stage, leftAt } : stage))
}

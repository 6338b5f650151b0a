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
import { originOf } from '../run.ts'
import type { Stage, Step } from '../stage.ts'

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
  const refused = times.refused.filter(one => one.step !== step)
  switch (event.type) {
    case 'gsd.ApprovalRequested': {
      const { round, required } = event.data
      return {
        ...times,
        asked: [...asked, { step, round, missing: required, since: times.countedTo }],
      }
    }
    case 'gsd.ApprovalGiven':
      return { ...times, asked: given(times, step) }
    case 'gsd.ApprovalRejected':
    case 'gsd.ApprovalWaived':
      return { ...times, asked }
    case 'gsd.GateDecided':
      return {
        ...times,
        refused:
          event.data.effect === 'refused'
            ? [...refused, { step, since: times.countedTo }]
            : refused,
      }
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

/** One time that a run was in a stage, in milliseconds of which each is counted once. */
export interface StageTime {
  readonly stage: Stage
  readonly attempt: number
  readonly enteredAt: string
  /** When it moved on or completed; null while it is there. */
  readonly leftAt: string | null
  readonly approvalsMs: number
  readonly gatesMs: number
  readonly nobodyMs: number
}

/** An approval that is waited for. */
interface Asked {
  readonly step: Step
  readonly round: number
  readonly since: string
  /** How many approvals are still to be given. */
  readonly missing: number
}

/** How long a run was where, and for whom it waited, up to a moment; in plain JSON. */
export interface RunTimes {
  readonly state: 'open' | 'completed'
  readonly countedTo: string
  readonly asked: readonly Asked[]
  /** Steps that gates have refused, and that nothing has freed since. */
  readonly refused: readonly { readonly step: Step; readonly since: string }[]
  readonly stages: readonly StageTime[]
}

/** Counts the time up to a moment: for whom the run waits is what it came to wait for last, a refusal of gates or a request for approval. */
export function countTo(times: RunTimes, at: string): RunTimes {
  const ms = Date.parse(at) - Date.parse(times.countedTo)
  if (ms <= 0) return times
  if (times.state === 'completed') return { ...times, countedTo: at }
  const stages = times.stages.map((stage, index) =>
    index === times.stages.length - 1 ? counted(stage, waitOf(times), ms) : stage,
  )
  return { ...times, countedTo: at, stages }
}

type Wait = 'approvalsMs' | 'gatesMs' | 'nobodyMs'

function waitOf({ refused, asked }: RunTimes): Wait {
  const [lastRefused, lastAsked] = [last(refused), last(asked)]
  if (lastRefused === '' && lastAsked === '') return 'nobodyMs'
  return lastAsked > lastRefused ? 'approvalsMs' : 'gatesMs'
}

function last(waits: readonly { readonly since: string }[]): string {
  return waits.reduce((latest, { since }) => (since > latest ? since : latest), '')
}

function counted(stage: StageTime, wait: Wait, ms: number): StageTime {
  return { ...stage, [wait]: stage[wait] + ms }
}

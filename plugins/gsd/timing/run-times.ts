import type { Recorded } from '../../../core/plugin-api.ts'
import type { RunEventOf } from '../events.ts'
import { originOf, type RunEvents } from '../run.ts'
import type { Stage, Step } from '../stage.ts'

type Waits = 'ApprovalRequested' | 'ApprovalGiven' | 'ApprovalRejected' | 'ApprovalWaived'
type Gates = 'GateDecided' | 'GateBypassed'
type Moves = 'StageEntered' | 'RunCompleted' | 'RunReopened'

type LaterEvent = RunEventOf<Waits | Gates | Moves>

/** The events that begin or end something that is timed. */
export type TimedEvent = RunEventOf<'RunStarted'> | LaterEvent

/** Folds an event into the times of a run; null before it has started. */
export function evolveTimes(times: RunTimes | null, event: Recorded<TimedEvent>): RunTimes | null {
  const { at } = originOf(event)
  if (event.type === 'gsd.RunStarted') return started(event.data.stage, at)
  return times && fold(countTo(times, at), event.type, { event, at })
}

function fold<T extends LaterEvent['type']>(
  times: RunTimes,
  type: T,
  { event, at }: { readonly event: RunEvents[T]; readonly at: string },
): RunTimes {
  return folds[type](times, event, at)
}

function started(stage: Stage, at: string): RunTimes {
  const stages = [entered(stage, 1, at)]
  return { state: 'open', countedTo: at, asked: [], refused: [], stages }
}

type Folds = {
  readonly [T in LaterEvent['type']]: (times: RunTimes, event: RunEvents[T], at: string) => RunTimes
}

const folds: Folds = {
  // Whoever moves on another way waits no longer for the step that was refused.
  'gsd.StageEntered': (times, { data: { to, attempt } }, at) => {
    const { state, stages } = times
    const next = { ...entered(to, attempt, at), leftAt: state === 'completed' ? at : null }
    return { ...times, refused: [], stages: [...lastLeft(stages, at), next] }
  },
  'gsd.RunCompleted': ({ stages, ...times }, _, at) => ({
    ...times,
    state: 'completed',
    refused: [],
    stages: lastLeft(stages, at),
  }),
  'gsd.RunReopened': times => ({ ...times, state: 'open', stages: lastLeft(times.stages, null) }),
  'gsd.ApprovalRequested': (times, { data: { step, round, required } }) => {
    const asked = { step, round, missing: required, since: times.countedTo }
    return { ...times, asked: [...without(times.asked, step), asked] }
  },
  'gsd.ApprovalGiven': (times, { data: { step } }) => ({ ...times, asked: given(times, step) }),
  'gsd.ApprovalRejected': answered,
  'gsd.ApprovalWaived': answered,
  'gsd.GateDecided': (times, { data: { step, effect } }) => {
    const refused = without(times.refused, step)
    if (effect !== 'refused') return { ...times, refused }
    return { ...times, refused: [...refused, { step, since: times.countedTo }] }
  },
  'gsd.GateBypassed': (times, { data: { step } }) => ({
    ...times,
    refused: without(times.refused, step),
  }),
}

function answered(
  times: RunTimes,
  { data: { step } }: RunEvents['gsd.ApprovalRejected' | 'gsd.ApprovalWaived'],
): RunTimes {
  return { ...times, asked: without(times.asked, step) }
}

function without<T extends { readonly step: Step }>(waits: readonly T[], step: Step): readonly T[] {
  return waits.filter(one => one.step !== step)
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

import Joi from 'joi'
import { record } from '../answering/body-schema.ts'
import { stages } from '../stage.ts'
import { inputs } from '../../../core/plugin-api.ts'
import { countTo, type RunTimes, type StageTime } from './run-times.ts'

const seconds = (): Joi.NumberSchema => Joi.number().min(0)

const waiting = record({
  approvals_seconds: seconds().description('While an approval was asked for and not decided.'),
  gates_seconds: seconds().description('While gates had refused a step and nothing freed it.'),
  nobody_seconds: seconds().description('The rest.'),
}).description('Every second is counted once, for what was waited for last.')

/** Schema of the durations of a run. */
export const durationsSchema = record({
  stages: Joi.array().items(
    record({
      stage: Joi.valid(...stages),
      attempt: Joi.number().integer().min(1).description('Which time it was in the stage.'),
      entered_at: inputs.time(),
      left_at: inputs.time().allow(null).description('When it moved on or completed.'),
      seconds: seconds().description('Without the time that it was completed.'),
      waiting,
    }),
  ),
  waiting,
  total_seconds: seconds(),
}).description('What is still open is counted up to now.')

/** How long a run was in each stage, and for whom it waited, up to now. */
export function durationsBody(times: RunTimes, now: Date): object {
  const counted = countTo(times, now.toISOString())
  return {
    stages: counted.stages.map(stage => ({
      stage: stage.stage,
      attempt: stage.attempt,
      entered_at: stage.enteredAt,
      left_at: stage.leftAt,
      seconds: totalOf([stage]),
      waiting: waitingOf([stage]),
    })),
    waiting: waitingOf(counted.stages),
    total_seconds: totalOf(counted.stages),
  }
}

function waitingOf(times: readonly StageTime[]): object {
  return {
    approvals_seconds: secondsOf(times, ({ approvalsMs }) => approvalsMs),
    gates_seconds: secondsOf(times, ({ gatesMs }) => gatesMs),
    nobody_seconds: secondsOf(times, ({ nobodyMs }) => nobodyMs),
  }
}

function totalOf(times: readonly StageTime[]): number {
  return secondsOf(times, ({ approvalsMs, gatesMs, nobodyMs }) => approvalsMs + gatesMs + nobodyMs)
}

function secondsOf(times: readonly StageTime[], msOf: (time: StageTime) => number): number {
  return times.reduce((sum, time) => sum + msOf(time), 0) / 1_000
}

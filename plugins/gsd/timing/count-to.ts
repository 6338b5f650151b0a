import type { RunTimes, StageTime } from './run-times.ts'

/** Counts the time up to a moment: for gates while one has refused, else for approvals while one is asked for, else for nobody. */
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
  if (refused.length > 0) return 'gatesMs'
  return asked.length > 0 ? 'approvalsMs' : 'nobodyMs'
}

function counted(stage: StageTime, wait: Wait, ms: number): StageTime {
  return { ...stage, [wait]: stage[wait] + ms }
}

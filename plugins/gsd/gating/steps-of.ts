import type { Run } from '../run.ts'
import { isOpen } from '../run.ts'
import type { RunCommand } from '../running/command.ts'
import type { Step } from '../stage.ts'
import { guardedSteps } from './guarded-steps.ts'

/** The steps that a command takes a run over, whose gates must be asked. */
export function stepsOf(command: RunCommand, run: Run | null): readonly Step[] {
  if (command.kind !== 'start' && command.kind !== 'change') return []
  const { change } = command
  const releaseId = change.releaseId ?? run?.releaseId ?? null
  const from = run?.stage ?? 'planning'
  const to = change.stage ?? from
  const starts = run === null && releaseId === null
  const moves = starts || to !== from ? guardedSteps({ releaseId, stage: from }, to) : []
  const completes = change.status === 'completed' && (run === null || isOpen(run))
  return completes ? [...moves, ...guardedSteps({ releaseId, stage: to }, 'completion')] : moves
}

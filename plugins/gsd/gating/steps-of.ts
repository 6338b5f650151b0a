import { isOpen, rulesOf, type Run } from '../run.ts'
import type { RunCommand } from '../running/command.ts'
import { type Step, stepsBetween } from '../stage.ts'

/** The steps that a command takes a run over, whose gates must be asked. */
export function stepsOf(command: RunCommand, run: Run | null): readonly Step[] {
  if (command.kind !== 'start' && command.kind !== 'change') return []
  const { change } = command
  const releaseId = change.releaseId ?? run?.releaseId ?? null
  const from = run?.stage ?? 'planning'
  const to = change.stage ?? from
  const starts = run === null && releaseId === null
  const moves = starts || to !== from ? guardedSteps({ releaseId, stage: from }, to) : []
  const { outcome = 'succeeded' } = change
  const ends = change.status === 'completed' && outcome === 'succeeded'
  const completes = ends && (run === null || isOpen(run))
  return completes ? [...moves, ...guardedSteps({ releaseId, stage: to }, 'completion')] : moves
}

/** The steps whose gates are asked on the way to a step: where the rules hold, those of skipped stages too. */
export function guardedSteps(run: Pick<Run, 'releaseId' | 'stage'>, to: Step): readonly Step[] {
  return rulesOf(run) === 'release' ? stepsBetween(run.stage, to) : [to]
}

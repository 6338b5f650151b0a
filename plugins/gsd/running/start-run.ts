import type { RunEvent, RunStarted } from '../events.ts'
import { citeGates } from '../gating/cite-gates.ts'
import type { Run } from '../run.ts'
import { changeRun } from './change-run.ts'
import type { RunCommand } from './command.ts'
import { denialsOf, denied } from './denied.ts'
import { refused } from './refused.ts'
import { foresee } from './rule.ts'

type Start = Extract<RunCommand, { kind: 'start' }>

/** A run starts. One that names a release starts in planning and moves on by the rules; any other is where it says it is. */
export function startRun(before: Run | null, command: Start): readonly RunEvent[] {
  const { at } = command.by
  if (before !== null) throw refused('already_started', { run: before, at })
  const started = startOf(command)
  const run = foresee(null, started, command)
  if (run === null) throw new TypeError('gsd.RunStarted starts no run')
  const held = command.change.releaseId !== undefined
  const entered = held
    ? []
    : citeGates(run, run.stage, { ...command, transitionRevision: run.transitionRevision })
  const changes = changeRun(run, command)
  const denials = denialsOf(changes)
  if (denials.length > 0) throw denied(denials, { run: null, at })
  return [started, ...entered, ...changes]
}

function startOf({ start, change }: Start): RunStarted {
  const { status, stage = start.stage, releaseId } = change
  return {
    type: 'gsd.RunStarted',
    data: {
      ...start,
      stage: releaseId === undefined ? stage : 'planning',
      status: status === undefined || status === 'completed' ? 'in_progress' : status,
    },
  }
}

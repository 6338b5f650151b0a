import { isOpen, rulesOf, type Run } from '../run.ts'
import { stages, statuses, stepsBetween, type Stage, type Status, type Step } from '../stage.ts'
import { needsOf } from './needs.ts'
import { needsReason } from './needs-reason.ts'

/** A change that a run can make now, and what must come with it or before it. Gates are asked when it is tried. */
export interface AllowedChange {
  readonly change: 'stage' | 'status'
  readonly to: Stage | Status
  readonly needs: readonly string[]
}

/** Every change of stage and status that a run can make. */
export function allowedNow(run: Run, at: string): readonly AllowedChange[] {
  const reopening = rulesOf(run) === 'release' ? ['reason'] : []
  if (!isOpen(run)) return openings(run).map(to => ({ change: 'status', to, needs: reopening }))
  const moves = stages
    .filter(stage => stage !== run.stage)
    .map(to => ({ change: 'stage', to, needs: needsFor(run, to, at) }) as const)
  const unblocking = run.status === 'blocked' ? reopening : []
  const turns = openings(run).map(to => ({ change: 'status', to, needs: unblocking }) as const)
  const end = { change: 'status', to: 'completed', needs: needsFor(run, 'completion', at) } as const
  return [...moves, ...turns, end]
}

function openings({ status }: Run): readonly Status[] {
  return statuses.filter(other => other !== status && other !== 'completed')
}

function needsFor(run: Run, to: Step, at: string): readonly string[] {
  const held = rulesOf(run) === 'release'
  const lacking = needsOf(run, stepsBetween(run.stage, to), { at, actor: null })
  return [
    ...(held && run.status === 'blocked' ? ['unblocking'] : []),
    ...(held && needsReason(run.stage, to) ? ['reason'] : []),
    ...lacking.map(need =>
      need.what === 'approval' ? `approval:${need.step}` : `evidence:${need.type}`,
    ),
  ]
}

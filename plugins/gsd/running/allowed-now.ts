import { formatActor } from '../../../core/plugin-api.ts'
import type { Outcome } from '../events/stage-events.ts'
import { isOpen, rulesOf, type OpenRun, type Run } from '../run.ts'
import { outcomes, stages, statuses, stepsBetween } from '../stage.ts'
import type { Stage, Status, Step } from '../stage.ts'
import type { Issuer } from './command.ts'
import { needsOf, needsReason } from './needs.ts'

/** A change that a run can make now, and what must come with it or before it. Gates are asked when it is tried. */
interface AllowedChange {
  readonly change: 'stage' | 'status' | 'outcome'
  readonly to: Stage | Status | Outcome
  readonly needs: readonly string[]
}

/** A gate that has just denied a step. */
export interface Denied {
  readonly step: Step
  readonly gate: string
}

interface Asking {
  readonly by: Issuer
  readonly denied: readonly Denied[]
}

/** Every change of stage, status and outcome that a run can make when this issuer asks for it. */
export function allowedNow(run: Run, asking: Asking): readonly AllowedChange[] {
  const held = rulesOf(run) === 'release'
  if (isOpen(run)) return [...movesOf(run, asking), ...endsOf(run, asking)]
  const turns = turnsOf(run, held ? ['reason'] : [])
  return held ? turns : [...movesOf(run, asking), ...turns]
}

function movesOf(run: Run, asking: Asking): readonly AllowedChange[] {
  return stages
    .filter(stage => stage !== run.stage)
    .map(to => ({ change: 'stage', to, needs: needsFor(run, to, asking) }))
}

function endsOf(run: OpenRun, asking: Asking): readonly AllowedChange[] {
  const unblocking = run.status === 'blocked' && rulesOf(run) === 'release' ? ['reason'] : []
  return [
    ...turnsOf(run, unblocking),
    { change: 'status', to: 'completed', needs: needsFor(run, 'completion', asking) },
    ...outcomes
      .filter(outcome => outcome !== 'succeeded')
      .map(to => ({ change: 'outcome', to, needs: ['reason'] }) as const),
  ]
}

function turnsOf({ status }: Run, needs: readonly string[]): readonly AllowedChange[] {
  return statuses
    .filter(other => other !== status && other !== 'completed')
    .map(to => ({ change: 'status', to, needs }))
}

function needsFor(run: Run, to: Step, { by, denied }: Asking): readonly string[] {
  const held = rulesOf(run) === 'release'
  const steps = stepsBetween(run.stage, to)
  const lacking = needsOf(run, steps, { at: by.at, actor: formatActor(by.actor) })
  const gates = denied.filter(({ step }) => (held ? steps.includes(step) : step === to))
  return [
    ...(held && run.status === 'blocked' ? ['unblocking'] : []),
    ...(held && needsReason(run.stage, to) ? ['reason'] : []),
    ...lacking.map(need =>
      need.what === 'approval' ? `approval:${need.step}` : `evidence:${need.type}`,
    ),
    ...gates.map(({ gate }) => `gate:${gate}`),
  ]
}

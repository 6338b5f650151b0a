import { now } from '../../state/clock.ts'
import { describeDuration } from '../../words/durations.ts'
import { approvalInTheWay, approvalsWords, refusedStep, stages } from './describe-run.ts'
import type { Durations, Run } from './load-run.ts'

interface StageShown {
  readonly name: string
  readonly state: 'done' | 'current' | 'ahead'
  readonly seconds: number
  readonly waitingSeconds: number
  readonly attempts: number
  /** What of it is told below its name. */
  readonly words: readonly string[]
}

/** The way of a run through its stages: how long each took, how much of that was waiting, and for whom. */
export function Stages({
  run,
  durations,
}: {
  readonly run: Run
  readonly durations: Durations | null
}) {
  const shown = stages.map(name => stageOf(name, run, durations))
  const longest = Math.max(1, ...shown.map(({ seconds }) => seconds))
  return (
    <section aria-labelledby="stages">
      <h2 id="stages" class="unseen">
        Stages
      </h2>
      <ol class="stages">
        {shown.map(stage => (
          <li key={stage.name} class={`stage is-${stage.state}`}>
            <span class="stage-name">
              {stage.name}
              <span class="unseen">: {stage.state}</span>
            </span>
            <StageBar stage={stage} longest={longest} />
            {stage.words.map(words => (
              <span key={words} class="second small">
                {words}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** As long as the stage took beside the longest, with what of it was waiting hatched. */
function StageBar({ stage, longest }: { readonly stage: StageShown; readonly longest: number }) {
  const share = stage.state === 'ahead' ? 0 : Math.max(4, (100 * stage.seconds) / longest)
  const waiting = stage.seconds === 0 ? 0 : (share * stage.waitingSeconds) / stage.seconds
  return (
    <svg class="stage-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="6" />
      <rect class="worked" width={share} height="6" />
      <rect class="waited" x={share - waiting} width={waiting} height="6" />
    </svg>
  )
}

function stageOf(name: (typeof stages)[number], run: Run, durations: Durations | null): StageShown {
  const at = stages.indexOf(run.stage)
  const index = stages.indexOf(name)
  const isOver = run.status === 'completed'
  const state = stateOf(index - at, isOver ? 'over' : 'going')
  const tries = durations?.stages.filter(({ stage }) => stage === name) ?? []
  const sum = (of: (one: (typeof tries)[number]) => number): number =>
    tries.reduce((total, one) => total + of(one), 0)
  const waits = {
    approvals: sum(({ waiting }) => waiting.approvals_seconds),
    gates: sum(({ waiting }) => waiting.gates_seconds),
  }
  // What is open goes on while nothing else is heard of it.
  const open = state === 'current' ? (now.value - Date.parse(run.stage_entered_at)) / 1_000 : 0
  const seconds = Math.max(
    sum(one => one.seconds),
    tries.length > 1 ? 0 : open,
  )
  const shown = {
    ...{ name, state, seconds, attempts: tries.length },
    waitingSeconds: waits.approvals + waits.gates,
  } as const
  return { ...shown, words: [...lengthWords(shown), ...waitWords(waits), ...nowWords(run, state)] }
}

function stateOf(distance: number, run: 'going' | 'over'): StageShown['state'] {
  if (distance > 0) return 'ahead'
  return distance < 0 || run === 'over' ? 'done' : 'current'
}

function lengthWords({ state, seconds, attempts }: Omit<StageShown, 'words'>): readonly string[] {
  if (state === 'ahead') return []
  const tries = attempts > 1 ? `, in ${attempts} attempts` : ''
  return [`${describeDuration(seconds)}${tries}`]
}

function waitWords(waits: {
  readonly approvals: number
  readonly gates: number
}): readonly string[] {
  const told = (seconds: number, whom: string): readonly string[] =>
    seconds < 1 ? [] : [`${describeDuration(seconds)} waiting for ${whom}`]
  return [...told(waits.approvals, 'approvals'), ...told(waits.gates, 'gates')]
}

function nowWords(run: Run, state: StageShown['state']): readonly string[] {
  if (state !== 'current') return []
  const refused = refusedStep(run)
  const wanted = approvalInTheWay(run)
  return [
    ...(run.status === 'blocked' ? ['blocked'] : []),
    ...(refused ? [`gates refuse ${refused.stage}`] : []),
    ...(wanted ? [`${wanted.stage} waits for ${approvalsWords(wanted).replace(/,$/, '')}`] : []),
  ]
}

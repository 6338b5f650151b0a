import { Time } from '../../parts/time.tsx'
import { to } from '../../state/route.ts'
import { whoOf } from './describe-run.ts'
import type { Fact, Run } from './load-run.ts'

/** Everything that happened to a run, newest first; each is a link to its event. */
export function FactsOfRun({
  run,
  facts,
  isCut,
}: {
  readonly run: Run
  readonly facts: readonly Fact[]
  readonly isCut: boolean
}) {
  return (
    <section class="panel" aria-labelledby="facts">
      <h2 id="facts">What happened</h2>
      {isCut ? (
        <p class="second">
          The first {facts.length} of its facts;{' '}
          <a href={to('/history', { stream: `gsdRun-${run.id}` })}>all of them</a>.
        </p>
      ) : null}
      <ol class="decisions">
        {facts.toReversed().map(({ event_id: id, position, at, actor, via, summary }) => (
          <li key={id}>
            <a class="quiet" href={to('/history', { event: id, near: position })}>
              {summary}
            </a>
            <span class="second small">
              {whoOf(actor)}
              {via === null ? '' : ` through ${whoOf(via)}`}, <Time at={at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

import { Copy } from '../../parts/copy.tsx'
import { Page } from '../../parts/page.tsx'
import { Loading } from '../../parts/states.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import { Time } from '../../parts/time.tsx'
import { useReading } from '../../parts/use-reading.ts'
import { now } from '../../state/clock.ts'
import { to } from '../../state/route.ts'
import type { PageProps } from '../pages.tsx'
import { Approvals } from './approvals.tsx'
import { describeRun, nameOf, whoOf } from './describe-run.ts'
import { EvidenceList } from './evidence.tsx'
import { FactsOfRun } from './facts-of-run.tsx'
import { Gates } from './gates.tsx'
import { loadRun, type RunShown } from './load-run.ts'
import { Stages } from './stages.tsx'

const topics = ['gsd-runs', 'gsd-evidence', 'gsd-stage-times', 'releases']

/** `/runs/:id`: where a run is, whom it waits for, and what there is to decide. */
export function RunPage({ params: { id = '' } }: PageProps) {
  const shown = useReading<RunShown>({
    ...{ of: `run ${id}`, topics },
    only: (topic, key) => topic !== 'gsd-runs' || key === null || key === id,
    read: signal => loadRun(id, signal),
  })
  const { value, problem } = shown
  if (value === undefined)
    return (
      <Page title="Run">
        {problem ? (
          <Unread what="this run" problem={problem} again={shown.again} />
        ) : (
          <Loading what="this run" />
        )}
      </Page>
    )
  const { run, durations } = value
  const { level, text } = describeRun(run, now.value)
  const path = `/api/v1/gsd-runs/${run.id}`
  return (
    <Page title={nameOf(run)} sentence={<Standing level={level}>{text}</Standing>}>
      <p class="second under-head">
        Started by {whoOf(run.created_by)}
        {run.created_via === null ? '' : ` through ${whoOf(run.created_via)}`},{' '}
        <Time at={run.created_at} />
        {run.release_id === null ? (
          ' · names no release, so that nothing of it is refused'
        ) : (
          <>
            {' · '}
            <a href={to(`/releases/${run.release_id}`)}>release {run.release_id.slice(0, 12)}</a>
          </>
        )}
        {run.board_id === null ? null : (
          <>
            {' · '}
            <a href={to(`/boards/${run.board_id}`)}>its board</a>
          </>
        )}
      </p>
      <Stale shown={shown} />
      <Stages run={run} durations={durations} />
      <Approvals shown={value} again={shown.again} />
      <Gates shown={value} again={shown.again} />
      <EvidenceList run={run} evidence={value.evidence} />
      <FactsOfRun run={run} facts={value.facts} isCut={value.isCut} />
      <Copy path={path} command={`decklog runs show ${run.id}`} />
    </Page>
  )
}

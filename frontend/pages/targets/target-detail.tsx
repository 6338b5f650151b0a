import type { ComponentChildren } from 'preact'
import { Copy } from '../../parts/copy.tsx'
import { Facts } from '../../parts/detail.tsx'
import { Digest } from '../../parts/digest.tsx'
import { EventLink } from '../../parts/event-links.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Loading } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import { to } from '../../state/route.ts'
import { describeDuration } from '../../words/durations.ts'
import type { Level } from '../../words/levels.ts'
import { compareRunning, type RunningImage } from './compare-running.ts'
import {
  levelOfTarget,
  sinceOfTarget,
  todoOfTarget,
  whyOfTarget,
  wordsOfTarget,
} from './describe-target.ts'
import { type Target, type TargetShown, useTarget } from './target-data.ts'

/** One target: how it stands and why, what to do, what was approved by which run, and what runs beside it. */
export function TargetDetail({ id }: { readonly id: string }) {
  const shown = useTarget(id)
  const { value, problem, again } = shown
  if (!value && problem) return <Unread what={`a target ${id}`} problem={problem} again={again} />
  if (!value) return <Loading what="the target" />
  const { target } = value
  const [why, todo] = [whyOfTarget(target), todoOfTarget(target)]
  return (
    <>
      <h2>{target.id}</h2>
      <p>
        <Standing level={levelOfTarget(target)}>
          {target.id} {wordsOfTarget(target)}.
        </Standing>
      </p>
      {why !== null && <p>{why}</p>}
      {todo !== null && <p class="second">{todo}</p>}
      <Stale shown={shown} />
      <Facts facts={factsOf(target)} />
      <Images shown={value} />
      <Copy path={`/api/v1/targets/${target.id}`} command={`decklog targets show ${target.id}`} />
    </>
  )
}

function factsOf(target: Target): readonly (readonly [string, ComponentChildren])[] {
  const { approved, looked_at: at, looked_by: by, every_seconds: every, right_at: right } = target
  const since = sinceOfTarget(target)
  const event = target.drift_event_id ?? target.unreachable_event_id ?? target.look_event_id
  return [
    ...(since === null ? [] : [['So since', <Time key="since" at={since} />] as const]),
    ['Approved', approved === null ? 'nothing ever was' : <Approved key="by" {...approved} />],
    ['Last as approved', <Time key="right" at={right} />],
    [
      'Looked at',
      <>
        <Time at={at} />
        {by === null ? '' : ` by ${by}`}
        {every === null ? '' : `, every ${describeDuration(every)}`}
      </>,
    ],
    ...(event === null
      ? []
      : [['Said by', <EventLink key="event" id={event} near={since ?? at} />] as const]),
  ]
}

function Approved({
  release_id: release,
  run_id: run,
  verification_id: verification,
  standing,
}: NonNullable<Target['approved']>) {
  return (
    <>
      <a href={to(`/releases/${release}`)}>
        <code>{release.slice(0, 12)}</code>
      </a>
      {run !== null && (
        <>
          {' '}
          by <a href={to(`/runs/${run}`)}>its run</a>
        </>
      )}
      {verification !== null && (
        <>
          , <a href={to(`/rollouts/${verification}`)}>as verified</a>
        </>
      )}
      {standing === 'pending' && ', once its run is completed'}
    </>
  )
}

function Images({ shown: { target, approved } }: { readonly shown: TargetShown }) {
  const { running } = target
  if (running === null) return <p class="second">Which images run there is not known.</p>
  const rows = compareRunning(approved?.images ?? [], running)
  return (
    <section class="panel" aria-labelledby="running">
      <h3 id="running">What runs, against what was approved</h3>
      {rows.length === 0 && <p class="second">No image runs there.</p>}
      <ul class="running-images">
        {rows.map(one => (
          <li key={one.name}>
            <Standing level={kinds[one.kind].level}>
              <strong>{one.name}</strong> {kinds[one.kind].says}
            </Standing>
            <Digests image={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const kinds: Readonly<
  Record<RunningImage['kind'], { readonly level: Level; readonly says: string }>
> = {
  same: { level: 'ok', says: 'runs as it was approved' },
  other: { level: 'critical', says: 'runs as another than was approved' },
  untold: { level: 'unknown', says: 'runs, and its digest is not told' },
  missing: { level: 'critical', says: 'was approved, and does not run' },
  extra: { level: 'warning', says: 'runs, and no image like it was approved' },
}

function Digests({ image: { kind, approved, running } }: { readonly image: RunningImage }) {
  if (kind === 'same' && running !== null)
    return (
      <p class="second small">
        <Digest of={running} />
      </p>
    )
  return (
    <p class="second small">
      {approved !== null && (
        <>
          approved <Digest of={approved} />{' '}
        </>
      )}
      {running !== null && (
        <>
          runs <Digest of={running} />
        </>
      )}
    </p>
  )
}

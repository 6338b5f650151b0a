import { useEffect } from 'preact/hooks'
import { asOf } from '../../api/as-of.ts'
import { Loading } from '../../parts/states.tsx'
import { Unread } from '../../parts/unread.tsx'
import { now } from '../../state/clock.ts'
import { describeSpan } from '../../words/durations.ts'
import { exactTime } from '../../words/times.ts'
import { type Agent, useBeats } from './board-data.ts'
import { describeStrip, type Strip, stripOf, withBeat } from './strip.ts'

/** The beats of an agent, one by one, with the silences between them. Read once; the beats that come since are known from the agent itself. */
export function BeatStrip({ agent }: { readonly agent: Agent }) {
  return (
    <section class="panel" aria-label="Heartbeats">
      <h3>Heartbeats</h3>
      {asOf.value === null ? (
        <Beats agent={agent} />
      ) : (
        <p class="second">Beats are shown one by one only as of now.</p>
      )}
    </section>
  )
}

function Beats({ agent }: { readonly agent: Agent }) {
  const { value, problem, again, put } = useBeats(agent.agent_id)
  const newest = newestOf(agent)
  useEffect(() => {
    if (newest !== undefined) put(known => withBeat(known, newest))
  }, [newest?.at, value === undefined])
  if (!value && problem) return <Unread what="its beats" problem={problem} again={again} />
  if (!value) return <Loading what="its beats" />
  // What was read last may be from before the beat that is known by now.
  const strip = stripOf(newest === undefined ? value : withBeat(value, newest), {
    now: now.value,
    silentAfterMs: agent.stale_after_seconds * 1_000,
  })
  if (strip === undefined) return <p class="second">{noneOf(value.since)}</p>
  return (
    <>
      <Picture strip={strip} name={agent.agent_name} />
      <p class="second">{describeStrip(strip, now.value)}</p>
    </>
  )
}

function noneOf(since: string | null): string {
  if (since === null) return 'It has not beaten as far back as beats are kept.'
  return `It has not beaten for ${describeSpan(since, now.value)}; further back nothing was looked at, because the board beats so often.`
}

function newestOf({ evidence, continuity_reason: reason }: Agent) {
  const of = (wanted: string) => evidence.find(({ signal }) => signal === wanted)
  const beat = of('heartbeat')
  if (beat === undefined) return undefined
  const { at, event_id, says } = beat
  const hasFailed = reason === 'job_failed' && of('outcome')?.event_id === event_id
  return { at, event_id, status: says, outcome: hasFailed ? 'failed' : 'well' } as const
}

const width = 1000
const height = 28

function Picture({ strip, name }: { readonly strip: Strip; readonly name: string }) {
  const { from, to, beats, silences } = strip
  const place = (time: number): number => ((time - from) / Math.max(1, to - from)) * (width - 3)
  return (
    <svg
      class="beat-strip"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Beats of ${name}: ${describeStrip(strip, now.value)}`}
    >
      {silences.map(({ from: start, to: end }) => (
        <rect
          key={start}
          class="beat-silence"
          x={place(start)}
          y={height / 2 - 2}
          width={place(end ?? to) - place(start)}
          height={4}
          data-tip={`silent for ${describeSpan(start, end ?? to)}, from ${exactTime(start, { now: now.value })}`}
        />
      ))}
      {beats.map(({ time, outcome, event_id: id }) => (
        <rect
          key={id}
          class={outcome === 'failed' ? 'beat is-critical' : 'beat is-ok'}
          x={place(time)}
          y={outcome === 'failed' ? 0 : 7}
          width={3}
          height={outcome === 'failed' ? height : height - 14}
          data-tip={`${outcome === 'failed' ? 'its work failed' : 'it beat'}, ${exactTime(time, { now: now.value })}`}
        />
      ))}
    </svg>
  )
}

import type { Read } from '../../api/client.ts'
import { describeSpan } from '../../words/durations.ts'
import { describeTime } from '../../words/times.ts'
import { countOf } from '../../words/values.ts'

type Beats = Read<'/api/v1/agents/{agent_id}/beats'>
type Beat = Beats['beats'][number]

/** A stretch of time in which an agent did not beat, for longer than it may; in ms. Null: it lasts. */
export interface Silence {
  readonly from: number
  readonly to: number | null
}

/** The beats of an agent over time, the oldest first, and where they are missing. Times in ms. */
export interface Strip {
  readonly from: number
  readonly to: number
  readonly beats: readonly (Beat & { readonly time: number })[]
  readonly silences: readonly Silence[]
}

/** Lays beats out over time, from the first that is known until now; undefined where there is none. */
export function stripOf(
  { beats, since }: Pick<Beats, 'beats' | 'since'>,
  { now, silentAfterMs }: { readonly now: number; readonly silentAfterMs: number },
): Strip | undefined {
  const inOrder = beats
    .map(beat => ({ ...beat, time: Date.parse(beat.at) }))
    .sort((a, b) => a.time - b.time)
  const [first] = inOrder
  if (first === undefined) return undefined
  const from = since === null ? first.time : Math.min(first.time, Date.parse(since))
  // Its clock is not that of who looks.
  const to = Math.max(now, inOrder.at(-1)?.time ?? now)
  const times = [from, ...inOrder.map(({ time }) => time)]
  const silences = times.flatMap((time, place): Silence[] => {
    const next = times[place + 1]
    if ((next ?? to) - time <= silentAfterMs) return []
    return [{ from: time, to: next ?? null }]
  })
  return { from, to, beats: inOrder, silences }
}

const most = 500

/** Takes a beat that came since in among those that were read; the same once, and of very many the newest. */
export function withBeat(known: Beats, beat: Beat): Beats {
  const [newest] = known.beats
  const isOld = newest !== undefined && newest.at >= beat.at
  if (isOld) return known
  const beats = [beat, ...known.beats].slice(0, most)
  const oldest = beats.length === most ? beats.at(-1)?.at : undefined
  return { ...known, beats, since: oldest ?? known.since }
}

/** Says in a sentence what the strip shows: `120 beats in 2 h, one silence: 38 min, from 02:01.` */
export function describeStrip({ from, to, beats, silences }: Strip, now: number): string {
  const failed = beats.filter(({ outcome }) => outcome === 'failed').length
  const ends = failed === 0 ? '' : `, ${failed} of them said that its work failed`
  return `${countOf(beats.length, 'beat')} in ${describeSpan(from, to)}${ends}; ${saySilences(silences, { to, now })}.`
}

function saySilences(
  silences: readonly Silence[],
  { to, now }: { readonly to: number; readonly now: number },
): string {
  const lengthOf = (one: Silence): number => (one.to ?? to) - one.from
  const [longest] = [...silences].sort((a, b) => lengthOf(b) - lengthOf(a))
  if (longest === undefined) return 'none came late'
  const when = `${describeSpan(longest.from, longest.to ?? to)} from ${describeTime(longest.from, { now })} on`
  return silences.length === 1
    ? `silent once: ${when}`
    : `silent ${countOf(silences.length, 'time')}, the longest ${when}`
}

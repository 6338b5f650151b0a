import { Chart, type ChartForecast } from '../../parts/chart.tsx'
import { Fresh } from '../../parts/fresh.tsx'
import { type Over, pointsOf, spanOf } from '../../parts/series.ts'
import { Sparkline } from '../../parts/sparkline.tsx'
import { describeBounded } from '../../words/durations.ts'
import { describeLimits, limitsOf } from '../../words/limits.ts'
import { describeValue } from '../../words/values.ts'
import type { Measure, SubjectOver } from './guard-data.ts'

interface MeasureProps {
  readonly shown: SubjectOver
  readonly measure: Measure
  readonly over: Over
}

/** One measure of a subject: its value, where its limits are, when it reaches one, and its picture below. */
export function MeasureOver({ shown, measure, over }: MeasureProps) {
  const { subject, from, to } = shown
  const { name, title, unit, limits } = measure
  const value = subject.values[name]
  const points = pointsOf(
    subject.history
      .filter(({ measure: of }) => of === name)
      .map(({ start, mean, last, min, max }) => ({
        start: Date.parse(start),
        value: mean ?? last,
        ...{ min, max },
      })),
    { from, to, bucketMs: spanOf(over).bucketMs },
  )
  return (
    <details class="measure" open={limits !== null || subject.measures.length === 1}>
      <summary>
        <span class="measure-name">{title}</span>
        <Fresh value={value ?? null}>
          <strong>{value === undefined ? 'not read' : describeValue(value, unit)}</strong>
        </Fresh>
        <Sparkline
          values={points.map(point => point.value)}
          label={`${title} over ${spanOf(over).label}`}
        />
        <span class="second">{describeLimits(limits, unit)}</span>
      </summary>
      <Ahead shown={shown} measure={measure} />
      <Chart
        {...{ unit, points, from, to }}
        label={`${title} over ${spanOf(over).label}, with its limits`}
        limits={limitsOf(limits).map(({ level, enter }) => ({ level, value: enter }))}
        forecast={forecastOf(shown, measure)}
      />
    </details>
  )
}

function Ahead({ shown: { subject }, measure: { name } }: Omit<MeasureProps, 'over'>) {
  const ahead = subject.forecast[name]
  if (!ahead) return null
  return (
    <p>
      As it goes on, it is {ahead.level === 'ok' ? 'at its limit' : ahead.level} in{' '}
      {describeBounded(ahead.reaches_in_seconds, ahead.low_seconds, ahead.high_seconds)}.
    </p>
  )
}

function forecastOf(
  { subject }: SubjectOver,
  { name, limits }: Measure,
): ChartForecast | undefined {
  const ahead = subject.forecast[name]
  const value = subject.values[name]
  if (!ahead || value === undefined || subject.read_at === null) return undefined
  const known = limitsOf(limits)
  const reaches = known.find(({ level }) => level === ahead.level) ?? known.at(-1)
  const at = Date.parse(subject.read_at)
  return reaches === undefined
    ? undefined
    : {
        ...{ at, value, reaches: reaches.enter },
        soonestAt: at + ahead.low_seconds * 1_000,
        latestAt: at + ahead.high_seconds * 1_000,
      }
}

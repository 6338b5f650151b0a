import { useEffect, useRef, useState } from 'preact/hooks'
import { preferences } from '../state/preferences.ts'
import { now } from '../state/clock.ts'
import type { Level } from '../words/levels.ts'
import { describeTime } from '../words/times.ts'
import { describeValue } from '../words/values.ts'

/** What was read in one stretch of time; null where nothing was. Times in ms. */
export interface ChartPoint {
  readonly at: number
  readonly value: number | null
  readonly min?: number
  readonly max?: number
}

/** A limit that is drawn in. */
export interface ChartLimit {
  readonly level: Level
  readonly value: number
}

/** Where a value goes on to: from where it stands, and when it reaches what, at the earliest and the latest. */
export interface ChartForecast {
  readonly at: number
  readonly value: number
  readonly reaches: number
  readonly soonestAt: number
  readonly latestAt: number
}

/** What is drawn. */
export interface ChartData {
  /** What it shows, in a sentence. */
  readonly label: string
  /** Of the value, as the API names units: `bytes`, `percent`. */
  readonly unit: string
  readonly points: readonly ChartPoint[]
  readonly limits: readonly ChartLimit[]
  readonly forecast?: ChartForecast | undefined
  readonly from: number
  readonly to: number
}

/** A value over time with its limits and its forecast drawn in. What draws it is loaded when the first one is shown. */
export function Chart(data: ChartData) {
  const place = useRef<HTMLDivElement>(null)
  const [state, become] = useState<'drawing' | 'drawn' | 'failed'>('drawing')
  const { theme } = preferences.value
  useEffect(() => {
    let erase = (): void => undefined
    let phase: 'wanted' | 'gone' = 'wanted'
    import('./chart-drawing.ts')
      .then(({ drawChart }) => {
        if (phase === 'gone' || !place.current) return
        erase = drawChart(place.current, data)
        become('drawn')
      })
      .catch(() => become('failed'))
    return () => {
      phase = 'gone'
      erase()
    }
  }, [data.points, data.from, data.to, data.forecast?.at, theme])
  return (
    <figure class="chart" aria-busy={state === 'drawing'}>
      <div ref={place} class="chart-place" role="img" aria-label={data.label} />
      {state === 'failed' && (
        <p class="second">The picture could not be loaded; the values are below.</p>
      )}
      <Values {...data} />
    </figure>
  )
}

const mostShown = 60

/** The same in numbers, for who does not see it or wants to know exactly. */
function Values({ label, unit, points }: ChartData) {
  const known = points.filter(({ value }) => value !== null).slice(-mostShown)
  return (
    <details class="chart-values">
      <summary>Values</summary>
      <table class="plain-table">
        <caption class="unseen">{label}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Value</th>
            <th scope="col">Lowest</th>
            <th scope="col">Highest</th>
          </tr>
        </thead>
        <tbody>
          {known.reverse().map(({ at, value, min, max }) => (
            <tr key={at}>
              <td>{describeTime(at, { now: now.value })}</td>
              {[value, min, max].map((one, place) => (
                <td key={place}>
                  {one === undefined || one === null ? '' : describeValue(one, unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

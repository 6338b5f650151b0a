import type { Forecast } from '../../../plugins/disk/sample-events.ts'
import { ownForecast } from './own-rule.ts'
import { netdataRule, prometheusRule, shareOf, type Verdict } from './rivals.ts'
import { hour, minute, type Series } from './series.ts'

export const methods = ['decklog', 'prometheus', 'netdata'] as const
export type Method = (typeof methods)[number]

/** What each method said at one moment. */
export interface Said extends Readonly<Record<Method, Verdict>> {
  readonly atSeconds: number
  readonly share: number
  readonly forecast: Forecast | null
}

/** What was said over a series, every five minutes. */
export interface Told {
  readonly series: Series
  readonly said: readonly Said[]
}

const stepSeconds = 5 * minute
const lookedBack = 400

/** Runs the methods over a series, a reading at a time. */
export function run(series: Series): Told {
  const own = ownForecast()
  const prometheus = prometheusRule()
  const netdata = netdataRule()
  const said: Said[] = []
  for (const [index, point] of series.points.entries()) {
    const forecast = own(point)
    if (point.atSeconds % stepSeconds !== 0) continue
    const recent = series.points.slice(Math.max(0, index - lookedBack), index + 1)
    said.push({
      atSeconds: point.atSeconds,
      share: shareOf(point),
      forecast,
      decklog: forecast?.severity === 'critical' ? 2 : forecast?.severity === 'warning' ? 1 : 0,
      prometheus: prometheus.judge(recent),
      netdata: netdata.judge(recent),
    })
  }
  return { series, said }
}

/** How a method did with one level. */
export interface Score {
  readonly caught: string
  readonly 'median lead, h': string
  readonly 'alarm time where nothing fills': string
  readonly 'flips a disk-day': string
}

// An alarm that is off for less is one alarm.
const merged = 30 * minute

/** Scores a method: fills at whose end its alarm was on, how long before it began, and what it said of disks that never fill. */
export function score(told: readonly Told[], method: Method, level: 1 | 2): Score {
  const most = (level === 1 ? 48 : 8) * hour
  const leads: number[] = []
  let [fills, flips, days, quiet, alarmed] = [0, 0, 0, 0, 0]
  for (const { series, said } of told) {
    const before = said.filter(({ atSeconds }) => atSeconds < (series.fillAt ?? Infinity))
    const isOn = before.map(one => one[method] >= level)
    days += (before.length * stepSeconds) / 86_400
    flips += isOn.filter((on, index) => index > 0 && on !== isOn[index - 1]).length
    if (series.fillAt === null) {
      quiet += before.length
      alarmed += isOn.filter(Boolean).length
      continue
    }
    fills += 1
    const since = lastEpisode(before, isOn, series.fillAt)
    if (since !== undefined) leads.push(Math.min(series.fillAt - since, most))
  }
  leads.sort((a, b) => a - b)
  return {
    caught: `${leads.length} of ${fills}`,
    'median lead, h': ((leads[Math.floor(leads.length / 2)] ?? 0) / hour).toFixed(1),
    'alarm time where nothing fills': `${((100 * alarmed) / quiet).toFixed(2)} %`,
    'flips a disk-day': (flips / days).toFixed(2),
  }
}

// When the alarm began that was on at the end; undefined when none was.
function lastEpisode(
  said: readonly Said[],
  isOn: readonly boolean[],
  fillAt: number,
): number | undefined {
  let from: number | undefined
  let to = -Infinity
  for (const [index, { atSeconds }] of said.entries()) {
    if (!isOn[index]) continue
    if (atSeconds - to > merged + stepSeconds) from = atSeconds
    to = atSeconds
  }
  return to >= fillAt - merged ? from : undefined
}

/** Where a forecast was due, and where it was made: within 24 h of the fill, under 40 % free. */
export interface Due {
  readonly points: number
  readonly told: number
  /** Points at which the disk had begun to fill at all, by a third of a percent. */
  readonly begun: number
  readonly toldOfBegun: number
  /** Share of readings of disks that never fill at which an end was told. */
  readonly toldOfNothing: number
}

/** Counts where a forecast was due. */
export function dueOf(told: readonly Told[]): Due {
  const due = told.flatMap(({ series: { fillAt }, said }) => {
    if (fillAt === null) return []
    const first = Math.min(...said.filter(one => one.atSeconds <= hour).map(one => one.share))
    const still = said.filter(one => one.atSeconds < fillAt && one.share >= first - 0.3)
    const begunAt = still.at(-1)?.atSeconds ?? 0
    return said
      .filter(one => one.share < 40 && isBetween(fillAt - one.atSeconds, 10 * minute, 24 * hour))
      .map(one => ({ ...one, hasBegun: one.atSeconds > begunAt }))
  })
  const nothing = told.filter(one => one.series.fillAt === null).flatMap(one => one.said)
  const begun = due.filter(one => one.hasBegun)
  const toldOf = (some: readonly Said[]): number => some.filter(one => one.forecast).length
  return {
    points: due.length,
    told: toldOf(due),
    begun: begun.length,
    toldOfBegun: toldOf(begun),
    toldOfNothing: toldOf(nothing) / nothing.length,
  }
}

function isBetween(value: number, above: number, most: number): boolean {
  return value > above && value <= most
}

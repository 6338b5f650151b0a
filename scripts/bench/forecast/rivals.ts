import { hour, minute, type Point } from './series.ts'

/** 0: nothing, 1: warning, 2: critical. */
export type Verdict = 0 | 1 | 2

/** What a rule says of a disk after each of its readings, the last of them given with those before it. */
export interface Rule {
  judge(points: readonly Point[]): Verdict
}

/**
 * `predict_linear` over 6 h with the thresholds and the hour of patience of `NodeFilesystemSpaceFillingUp` in the Prometheus
 * node mixin: under 40 % and full within 24 h, under 20 % and full within 4 h.
 */
export function prometheusRule(): Rule {
  const patience = hour
  let warnsSince: number | null = null
  let criticalSince: number | null = null
  return {
    judge(points) {
      const now = points.at(-1)
      if (!now) return 0
      const { atSeconds } = now
      const share = shareOf(now)
      const recent = points.filter(point => point.atSeconds > atSeconds - 6 * hour)
      const isBelow = (ahead: number): boolean => (predictLinear(recent, atSeconds, ahead) ?? 1) < 0
      warnsSince = share < 40 && isBelow(24 * hour) ? (warnsSince ?? atSeconds) : null
      criticalSince = share < 20 && isBelow(4 * hour) ? (criticalSince ?? atSeconds) : null
      if (criticalSince !== null && atSeconds - criticalSince >= patience) return 2
      return warnsSince !== null && atSeconds - warnsSince >= patience ? 1 : 0
    },
  }
}

function predictLinear(points: readonly Point[], now: number, ahead: number): number | null {
  let [n, x, y, xy, xx] = [0, 0, 0, 0, 0]
  for (const { atSeconds, availableBytes } of points) {
    const age = atSeconds - now
    n += 1
    x += age
    y += availableBytes
    xy += age * availableBytes
    xx += age * age
  }
  const spread = xx - (x * x) / n
  if (n < 2 || spread === 0) return null
  const slope = (xy - (x * y) / n) / spread
  return y / n - (slope * x) / n + slope * ahead
}

/**
 * Netdata's disk fill rate: what was least available 50 to 60 min ago against now; warns under 8 h (left at 48 h), critical under
 * 2 h (left at 24 h), cleared after 15 min.
 */
export function netdataRule(): Rule {
  let state: Verdict = 0
  let clearSince: number | null = null
  return {
    judge(points) {
      const now = points.at(-1)
      if (!now) return 0
      const { atSeconds, availableBytes } = now
      const past = points
        .filter(point => point.atSeconds <= atSeconds - 50 * minute)
        .filter(point => point.atSeconds > atSeconds - hour)
        .map(point => point.availableBytes)
      const rate = past.length > 0 ? (Math.min(...past) - availableBytes) / hour : 0
      const hoursLeft = rate > 0 ? availableBytes / rate / hour : Infinity
      const said: Verdict =
        hoursLeft < (state === 2 ? 24 : 2) ? 2 : hoursLeft < (state > 0 ? 48 : 8) ? 1 : 0
      if (said > 0) {
        state = said
        clearSince = null
      } else if (state > 0) {
        clearSince ??= atSeconds
        if (atSeconds - clearSince >= 15 * minute) state = 0
      }
      return state
    },
  }
}

/** What is available, in percent of what there is. */
export function shareOf({ availableBytes, capacityBytes }: Point): number {
  return (100 * availableBytes) / capacityBytes
}

import { hour, minute, since, type Story } from './series.ts'

/** Disks that fill, but not all the time, or behind something else. */
export function interruptedFills(): readonly Story[] {
  return [...asleep, ...snapshots, ...temporary, ...paused]
}

const asleep = [
  [1, 3],
  [8, 1],
  [3, 2],
].map(([hours = 0, times = 0]): Story => {
  const sleeps = (at: number): boolean =>
    Array.from({ length: times }, (_, time) => (22 + time * (hours + 3)) * hour).some(
      start => at >= start && at < start + hours * hour,
    )
  let awake = 0
  return {
    family: 'sleep in a fill',
    name: `fill, host asleep ${times} x ${hours} h`,
    seconds: 60 * hour,
    asleep: sleeps,
    used: at => {
      awake += at > 20 * hour && !sleeps(at) ? minute : 0
      return 62 + (38 * awake) / (11 * hour)
    },
  }
})

const snapshots = [24, 40].map((hours): Story => {
  let kept = 6
  let taken = -1
  return {
    family: 'snapshots not pruned',
    name: `hourly snapshots, pruning stops, full in ${hours} h`,
    seconds: (30 + hours + 6) * hour,
    used: at => {
      const now = Math.floor(at / hour)
      if (now !== taken) kept += at < 30 * hour ? 0 : 42 / hours
      taken = now
      return 52 + kept
    },
  }
})

const temporary = [6, 12].map((size): Story => {
  let held = 0
  return {
    family: 'noisy temp + fill',
    name: `temp files of up to ${size} % over a fill of 18 h`,
    seconds: 60 * hour,
    used: (at, random) => {
      if (at % 900 === 0) held = random() * size
      return 60 + held + (38 * since(at, 20 * hour)) / (18 * hour)
    },
  }
})

const paused = [5, 2].map((hours): Story => ({
  family: 'fill after a pause',
  name: `fill, ${hours} h pause, fill again`,
  seconds: 60 * hour,
  used: at => {
    const active = Math.min(since(at, 20 * hour), 5 * hour) + since(at, (25 + hours) * hour)
    return 62 + (38 * active) / (12 * hour)
  },
}))

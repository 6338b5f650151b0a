import { day, hour, minute, type Story } from './series.ts'

/** Disks that do not fill, however it looks for a while: what people tell of alarms about nothing. */
export function others(): readonly Story[] {
  return [
    ...flat,
    ...copies,
    ...upgrades,
    ...vacuums,
    ...deletions,
    ...resized,
    ...saturating,
    ...runaways,
    ...single,
  ]
}

const within = (at: number, start: number, end: number): boolean => at > start && at < end

/** How much of what takes so many seconds from its start is done: 0 to 1. */
export const upTo = (at: number, start: number, seconds: number): number =>
  Math.min(1, Math.max(0, (at - start) / seconds))

const flat = [
  [35, 0.000_02],
  [12, 0.000_02],
  [37, 0.01],
  [20, 0.01],
].map(([free = 0, noise = 0]): Story => ({
  family: noise > 0.001 ? 'flat, noisy' : 'flat',
  name: `flat at ${free} % free, noise ${noise * 100} %`,
  seconds: 72 * hour,
  noise,
  used: () => 100 - free,
}))

const copies = [
  [10, 20, 35],
  [60, 20, 30],
  [180, 25, 25],
  [60, 10, 15],
  [10, 3, 36],
].map(([minutes = 0, size = 0, left = 0]): Story => ({
  family: 'one large copy',
  name: `one copy of ${size} % in ${minutes} min, ${left} % left`,
  seconds: 72 * hour,
  noise: 0.000_5,
  used: at => 100 - left - size + size * upTo(at, 30 * hour, minutes * minute),
}))

const upgrades = [32, 25, 38].map((free, index): Story => {
  const share = [12, 5, 5][index] ?? 5
  return {
    family: 'package upgrade',
    name: `an upgrade of ${share} % with ${free} % free`,
    seconds: 72 * hour,
    used: at => {
      const running = within(at, 30 * hour, 31 * hour) ? share * upTo(at, 30 * hour, 480) : 0
      return 100 - free + (at > 30 * hour ? share / 4 : 0) + running + (at / (72 * hour)) * 0.6
    },
  }
})

const vacuums = [
  [1, 15, 20],
  [2, 20, 15],
  [4, 25, 12],
].map(([hours = 0, size = 0, low = 0]): Story => ({
  family: 'vacuum',
  name: `table rewritten in ${hours} h, ${size} % more for a while, ${low} % free at worst`,
  seconds: 72 * hour,
  noise: 0.000_5,
  used: at => {
    const isRewriting = within(at, 30 * hour, (30 + hours) * hour)
    return 100 - low - size + (isRewriting ? size * upTo(at, 30 * hour, hours * hour) : 0)
  },
}))

const deletions = [20, 6].map((freed): Story => ({
  family: 'large deletion',
  name: `slow growth, ${freed} % deleted`,
  seconds: 72 * hour,
  used: at => 68 + (3 * at) / (72 * hour) - (at > 40 * hour ? freed : 0),
}))

const resized = [30, 50].map((after): Story => ({
  family: 'resize',
  name: `grown by half after ${after} h, little growth`,
  seconds: 72 * hour,
  capacity: at => (at > after * hour ? 150 : 100),
  used: at => 66 + (4 * at) / (72 * hour),
}))

const saturating = [
  [3, 75],
  [6, 82],
  [12, 88],
].map(([hours = 0, most = 0]): Story => ({
  family: 'saturating',
  name: `cache warms up to ${most} %, time constant ${hours} h`,
  seconds: 72 * hour,
  noise: 0.000_5,
  used: at => 50 + (most - 50) * (1 - Math.exp(-Math.max(at - 20 * hour, 0) / (hours * hour))),
}))

const runaways = [2, 5].map((hours): Story => ({
  family: 'runaway, stopped',
  name: `runaway for ${hours} h up to 92 %, then stopped and removed`,
  seconds: 72 * hour,
  used: at =>
    62 + (within(at, 30 * hour, (30 + hours) * hour) ? 30 * upTo(at, 30 * hour, hours * hour) : 0),
}))

const single: readonly Story[] = [
  {
    family: 'shrinking use',
    name: 'use falls slowly',
    seconds: 72 * hour,
    used: at => 75 - (10 * at) / (72 * hour),
  },
  {
    family: 'sleep, flat',
    name: 'flat, asleep each night',
    seconds: 96 * hour,
    asleep: at => at % day < 8 * hour,
    used: at => 66 + (2 * (at % day)) / day,
  },
  {
    family: 'disk replaced',
    name: 'another disk at the same path, fuller',
    seconds: 72 * hour,
    capacity: at => (at > 30 * hour ? 100 : 500),
    used: at => (at > 30 * hour ? 65 : 200),
  },
  {
    family: 'disk replaced',
    name: 'another disk at the same path, same size',
    seconds: 72 * hour,
    used: at => (at > 30 * hour ? 65 : 40),
  },
  {
    family: 'work days, pruned',
    name: 'writes 9-17 of 12 %, pruned at night',
    seconds: 6 * day,
    noise: 0.000_5,
    used: at => {
      const inDay = at % day
      return 64 + (inDay < 23 * hour ? 12 * upTo(inDay, 9 * hour, 8 * hour) : 0)
    },
  },
  ...[89.5, 94.5].map((percent): Story => ({
    family: 'hovering',
    name: `hovers around ${percent} % used, +-1 % every 7 min`,
    seconds: 72 * hour,
    used: at => percent + Math.sin((2 * Math.PI * at) / 840),
  })),
]

import { interruptedFills } from './interrupted-fills.ts'
import { day, hour, minute, since, type Story } from './series.ts'

/** Disks that fill: what people tell of the outages that a full disk made. */
export function fills(): readonly Story[] {
  return [
    ...steady,
    ...noisy,
    ...leaks,
    ...accelerating,
    ...sudden,
    ...sawtooth,
    ...batches,
    ...backups,
    ...deletions,
    ...resized,
    ...workDays,
    ...interruptedFills(),
  ]
}

const steady = [
  [3, 38],
  [6, 38],
  [12, 38],
  [20, 39],
  [36, 60],
  [72, 60],
].map(([hours = 0, free = 0]): Story => ({
  family: 'steady fill',
  name: `steady ${hours} h from ${free} % free`,
  seconds: (24 + hours + 3) * hour,
  used: at => 100 - free + (free * since(at, 24 * hour)) / (hours * hour),
}))

const noisy = [
  [8, 0.003],
  [14, 0.006],
  [20, 0.01],
  [30, 0.004],
].map(([hours = 0, noise = 0]): Story => ({
  family: 'noisy fill',
  name: `noisy fill ${hours} h, noise ${noise * 100} %`,
  seconds: (24 + hours + 4) * hour,
  noise,
  used: at => 62 + (38 * since(at, 24 * hour)) / (hours * hour),
}))

const leaks = [
  [7, 0.001],
  [7, 0.002],
  [5, 0.001],
].map(([days = 0, noise = 0]): Story => ({
  family: 'slow leak',
  name: `slow leak over ${days} days`,
  seconds: (days + 2) * day,
  noise,
  used: at => 45 + (55 * since(at, 12 * hour)) / (days * day),
}))

const accelerating = [
  [10, 2],
  [20, 2],
  [20, 3],
  [40, 2],
].map(([hours = 0, power = 0]): Story => ({
  family: 'accelerating',
  name: `accelerating ^${power} over ${hours} h`,
  seconds: (24 + hours + 3) * hour,
  used: at => 55 + 45 * (since(at, 24 * hour) / (hours * hour)) ** power,
}))

const sudden = [
  [30, 35],
  [30, 60],
  [90, 35],
  [150, 50],
].map(([minutes = 0, free = 0]): Story => ({
  family: 'sudden fill',
  name: `flat, then full in ${minutes} min from ${free} %`,
  seconds: 30 * hour,
  used: at => 100 - free + (free * since(at, 26 * hour)) / (minutes * minute),
}))

const sawtooth = [
  [1, 20],
  [6, 30],
  [24, 48],
].map(([rotation = 0, drift = 0]): Story => ({
  family: 'sawtooth + drift',
  name: `log rotation every ${rotation} h, baseline fills in ${drift} h`,
  seconds: (24 + drift + 12) * hour,
  used: at => {
    const turn = (at % (rotation * hour)) / (rotation * hour)
    return 58 + 6 * turn + (42 * since(at, 20 * hour)) / (drift * hour)
  },
}))

const batches = [
  [60, 2],
  [60, 3],
  [240, 6],
  [360, 10],
].map(([every = 0, size = 0]): Story => ({
  family: 'batch steps',
  name: `a batch of ${size} % every ${every} min until full`,
  seconds: 80 * hour,
  used: at => 62 + size * Math.max(Math.floor((at - 20 * hour) / (every * minute)), -20),
}))

const backups = [9, 13].map((size): Story => ({
  family: 'backups without prune',
  name: `a backup of ${size} % each night, none removed`,
  seconds: 8 * day,
  used: at => {
    const tonight = Math.min(1, since(at % day, 2 * hour) / (1.5 * hour))
    return 45 + size * (Math.floor(at / day) + tonight)
  },
}))

const deletions = [
  [4, 8],
  [8, 15],
  [2, 4],
].map(([after = 0, freed = 0]): Story => ({
  family: 'deletion in a fill',
  name: `fill with ${freed} % deleted ${after} h in`,
  seconds: 60 * hour,
  used: at =>
    62 + (38 * since(at, 20 * hour)) / (12 * hour) - (at > (20 + after) * hour ? freed : 0),
}))

const resized = [
  [4, 20],
  [7, 40],
].map(([after = 0, grown = 0]): Story => ({
  family: 'resize in a fill',
  name: `fill, grown by ${grown} % ${after} h in`,
  seconds: 80 * hour,
  capacity: at => (at > (20 + after) * hour ? 100 + grown : 100),
  used: at => 62 + (38 * since(at, 20 * hour)) / (10 * hour),
}))

const workDays = [8, 11].map((size): Story => ({
  family: 'work days',
  name: `writes from 9 to 17 only, ${size} % a day`,
  seconds: 9 * day,
  used: at => {
    const today = Math.min(1, since(at % day, 9 * hour) / (8 * hour))
    return 58 + size * (Math.floor(at / day) + today)
  },
}))

import { upTo } from './others.ts'
import { day, hour, minute, type Story } from './series.ts'

/** Disks whose use goes up and comes back by itself: rotated logs, pruned back-ups, collected images. */
export function rhythms(): readonly Story[] {
  return [...bumps, ...rotations, ...snapshots, ...temporary, ...weeks, ...pruned, ...images]
}

const bumps = [
  [15, 40, 35],
  [12, 90, 25],
  [20, 180, 38],
].map(([size = 0, minutes = 0, free = 0]): Story => ({
  family: 'nightly bump',
  name: `nightly temporary ${size} % for ${minutes} min, ${free} % free`,
  seconds: 72 * hour,
  noise: 0.000_5,
  used: at => {
    const done = ((at % day) - 2 * hour) / (minutes * minute)
    return 100 - free + (done > 0 && done < 1 ? size * Math.min(1, done * 1.6) : 0)
  },
}))

const rotations = [
  [1, 4, 30],
  [6, 8, 20],
  [24, 10, 25],
  [24, 20, 12],
  [12, 15, 15],
].map(([hours = 0, size = 0, low = 0]): Story => ({
  family: 'log rotation',
  name: `rotation every ${hours} h, ${size} %, down to ${low} % free`,
  seconds: 96 * hour,
  noise: 0.000_3,
  used: at => 100 - low - size + (size * (at % (hours * hour))) / (hours * hour),
}))

const snapshots = [5, 10].map((size): Story => {
  const kept: number[] = []
  let taken = -1
  return {
    family: 'snapshots',
    name: `hourly snapshots, 24 kept, changes of ${size} % a day`,
    seconds: 72 * hour,
    noise: 0.000_5,
    used: (at, random) => {
      const taking = (): number => (size / 24) * (0.5 + random())
      while (kept.length < 24) kept.push(taking())
      const now = Math.floor(at / hour)
      if (now !== taken) {
        kept.push(taking())
        kept.shift()
      }
      taken = now
      return 58 + kept.reduce((sum, one) => sum + one, 0)
    },
  }
})

const temporary = [
  [5, 35],
  [12, 30],
  [20, 38],
].map(([size = 0, free = 0]): Story => {
  let held = 0
  return {
    family: 'noisy temp dir',
    name: `temp files up to ${size} %, ${free} % free`,
    seconds: 72 * hour,
    used: (at, random) => {
      if (at % 600 === 0) held = 0.8 * held + 0.2 * random() * size * 2
      return 100 - free + Math.min(held, size)
    },
  }
})

const weeks = [10, 18].map((size): Story => ({
  family: 'weekly cycle',
  name: `weekly cycle of ${size} %`,
  seconds: 14 * day,
  noise: 0.001,
  used: at => {
    const inWeek = at % (7 * day)
    const emptied = inWeek < 6 * day ? 1 : Math.max(0, 1 - (inWeek - 6 * day) / (4 * hour))
    return 80 - size + (size * inWeek * emptied) / (7 * day)
  },
}))

const pruned = [
  [2, 15, 20],
  [5, 25, 10],
  [8, 28, 8],
].map(([hours = 0, size = 0, low = 0]): Story => ({
  family: 'backup then prune',
  name: `full backup of ${size} % in ${hours} h then prune, ${low} % at worst`,
  seconds: 96 * hour,
  noise: 0.000_5,
  used: at => {
    const inDay = (at % day) - hour
    const isKept = inDay >= 0 && inDay < (hours + 0.5) * hour
    return 100 - low - size + (isKept ? size * upTo(inDay, 0, hours * hour) : 0)
  },
}))

const images = [3, 8].map((rate): Story => {
  let used = 72
  return {
    family: 'image pulls + gc',
    name: `images ${rate} % an hour, collected at 85 % down to 70 %`,
    seconds: 72 * hour,
    used: () => {
      used = used > 85 ? 70 : used + rate / 60
      return used
    },
  }
})

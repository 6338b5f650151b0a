import { ownForecast } from './own-rule.ts'
import { createRandom, normal } from '../../random.ts'
import { minute } from './series.ts'

/** One way of writing: what a minute adds when `rate` bytes are added on average, and what is seen beside it. */
interface Way {
  add(rate: number): number
  seen(): number
}

const evenly = (seen: () => number): Way => ({ add: rate => rate, seen })
const unevenly = (share: number, random: () => number): Way => ({
  add: rate => (random() < share ? (-Math.log(1 - random()) * rate) / share : 0),
  seen: () => 0,
})

function lasting(persistence: number, random: () => number): Way {
  let noise = normal(random) * 5e8
  const fresh = Math.sqrt(1 - persistence ** 2) * 5e8
  return evenly(() => (noise = persistence * noise + fresh * normal(random)))
}

function rotating(random: () => number): Way {
  let minutes = random() * 60
  return evenly(() => (2e9 * (minutes++ % 60)) / 60)
}

const ways: Readonly<Record<string, (random: () => number) => Way>> = {
  'white noise, 0.1 % of the disk': random => evenly(() => normal(random) * 1e8),
  'white noise, 1 %': random => evenly(() => normal(random) * 1e9),
  'noise that lasts 10 min': random => lasting(0.9, random),
  'noise that lasts 100 min': random => lasting(0.99, random),
  'each minute another amount': random => unevenly(1, random),
  'one file in 5 min': random => unevenly(0.2, random),
  'one file in 30 min': random => unevenly(1 / 30, random),
  'logs rotated each hour': rotating,
}

const disks = 300
const capacityBytes = 100e9

/** By way of writing: how often the bounds hold the end when "it goes on as it did" is exactly true, one forecast after 6 h. */
export function coverage(seed: number): Readonly<Record<string, { told: number; held: number }>> {
  return Object.fromEntries(
    Object.entries(ways).map(([name, make]) => {
      const outcomes = Array.from({ length: disks }, (_, disk) => {
        const random = createRandom(disk * 104_729 + seed)
        return holds(random, make)
      })
      const told = outcomes.filter(outcome => outcome !== undefined)
      return [name, { told: told.length, held: told.filter(Boolean).length / told.length }]
    }),
  )
}

function holds(random: () => number, make: (random: () => number) => Way): boolean | undefined {
  const rate = 36e9 / ((4 + 20 * random()) * 60)
  const way = make(random)
  const take = ownForecast()
  let left = 60e9
  let told: ReturnType<typeof take> = null
  for (let minutes = 0; minutes < 360; minutes += 1) {
    left -= way.add(rate)
    const availableBytes = Math.round(left - way.seen())
    told = take({ atSeconds: minutes * minute, availableBytes, capacityBytes })
  }
  if (!told) return undefined
  let seconds = 0
  for (; left > 0; seconds += minute) left -= way.add(rate)
  return told.lowSeconds - minute <= seconds && seconds <= told.highSeconds + minute
}

import t from 'tap'
import { createForecaster, type Outlook } from '../../../core/forecasting/forecaster.ts'
import { createRandom, normal } from '../../../scripts/random.ts'
import { at, minute } from './series.ts'

interface Way {
  readonly name: string
  /** What a minute adds when `rate` is added on average, and what is seen beside it. */
  readonly make: (random: () => number) => { add(rate: number): number; seen(): number }
}

const ways: readonly Way[] = [
  {
    name: 'white noise',
    make: random => ({ add: rate => rate, seen: () => normal(random) }),
  },
  {
    name: 'noise that lasts',
    make: random => {
      let noise = normal(random) / 2
      const last = 0.9
      return {
        add: rate => rate,
        seen: () => (noise = last * noise + (Math.sqrt(1 - last ** 2) * normal(random)) / 2),
      }
    },
  },
  {
    name: 'files of uneven size',
    make: random => ({ add: rate => -Math.log(1 - random()) * rate, seen: () => 0 }),
  },
  {
    name: 'a file now and then',
    make: random => ({
      add: rate => (random() < 0.2 ? -Math.log(1 - random()) * rate * 5 : 0),
      seen: () => 0,
    }),
  },
]

// Filled at a rate by which the rest would take 2 to 16 hours, for six hours, and then on to the end.
function holds({ make }: Way, seed: number): boolean | undefined {
  const random = createRandom(seed * 104_729 + 17)
  const rate = 36 / ((4 + 20 * random()) * 60)
  const way = make(random)
  const forecaster = createForecaster(minute)
  let value = 40
  let told: Outlook | null = null
  for (let minutes = 0; minutes < 360; minutes += 1) {
    value += way.add(rate)
    const reading = { at: at(minutes * minute), value: value + way.seen(), end: 100 }
    told = forecaster.take(reading)
  }
  if (!told) return undefined
  let minutes = 0
  for (; value < 100; minutes += 1) value += way.add(rate)
  return (
    told.lowSeconds - minute <= minutes * minute && minutes * minute <= told.highSeconds + minute
  )
}

for (const way of ways) {
  t.test(
    `of 100 that go on as they did, the bounds hold nine in ten, with ${way.name}`,
    async t => {
      const outcomes = Array.from({ length: 100 }, (_, seed) => holds(way, seed))
      const told = outcomes.filter(outcome => outcome !== undefined)
      const held = told.filter(Boolean).length / told.length
      t.ok(told.length > 90, `${told.length} were told`)
      t.ok(held >= 0.87, `${held} held`)
    },
  )
}

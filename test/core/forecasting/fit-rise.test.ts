import t from 'tap'
import { fitRise, type Fit } from '../../../core/forecasting/fit-rise.ts'
import { History } from '../../../core/forecasting/history.ts'
import { createRandom, normal } from '../../../scripts/random.ts'

const hours = 6
const end = 100

/** Fits 40 to 88, eight an hour, seen through noise, with everything so much higher. */
function fitted(higher: number): Fit | null {
  const random = createRandom(7)
  const history = new History(60, 72 * 3_600)
  for (let minute = 0; minute < hours * 60; minute += 1)
    history.take(minute * 60, 40 + (8 * minute) / 60 + normal(random) + higher)
  return fitRise(history.stretches, 0, { end: end + higher, lagSeconds: 120 })
}

t.test('a rise seen through noise is fitted by its slope', async t => {
  const fit = fitted(0)
  t.ok(fit && Math.abs(fit.slope * 3_600 - 8) < 0.4, JSON.stringify(fit))
  t.ok(fit && Math.abs(Math.exp(fit.logSeconds) / 3_600 - 12 / 8) < 0.2, JSON.stringify(fit))
})

t.test('how high it begins makes a rise neither faster nor less sure', async t => {
  const [low, high] = [fitted(0), fitted(1e7)]
  t.ok(low && high)
  for (const of of ['slope', 'logSeconds', 'logError'] as const)
    t.ok(
      low && high && Math.abs(high[of] / low[of] - 1) < 1e-3,
      `${of}: ${low?.[of]} and ${high?.[of]}`,
    )
})

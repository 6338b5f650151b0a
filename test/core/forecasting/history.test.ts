import t from 'tap'
import { History } from '../../../core/forecasting/history.ts'

t.test('a year of readings takes no more room than three days', async t => {
  const history = new History(60, 72 * 3600)
  let most = 0
  for (let minute = 0; minute < 60 * 24 * 20; minute += 1) {
    history.take(minute * 60, minute)
    most = Math.max(most, history.stretches.length)
  }
  t.ok(most < 420, `${most} stretches`)
  const [first] = history.stretches
  t.ok(first && first.at > 17 * 86_400 - 3_600, 'and forgets what is older')
})

t.test(
  'joined stretches keep the mean, the height and the time of what they stand for',
  async t => {
    const history = new History(60, 72 * 3600)
    for (let minute = 1; minute <= 1_000; minute += 1) history.take(minute * 60, minute)
    const { stretches } = history
    const readings = stretches.reduce((sum, stretch) => sum + stretch.readings, 0)
    const sum = stretches.reduce((total, { mean, readings: n }) => total + mean * n, 0)
    t.equal(readings, 1_000)
    // Each counts as the median of five, which is two behind.
    t.ok(Math.abs(sum / readings - 498.5) < 0.1, `${sum / readings}`)
    t.ok(stretches.length < 300)
    t.strictSame(
      stretches.map(({ highest }) => highest),
      stretches.map(({ highest }) => highest).toSorted((a, b) => a - b),
    )
  },
)

t.test('a reading that is not later than the last is left out', async t => {
  const history = new History(60, 3600)
  history.take(60, 1)
  history.take(60, 99)
  history.take(0, 99)
  t.equal(history.stretches.length, 1)
})

import t from 'tap'
import { theilSen } from '../../../../plugins/disk/forecasting/forecast.ts'

const line = (n: number, slope: number): { x: number; y: number }[] =>
  Array.from({ length: n }, (_, x) => ({ x, y: 5 + slope * x }))

t.test('finds the slope of a straight line, with no doubt about it', async t => {
  t.strictSame(theilSen(line(20, -3)), { median: -3, low: -3, high: -3 })
})

t.test('a quarter of wild outliers leaves the slope where it is', async t => {
  const points = line(40, 2).map((p, n) => (n % 4 === 0 ? { ...p, y: 1e6 } : p))
  t.equal(theilSen(points)?.median, 2)
})

t.test('the bounds hold the slope of a line with noise, and are wider for more noise', async t => {
  // A fixed sequence that looks like noise and has no trend.
  const noisy = (size: number) =>
    line(60, 1).map(p => ({ ...p, y: p.y + size * Math.sin(p.x * 12.9898) }))
  const [calm, wild] = [theilSen(noisy(2)), theilSen(noisy(20))]
  t.ok(calm && calm.low < 1 && 1 < calm.high)
  t.ok(calm && wild && wild.high - wild.low > calm.high - calm.low)
})

t.test('points of one moment have no slope', async t => {
  t.equal(theilSen([]), null)
  t.equal(
    theilSen([
      { x: 1, y: 1 },
      { x: 1, y: 2 },
    ]),
    null,
  )
})

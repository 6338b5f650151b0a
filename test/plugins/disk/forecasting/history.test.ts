import t from 'tap'
import type { Past } from '../../../../plugins/disk/forecasting/forecast.ts'
import { extendHistory } from '../../../../plugins/disk/forecasting/histories.ts'
import { moment } from '../observations.ts'

const HOUR = 3600

function kept(everySeconds: number, untilSeconds: number): readonly Past[] {
  let history: readonly Past[] = []
  for (let second = 0; second <= untilSeconds; second += everySeconds) {
    history = extendHistory(history, { at: moment(second), availableBytes: second }, 6 * HOUR)
  }
  return history
}

t.test('keeps every reading of a minute, for six hours', async t => {
  const history = kept(60, 8 * HOUR)
  t.equal(history.length, 361)
  t.strictSame(history[0]?.at, moment(2 * HOUR))
})

t.test('keeps readings of every second evenly, and always the newest', async t => {
  const history = kept(1, HOUR)
  t.equal(history.length, 61)
  t.strictSame(history.at(-1)?.at, moment(HOUR))
  const gaps = history
    .slice(1, -1)
    .map((past, n) => past.at.getTime() - (history[n]?.at.getTime() ?? 0))
  t.ok(gaps.every(gap => gap === 60_000))
})

t.test('a clock that goes back takes the readings of its future away', async t => {
  const history = extendHistory(kept(60, HOUR), { at: moment(600), availableBytes: 0 }, 6 * HOUR)
  t.equal(history.length, 11)
})

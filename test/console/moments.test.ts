import t from 'tap'
import { rangeFor, readMoment } from '../../frontend/words/moments.ts'

// In the zone that the test runs in, as a reader would type it in theirs.
const at = (text: string): string => new Date(text).toISOString()
const now = Date.parse('2026-02-24T10:00:00')

t.test('a moment is typed as a position or as a time in the reader’s own zone', async t => {
  const typed: readonly (readonly [string, string | undefined])[] = [
    ['70', '70'],
    ['02:14:07', at('2026-02-24T02:14:07')],
    [' 9:05 ', at('2026-02-24T09:05:00')],
    ['23:02', at('2026-02-23T23:02:00')],
    ['2026-02-20', at('2026-02-20T00:00:00')],
    ['2026-02-20 02:14', at('2026-02-20T02:14:00')],
    ['2026-02-20T02:14:07Z', '2026-02-20T02:14:07.000Z'],
    ['2026-02-20T02:14+02:00', '2026-02-20T00:14:00.000Z'],
  ]
  for (const [text, moment] of typed) t.equal(readMoment(text, now), moment, text)
  for (const text of ['', 'yesterday', '25:00', '12:60', '2026-13-01', '-5', '1e3', '9'.repeat(20)])
    t.equal(readMoment(text, now), undefined, text)
})

t.test(
  'the range is the shortest that the moment lies in, and no shorter than was chosen',
  async t => {
    const hour = 3_600_000
    t.equal(rangeFor(null, now, hour), hour)
    t.equal(rangeFor(now - 2 * hour, now, hour), 6 * hour)
    t.equal(rangeFor(now - hour, now, 24 * hour), 24 * hour)
    t.equal(rangeFor(0, now, hour), 3_653 * 24 * hour, 'no longer than the longest')
  },
)

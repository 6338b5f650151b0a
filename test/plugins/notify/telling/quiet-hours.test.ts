import fc from 'fast-check'
import t from 'tap'
import { isQuiet } from '../../../../plugins/notify/telling/quiet-hours.ts'
import { isTimeZone, shownMs, whenShown } from '../../../../plugins/notify/windows/time-zone.ts'

const berlin = (from: string, to: string) => [
  { from, to, except: 'critical', timeZone: 'Europe/Berlin' } as const,
]
const quietAt = (hours: ReturnType<typeof berlin>, times: readonly string[]): readonly boolean[] =>
  times.map(time => isQuiet(hours, { now: new Date(time), severity: 'warning' }))

t.test('quiet hours are by the clocks of their time zone, in summer and in winter', async t => {
  const hours = berlin('22:00', '06:00')
  const winter = [
    '2026-01-10T20:59Z',
    '2026-01-10T21:00Z',
    '2026-01-11T04:59Z',
    '2026-01-11T05:00Z',
  ]
  t.strictSame(quietAt(hours, winter), [false, true, true, false])
  const summer = [
    '2026-07-10T19:59Z',
    '2026-07-10T20:00Z',
    '2026-07-11T03:59Z',
    '2026-07-11T04:00Z',
  ]
  t.strictSame(quietAt(hours, summer), [false, true, true, false])
})

t.test('they hold over the nights in which clocks are set forward and back', async t => {
  const hours = berlin('22:00', '06:00')
  // 2026-03-29, 02:00 becomes 03:00: the night is an hour shorter.
  const spring = [
    '2026-03-28T21:00Z',
    '2026-03-29T01:00Z',
    '2026-03-29T03:59Z',
    '2026-03-29T04:00Z',
  ]
  t.strictSame(quietAt(hours, spring), [true, true, true, false])
  // 2026-10-25, 03:00 becomes 02:00: it is an hour longer.
  const autumn = [
    '2026-10-24T20:00Z',
    '2026-10-25T00:30Z',
    '2026-10-25T04:59Z',
    '2026-10-25T05:00Z',
  ]
  t.strictSame(quietAt(hours, autumn), [true, true, true, false])
})

t.test(
  'what clocks show twice is quiet throughout, and what they leave out comes later',
  async t => {
    const back = berlin('02:30', '02:45')
    const twice = [
      '2026-10-25T00:29Z',
      '2026-10-25T00:30Z',
      '2026-10-25T01:10Z',
      '2026-10-25T01:45Z',
    ]
    t.strictSame(quietAt(back, twice), [false, true, true, false])
    const forward = berlin('02:30', '03:45')
    const never = [
      '2026-03-29T01:29Z',
      '2026-03-29T01:30Z',
      '2026-03-29T01:44Z',
      '2026-03-29T01:45Z',
    ]
    t.strictSame(quietAt(forward, never), [false, true, true, false])
  },
)

t.test('in UTC it is as it always was', async t => {
  const plain = (minute: number, from: number, to: number): boolean =>
    from <= to ? minute >= from && minute < to : minute >= from || minute < to
  const words = (at: number): string =>
    `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
  const minute = fc.integer({ min: 0, max: 1_439 })
  fc.assert(
    fc.property(minute, minute, minute, (at, from, to) => {
      const now = new Date(Date.UTC(2026, 5, 1, 0, at))
      const hours = [{ from: words(from), to: words(to), except: 'none' } as const]
      t.equal(isQuiet(hours, { now, severity: 'critical' }), plain(at, from, to))
    }),
    { numRuns: 200 },
  )
})

t.test('what clocks show at any time is found again', async t => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
  ]
  const minutes = fc.integer({ min: 0, max: 60 * 24 * 366 })
  fc.assert(
    fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
      const at = new Date(Date.UTC(2026, 0, 1, 0, minute))
      const { first, last } = whenShown(zone, shownMs(zone, at))
      t.ok(first.getTime() === at.getTime() || last.getTime() === at.getTime(), `${zone} ${minute}`)
    }),
    { numRuns: 300 },
  )
})

t.test('a time zone has a name', async t => {
  t.ok(isTimeZone('Europe/Berlin') && isTimeZone('UTC'))
  t.notOk(isTimeZone('Berlin') || isTimeZone('Europe/Nowhere') || isTimeZone(''))
})

import t from 'tap'
import { forecast, type Past } from '../../../../plugins/disk/forecasting/forecast.ts'
import { configured } from '../defaults.ts'
import { moment } from '../observations.ts'

const rules = configured().forecast
const GB = 1e9
const HOUR = 3600

/** Readings every minute; `availableAt` says what was available so many minutes in. */
function history(minutes: number, availableAt: (minute: number) => number): Past[] {
  return Array.from({ length: minutes + 1 }, (_, minute) => ({
    at: moment(minute * 60),
    availableBytes: availableAt(minute),
  }))
}

t.test('a steady fill is full when the line says so', async t => {
  // 100 GB left, 10 GB less every hour.
  const past = history(360, minute => 160 * GB - (minute * GB) / 6)
  const { severity, ...seconds } = forecast(past, 1000 * GB, rules) ?? {}
  t.strictSame(seconds, {
    fullInSeconds: 10 * HOUR,
    lowSeconds: 10 * HOUR,
    highSeconds: 10 * HOUR,
  })
  t.equal(severity, 'warning')
})

t.test('a clean-up that was undone does not mislead it, and the bounds hold the truth', async t => {
  const past = history(360, minute => {
    const line = 160 * GB - (minute * GB) / 6
    const jitter = Math.sin(minute * 12.9898) * GB
    return minute > 100 && minute < 150 ? line + 80 * GB : line + (minute === 360 ? 0 : jitter)
  })
  const found = forecast(past, 1000 * GB, rules)
  t.ok(found && Math.abs(found.fullInSeconds - 10 * HOUR) < HOUR / 2, JSON.stringify(found))
  t.ok(found && found.lowSeconds <= found.fullInSeconds && found.fullInSeconds <= found.highSeconds)
})

for (const [name, past] of [
  ['flat use', history(360, () => 100 * GB)],
  ['falling use', history(360, minute => 100 * GB + minute * GB)],
  ['noise without a trend', history(360, minute => 100 * GB + Math.sin(minute * 12.9898) * GB)],
  ['a creep that would take over a year', history(360, minute => 100 * GB - minute * 1000)],
  ['29 readings', history(28, minute => 100 * GB - minute * GB)],
  ['59 minutes', history(59, minute => 100 * GB - minute * GB)],
  ['nothing', []],
] as const) {
  t.test(`forecasts nothing from ${name}`, async t => {
    t.equal(forecast(past, 1000 * GB, rules), null)
  })
}

t.test('30 readings over one hour are enough', async t => {
  const past = history(29, minute => 100 * GB - minute * GB).map(({ availableBytes }, n) => ({
    at: moment((n * HOUR) / 29),
    availableBytes,
  }))
  t.ok(forecast(past, 1000 * GB, rules))
  t.equal(forecast(past.slice(1), 1000 * GB, rules), null)
})

t.test('a full disk is full now', async t => {
  const past = history(360, minute => Math.max(350 - minute, 0) * GB)
  t.equal(forecast(past, 1000 * GB, rules)?.fullInSeconds, 0)
})

// What is left falls by 1 GB an hour; the capacity sets the share it is of.
const hoursLeft = (hours: number): Past[] => history(360, minute => (hours + 6 - minute / 60) * GB)

for (const { name, hours, percent, severity } of [
  { name: 'under 24 h and under 40 %', hours: 23, percent: 39, severity: 'warning' },
  { name: '24 h', hours: 24, percent: 39, severity: 'ok' },
  { name: '40 %', hours: 23, percent: 40, severity: 'ok' },
  { name: 'under 4 h and under 20 %', hours: 3, percent: 19, severity: 'critical' },
  { name: '4 h and under 20 %', hours: 4, percent: 19, severity: 'warning' },
  { name: 'under 4 h and 20 %', hours: 3, percent: 20, severity: 'warning' },
]) {
  t.test(`is ${severity} at ${name}`, async t => {
    const capacity = (hours * GB * 100) / percent
    t.equal(forecast(hoursLeft(hours), capacity, rules)?.severity, severity)
  })
}

t.test('a late bound beyond what can be counted is the last that can be', async t => {
  // A third of the hour it falls fast, and from then on by a byte a minute.
  const past = history(60, minute => 9e15 - Math.min(minute, 19) * 1e14 - minute)
  t.match(forecast(past, 9e15, rules), { highSeconds: Number.MAX_SAFE_INTEGER })
})

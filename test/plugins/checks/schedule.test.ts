import type { Reading } from '../../../core/plugin-api.ts'
import t from 'tap'
import type { Check } from '../../../plugins/checks/config.ts'
import { scheduleChecks } from '../../../plugins/checks/schedule.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'

const checkOf = (name: string, every = 60): Check => ({
  ...{ name, argv: ['true'], every, timeout: 30, env: [], after: 1, keep: ['*'], forecast: {} },
})
const many = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => checkOf(`${name}${index}`))
const seconds = (clock: FakeClock): number => clock.monotonicMs() / 1_000

interface Started {
  readonly name: string
  readonly at: number
}

/** Runs checks that take as long as `lasts` says, in seconds. */
function follow(
  checks: readonly Check[],
  { atOnce = 4, lasts = () => 0 }: { atOnce?: number; lasts?: (name: string) => number } = {},
) {
  const clock = createFakeClock()
  const started: Started[] = []
  const readings: Reading[] = []
  let running = 0
  let most = 0
  const following = scheduleChecks({
    ...{ checks, atOnce, clock },
    async run({ name, every }, signal) {
      started.push({ name, at: seconds(clock) })
      most = Math.max(most, (running += 1))
      await clock.delay(lasts(name) * 1_000, signal)
      running -= 1
      return { subject: name, every, level: 'ok', text: '' }
    },
  }).subscribe(reading => readings.push(reading))
  t.teardown(() => following.unsubscribe())
  return { clock, started, readings, following, most: () => most }
}

t.test('spreads the checks over their interval, and runs each at it', async t => {
  const { clock, started, readings } = follow(many(6, 'c'))
  await clock.advance(59_000)
  t.strictSame(
    started.map(({ at }) => at),
    [0, 10, 20, 30, 40, 50],
  )
  await clock.advance(60_000)
  t.equal(readings.length, 12)
})

t.test('a check that is seldom run has its first turn within a minute', async t => {
  const { clock, started } = follow([checkOf('a', 86_400), checkOf('b', 86_400)])
  await clock.advance(60_000)
  t.strictSame(started, [
    { name: 'a', at: 0 },
    { name: 'b', at: 30 },
  ])
})

t.test('runs no more than so many at a time, and never one check twice', async t => {
  const { clock, started, most } = follow(many(100, 'c'), { atOnce: 4, lasts: () => 90 })
  await clock.advance(600_000)
  // They are slow: of four places they leave one to those that are not.
  t.equal(most(), 3)
  t.ok(started.length > 8)
})

t.test('checks that hang make no other late', async t => {
  const checks = [...many(30, 'hangs'), ...many(10, 'quick')]
  const lasts = (name: string): number => (name.startsWith('hangs') ? 30 : 0)
  const { clock, started } = follow(checks, { atOnce: 8, lasts })
  await clock.advance(600_000)
  const from = started.filter(({ name, at }) => name.startsWith('quick') && at > 300)
  // Quick ones lie 1.5 s apart from 45 s on, in each minute.
  t.strictSame([...new Set(from.map(({ at }) => at % 60))].length, 10)
  t.ok(from.every(({ at }) => at % 60 >= 45))
})

t.test('ends what runs when it is left', async t => {
  const { clock, following, readings } = follow([checkOf('a')], { lasts: () => 10 })
  await clock.advance(1_000)
  following.unsubscribe()
  await clock.advance(120_000)
  t.strictSame(readings, [])
})

t.test('with nothing to run, it waits for no reading and does not end', async t => {
  const { clock, following, started } = follow([])
  await clock.advance(120_000)
  t.strictSame(started, [])
  t.notOk(following.closed)
})

import { Subject } from 'rxjs'
import t from 'tap'
import type { Observation } from '../../../../core/host.ts'
import type { GuardObservation } from '../../../../core/guarding/guard-events.ts'
import type { TakingGuard } from '../../../../core/guarding/taking/observation-of.ts'
import { watchGuard } from '../../../../core/guarding/taking/observe.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { silentLog } from '../../../support/silent-log.ts'
import { until } from '../../../support/until.ts'
import { createStoryHost } from '../story-host.ts'

const guard: TakingGuard = {
  ...{ name: 'tank', intervalSeconds: 60, host: 'web-1', measures: {}, limits: {} },
}

function follow(readings: Subject<unknown>) {
  const clock = createFakeClock()
  const { host } = createStoryHost<GuardObservation>()
  const taken: Observation<GuardObservation>[] = []
  const failures: unknown[] = []
  let ended = false
  const following = watchGuard(
    { ...host, clock, log: silentLog } as Parameters<typeof watchGuard>[0],
    {
      guard,
      watch(signal) {
        signal.addEventListener('abort', () => (ended = true))
        return readings
      },
    },
  ).subscribe({ next: one => taken.push(one), error: error => failures.push(error) })
  t.teardown(() => following.unsubscribe())
  return { clock, taken, failures, following, hasEnded: () => ended }
}

t.test('takes each reading as it comes, and what is none as a failed one', async t => {
  const readings = new Subject<unknown>()
  const { taken } = follow(readings)
  readings.next({ subject: 'north', level: 'warning', text: 'low', every: 5 })
  readings.next({ subject: 'south', level: 'bad', text: 'low' })
  readings.next({ subject: 'east', failure: 'it is not there' })
  await until('all were taken', () => taken.length === 3)
  t.match(
    taken.map(({ event }) => [event.type, event.data.subject, event.data.intervalSeconds]),
    [
      ['tank.Sampled', 'north', 5],
      ['tank.ReadFailed', 'south', 60],
      ['tank.ReadFailed', 'east', 60],
    ],
  )
})

t.test('a reading may bring measures that are looked ahead for', async t => {
  const readings = new Subject<unknown>()
  const { clock, taken } = follow(readings)
  const measures = { used: { title: 'Used', unit: 'percent', forecast: { reaches: 100 } } }
  for (let minute = 0; minute < 120; minute += 1) {
    const values = { used: 20 + minute / 2 }
    readings.next({ subject: 'north', level: 'ok', text: 'fine', values, measures })
    await until('it was taken', () => taken.length === minute + 1)
    await clock.advance(60_000)
  }
  t.match(taken.at(-1)?.event.data, { forecast: { used: { reachesInSeconds: Number } } })
  t.strictSame(taken[0]?.event.data, { ...taken[0]?.event.data, forecast: {} })
})

t.test('what is watched is ended with whoever watches, and fails with it', async t => {
  const left = follow(new Subject())
  left.following.unsubscribe()
  t.ok(left.hasEnded())
  const readings = new Subject<unknown>()
  const failing = follow(readings)
  readings.error(new Error('no more'))
  await until('it failed', () => failing.failures.length === 1)
  t.ok(failing.hasEnded())
})

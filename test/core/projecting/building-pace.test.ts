import t from 'tap'
import { BuildingPace } from '../../../core/projecting/building-pace.ts'

t.test('does not know a pace from one look', async t => {
  const pace = new BuildingPace()
  t.strictSame(pace.pace(100n), { eventsPerSecond: null, secondsLeft: null })
  pace.see({ atMs: 0, position: 0n, events: 0 })
  t.strictSame(pace.pace(100n), { eventsPerSecond: null, secondsLeft: null })
})

t.test('tells events a second and the time left', async t => {
  const pace = new BuildingPace()
  pace.see({ atMs: 0, position: 0n, events: 0 })
  pace.see({ atMs: 2_000, position: 4_000n, events: 1_000 })
  t.strictSame(pace.pace(10_000n), { eventsPerSecond: 500, secondsLeft: 3 })
  t.strictSame(pace.pace(undefined), { eventsPerSecond: 500, secondsLeft: null })
})

t.test('forgets what is over 20 s ago', async t => {
  const pace = new BuildingPace()
  pace.see({ atMs: 0, position: 0n, events: 0 })
  pace.see({ atMs: 10_000, position: 10_000n, events: 10_000 })
  pace.see({ atMs: 30_000, position: 12_000n, events: 12_000 })
  t.match(pace.pace(13_000n), { eventsPerSecond: 100, secondsLeft: 10 })
})

t.test('leaves the time open while nothing moves', async t => {
  const pace = new BuildingPace()
  pace.see({ atMs: 0, position: 5n, events: 1 })
  pace.see({ atMs: 2_000, position: 5n, events: 1 })
  t.strictSame(pace.pace(10n), { eventsPerSecond: 0, secondsLeft: null })
})

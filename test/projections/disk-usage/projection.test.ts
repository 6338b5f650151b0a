import fc from 'fast-check'
import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { foldEvents } from '../../../core/projecting/fold.ts'
import { diskEvents } from '../../../plugins/disk/events.ts'
import projection, { type UsageEvent } from '../../../projections/disk-usage/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'
import { sampled } from '../../plugins/disk/observations.ts'
import { history, scavenged, theDisk } from '../disk-history.ts'

const isUsage = (event: (typeof history)[number]): event is Recorded<UsageEvent> =>
  event.type in projection.on
const events = history.filter(isUsage)

// Samples are counted by their revision, so their stream's order matters; that of the summaries does not.
await projectionContract(t, projection, diskEvents, {
  events,
  observations: ['disk.DaySummarised'],
})

function bucketsOf(told: readonly Recorded<UsageEvent>[]): readonly string[] {
  return [...foldEvents(projection, told)]
    .map(([key, row]) => {
      const used = [row.used_min_bytes, row.used_max_bytes, row.used_last_bytes].join('/')
      return `${key.slice(theDisk.length + 1)} ${used} x${row.samples}`
    })
    .sort()
}

t.test('rolls samples up into 5 minutes and 1 hour, and days from their summaries', async t => {
  const samples = [
    sampled(0, 0, { usedBytes: 100 }),
    sampled(240, 1, { usedBytes: 300 }),
    sampled(299, 2, { usedBytes: 200 }),
    sampled(300, 3, { usedBytes: 400 }),
    sampled(3600, 4, { usedBytes: 50 }),
  ]
  t.strictSame(bucketsOf(samples), [
    '1h/2026-01-01T12:00:00.000Z 100/400/400 x4',
    '1h/2026-01-01T13:00:00.000Z 50/50/50 x1',
    '5m/2026-01-01T12:00:00.000Z 100/300/200 x3',
    '5m/2026-01-01T12:05:00.000Z 400/400/400 x1',
    '5m/2026-01-01T13:00:00.000Z 50/50/50 x1',
  ])
})

t.test('the detail of a day goes when it expires, and its summary stays', async t => {
  t.strictSame(bucketsOf(events), [
    '1d/2026-01-01T00:00:00.000Z 100/300/200 x3',
    '1d/2026-01-02T00:00:00.000Z 150/150/150 x1',
    '1h/2026-01-02T12:00:00.000Z 150/150/150 x1',
    '1h/2026-01-03T12:00:00.000Z 250/250/250 x1',
    '5m/2026-01-02T12:00:00.000Z 150/150/150 x1',
    '5m/2026-01-03T12:00:00.000Z 250/250/250 x1',
  ])
})

t.test('a rebuild gives the same rows whether or not samples have expired', async t => {
  const kept = scavenged.filter(isUsage)
  t.ok(kept.length < events.length)
  t.strictSame(foldEvents(projection, kept), foldEvents(projection, events))
})

t.test('what is delivered again from any point on is not counted twice', async t => {
  const once = foldEvents(projection, events)
  const property = fc.property(fc.nat(events.length), fc.nat(events.length), (a, b) => {
    const [from, to] = [Math.min(a, b), Math.max(a, b)]
    const twice = [...events.slice(0, to), ...events.slice(from)]
    t.strictSame(foldEvents(projection, twice), once)
  })
  fc.assert(property, { numRuns: 100 })
})

import t from 'tap'
import { createDiskForecaster, createForecasts } from '../../../plugins/disk/forecast.ts'
import type { Forecast, Reading } from '../../../plugins/disk/sample-events.ts'
import { sampleStream } from '../../../plugins/disk/streams.ts'
import { configured } from './defaults.ts'
import { sample } from './examples.ts'
import { moment, readFailed, sampled } from './observations.ts'
import { createTestHost } from './test-host.ts'

const GB = 1e9

/** A disk of 100 GB and 1,000,000 inodes. */
const reading = (usedBytes: number, inodesUsed = 0): Reading => ({
  totalBytes: 100 * GB,
  usedBytes,
  freeBytes: 100 * GB - usedBytes,
  availableBytes: 100 * GB - usedBytes,
  inodesTotal: 1_000_000,
  inodesUsed,
})

function watch(
  minutes: number,
  readingAt: (minute: number) => Reading,
): readonly (Forecast | null)[] {
  const forecaster = createDiskForecaster(configured())
  return Array.from({ length: minutes }, (_, minute) =>
    forecaster.take(moment(minute * 60), readingAt(minute)),
  )
}

t.test('a disk that fills is warned of long before, and critical when it is near', async t => {
  // 4 GB an hour from 50 GB: full after 12.5 hours.
  const told = watch(750, minute => reading(50 * GB + (minute * 4 * GB) / 60))
  const first = (severity: string): number => told.findIndex(one => one?.severity === severity)
  t.ok(first('warning') > 150 && first('warning') < 300, `warning at ${first('warning')}`)
  t.ok(first('critical') > 480 && first('critical') < 600, `critical at ${first('critical')}`)
  t.equal(told.at(-1)?.severity, 'critical')
  t.equal(told.at(-1)?.of, undefined)
})

t.test('inodes that run out are told of as such', async t => {
  const told = watch(700, minute => reading(10 * GB, 400_000 + minute * 800)).at(-1)
  t.match(told, { of: 'inodes', severity: 'critical' })
})

t.test('a disk without a number of inodes is foreseen by its bytes alone', async t => {
  const told = watch(700, minute => ({
    ...reading(50 * GB + (minute * 4 * GB) / 60),
    inodesTotal: 0,
  }))
  t.ok(told.at(-1))
})

t.test('a level that is held keeps the numbers it was entered for', async t => {
  const told = watch(700, minute => reading(50 * GB + (Math.min(minute, 600) * 4 * GB) / 60))
  t.ok(told[640]?.severity !== 'ok')
  t.ok(told[640])
  t.equal(told.at(-1), null)
})

t.test('a guard that starts again looks back on what it had seen', async t => {
  const stream = sampleStream(sample.diskId)
  const readings = Array.from({ length: 600 }, (_, minute) =>
    sampled(minute * 60, minute, reading(50 * GB + (minute * 4 * GB) / 60)),
  )
  const events = [...readings, readFailed(600 * 60, 600)]
  const forecasts = createForecasts(createTestHost({ streams: { [stream]: events } }))
  const told = await forecasts.take(stream, moment(601 * 60), reading(90 * GB))
  t.ok(told && told.severity !== 'ok', JSON.stringify(told))
})

t.test('nothing is foreseen while the ledger cannot be read, and it is after', async t => {
  let up = false
  const stream = sampleStream(sample.diskId)
  const events = Array.from({ length: 600 }, (_, minute) =>
    sampled(minute * 60, minute, reading(50 * GB + (minute * 4 * GB) / 60)),
  )
  const working = createTestHost({ streams: { [stream]: events } })
  const host = {
    ...working,
    read: (...args: Parameters<typeof working.read>) => {
      if (up) return working.read(...args)
      throw new Error('the ledger is away')
    },
  }
  const forecasts = createForecasts(host)
  t.equal(await forecasts.take(stream, moment(600 * 60), reading(90 * GB)), null)
  up = true
  t.ok(await forecasts.take(stream, moment(601 * 60), reading(90.1 * GB)))
})

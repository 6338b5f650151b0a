import { createDiskForecaster } from '../../../plugins/disk/forecast.ts'
import type { Forecast, Reading } from '../../../plugins/disk/sample-events.ts'
import type { Point } from './series.ts'

// The defaults of the disk guard.
const config = {
  interval: 60,
  forecast: {
    window: 72 * 3_600,
    warning: { fullWithin: 24 * 3_600, availablePercent: 40 },
    critical: { fullWithin: 4 * 3_600, availablePercent: 20 },
  },
} as const

/** The disk guard's forecast of one disk, with its defaults. */
export function ownForecast(): (point: Point) => Forecast | null {
  const forecaster = createDiskForecaster(config)
  return ({ atSeconds, availableBytes, capacityBytes }) =>
    forecaster.take(new Date(atSeconds * 1_000), readingOf(availableBytes, capacityBytes))
}

function readingOf(availableBytes: number, totalBytes: number): Reading {
  const usedBytes = totalBytes - availableBytes
  const inodes = { inodesTotal: 0, inodesUsed: 0 }
  return { totalBytes, usedBytes, freeBytes: availableBytes, availableBytes, ...inodes }
}

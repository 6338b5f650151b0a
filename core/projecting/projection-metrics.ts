import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { ProjectionStatus } from './projection-status.ts'

/** What the projections of a process measure. */
export interface ProjectionMeasures {
  applied(projection: string, events: number, seconds: number): void
}

/** Creates the measures in a registry. */
export function createProjectionMeasures(registry: Registry): ProjectionMeasures {
  const events = new Counter({
    name: 'decklog_projection_events_total',
    help: 'Events that a projection of this process has applied or parked.',
    labelNames: ['projection'],
    registers: [registry],
  })
  const batches = new Histogram({
    name: 'decklog_projection_batch_seconds',
    help: 'Seconds to apply one batch, rows and checkpoint together.',
    labelNames: ['projection'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  return {
    applied(projection, count, seconds) {
      events.inc({ projection }, count)
      batches.observe({ projection }, seconds)
    },
  }
}

/** Registers how far the projections are, as this process knows it; what it does not know is not shown. */
export function registerProjectionGauges(
  registry: Registry,
  board: { status(): readonly ProjectionStatus[] },
): void {
  const register = (
    name: string,
    help: string,
    valueOf: (status: ProjectionStatus) => number | null,
  ): void => {
    const gauge = new Gauge({
      name: `decklog_projection_${name}`,
      help,
      labelNames: ['projection'],
      registers: [registry],
      collect() {
        gauge.reset()
        for (const status of board.status()) {
          const value = valueOf(status)
          if (value !== null) gauge.set({ projection: status.name }, value)
        }
      },
    })
  }
  register('lag_events', 'Events that wait for a projection.', status => status.lagEvents)
  register('lag_seconds', 'Age of the oldest event that waits.', status => status.lagSeconds)
  register('parked_events', 'Events that were set aside.', status => status.parked)
}

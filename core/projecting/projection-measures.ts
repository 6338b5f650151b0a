import { Counter, Histogram, type Registry } from 'prom-client'

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

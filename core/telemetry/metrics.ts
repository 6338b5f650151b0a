import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import { logSink } from './log-sink.ts'

/** What this process measures; other parts register theirs in `registry`. */
export interface Metrics {
  readonly registry: Registry
  /** Seconds from a request's arrival to its answer's end, by route template. */
  readonly httpSeconds: Histogram<'method' | 'route' | 'status'>
  /** All of it in the text format of Prometheus. */
  expose(): Promise<string>
}

/**
 * Creates a registry of its own, with the metrics of HTTP, and from the first time that they are asked for with those of the process:
 * how late its event loop is, is measured a hundred times a second, and costs a process at rest more than all the rest of it.
 */
export function createMetrics(): Metrics {
  const registry = new Registry()
  let process: 'unmeasured' | 'measured' = 'unmeasured'
  const httpSeconds = new Histogram({
    name: 'decklog_http_request_duration_seconds',
    help: 'Seconds from the arrival of a request to the end of its answer, by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  const lines = new Counter({
    name: 'decklog_log_lines_lost_total',
    help: 'Lines of the log that could not be written.',
    registers: [registry],
    collect() {
      lines.reset()
      lines.inc(logSink.lost)
    },
  })
  return {
    registry,
    httpSeconds,
    expose() {
      if (process === 'unmeasured') collectDefaultMetrics({ register: registry })
      process = 'measured'
      return registry.metrics()
    },
  }
}

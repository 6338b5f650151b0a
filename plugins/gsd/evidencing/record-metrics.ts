import { isDeepStrictEqual } from 'node:util'
import type { Rule } from '../running/rule.ts'

/** Metrics replace those before, as a whole. */
export const recordMetrics: Rule = ({ runId, metrics: before }, { change: { metrics } }) =>
  metrics === undefined || isDeepStrictEqual(metrics, before)
    ? []
    : [{ type: 'gsd.MetricsRecorded', data: { runId, metrics } }]

import t from 'tap'
import { createMetrics } from '../../../core/telemetry/metrics.ts'

t.test('a process is measured from the first time that its metrics are asked for', async t => {
  const metrics = createMetrics()
  t.notMatch(await metrics.registry.metrics(), /^nodejs_|^process_/m)
  for (const when of ['the first time', 'and again']) {
    const text = await metrics.expose()
    t.match(text, /^nodejs_eventloop_lag_p99_seconds /m, when)
    t.match(text, /^process_cpu_seconds_total /m, when)
    t.match(text, /^decklog_log_lines_lost_total 0$/m, when)
  }
})

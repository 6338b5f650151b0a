import type { Logger } from 'pino'
import { Gauge, type Registry } from 'prom-client'
import { messageOf } from '../errors.ts'
import type { PluginGauge } from '../plugin.ts'

/** Registers the gauges of a plugin; each is read when the metrics are, and shows nothing when it cannot be read. */
export function registerGauges(
  registry: Registry,
  gauges: readonly PluginGauge[],
  log: Logger,
): void {
  for (const { name, summary, labels, read } of gauges) {
    const gauge = new Gauge({
      name: `decklog_${name}`,
      help: summary,
      labelNames: [...labels],
      registers: [registry],
      async collect() {
        gauge.reset()
        try {
          for (const { labels: of, value } of await read()) gauge.set({ ...of }, value)
        } catch (error) {
          log.debug({ gauge: name, reason: messageOf(error) }, 'A gauge could not be read')
        }
      },
    })
  }
}

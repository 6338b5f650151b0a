import type { Logger } from 'pino'
import { Gauge, type Registry } from 'prom-client'
import { messageOf } from '../errors.ts'
import { within } from '../timing/within.ts'
import type { PluginGauge } from '../plugin.ts'

// So long a scrape waits for one of them.
const budgetMs = 2_000

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
          const found = await within({ ms: budgetMs }, read)
          for (const { labels: of, value } of found) gauge.set({ ...of }, value)
        } catch (error) {
          log.debug({ gauge: name, reason: messageOf(error) }, 'A gauge could not be read')
        }
      },
    })
  }
}

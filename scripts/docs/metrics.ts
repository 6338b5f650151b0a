import type { MetricObject } from 'prom-client'
import { table } from './table.ts'

/** The reference of Decklog's own metrics; those of the process are prom-client's defaults. */
export function metricsPage(metrics: readonly MetricObject[]): string {
  const own = metrics
    .filter(metric => metric.name.startsWith('decklog_'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return `# Metrics

\`GET /metrics\` answers in Prometheus' text format, without a token unless \`metrics\` is switched off. Beside these there are the
defaults of prom-client for the process (\`process_*\`, \`nodejs_*\`), measured from the first time that they are asked for.

${table(
  ['metric', 'type', 'meaning'],
  own.map(({ name, type, help }) => [`\`${name}\``, String(type), help]),
)}
`
}

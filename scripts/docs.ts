import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromPlugin } from '../core/cli/command.ts'
import { coreCommands } from '../core/cli/core-commands.ts'
import { findContributions } from '../core/cli/plugin-commands.ts'
import { loadSettings } from '../core/config/config.ts'
import { packageRoot } from '../core/config/package-root.ts'
import { createEventCatalog } from '../core/events/event-catalog.ts'
import { loadInstallation } from '../core/loading/load-installation.ts'
import {
  createProjectionMeasures,
  registerProjectionGauges,
} from '../core/projecting/projection-metrics.ts'
import { guardGauge } from '../core/guarding/answering/guard-gauge.ts'
import { registerGauges } from '../core/running/plugin-gauges.ts'
import { createPluginMetrics } from '../core/running/plugin-metrics.ts'
import { createLogger } from '../core/telemetry/log.ts'
import { createMetrics } from '../core/telemetry/metrics.ts'
import { commandLinePage } from './docs/command-line.ts'
import { configurationPage } from './docs/configuration.ts'
import { errorsPage } from './docs/errors.ts'
import { eventsPage } from './docs/events.ts'
import { metricsPage } from './docs/metrics.ts'
import { pluginApiPage } from './docs/plugin-api.ts'

// Writes docs/reference from the code; with --check, says which page is out of date instead.

async function pages(): Promise<Readonly<Record<string, string>>> {
  const installation = await loadInstallation(await loadSettings({ env: {}, cwd: packageRoot }))
  const { registry } = createMetrics()
  createProjectionMeasures(registry)
  createPluginMetrics(registry)
  registerProjectionGauges(registry, { status: () => [] })
  const contributions = await findContributions({ env: {}, cwd: packageRoot, file: undefined })
  const added = contributions.flatMap(({ commands = [] }) => commands.map(fromPlugin))
  const log = createLogger('silent')
  for (const { gauges = [] } of contributions) registerGauges(registry, gauges, log)
  registerGauges(registry, [guardGauge([])], log)
  return {
    'configuration.md': configurationPage(installation.plugins.map(one => one.plugin)),
    'events.md': eventsPage(createEventCatalog(installation.sources).entries),
    'cli.md': commandLinePage([...coreCommands, ...added]),
    'metrics.md': metricsPage(registry.getMetricsAsArray()),
    'errors.md': errorsPage(),
    'plugin-api.md': await pluginApiPage(),
  }
}

const head = '<!-- Written by `npm run docs` from the code. -->\n\n'
const stale: string[] = []
for (const [name, text] of Object.entries(await pages())) {
  const path = join(packageRoot, 'docs', 'reference', name)
  const wanted = head + text
  if ((await readFile(path, 'utf8').catch(() => '')) === wanted) continue
  if (process.argv.includes('--check')) stale.push(`docs/reference/${name}`)
  else await writeFile(path, wanted)
}
if (stale.length > 0) {
  process.stderr.write(`Out of date: ${stale.join(', ')}. Run npm run docs.\n`)
  process.exitCode = 1
}

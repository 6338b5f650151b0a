import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromPlugin } from '../core/cli/command.ts'
import { coreCommands } from '../core/cli/core-commands.ts'
import { loadSettings } from '../core/config/config.ts'
import { packageRoot } from '../core/config/package-root.ts'
import { createEventCatalog } from '../core/events/event-catalog.ts'
import { createIdle } from '../core/loading/idle-host.ts'
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
import { apiForConsole } from './docs/api-types.ts'
import { commandLinePage } from './docs/command-line.ts'
import { configurationPage } from './docs/configuration.ts'
import { errorsPage } from './docs/errors.ts'
import { eventsPage } from './docs/events.ts'
import { guardsPage } from './docs/guards.ts'
import { metricsPage } from './docs/metrics.ts'
import { pluginApiPage } from './docs/plugin-api.ts'

// Writes docs/reference and the console's types of the API from the code; with --check, says which page is out of date instead.

const head = '<!-- Written by `npm run docs` from the code. -->\n\n'

async function pages(): Promise<Readonly<Record<string, string>>> {
  const loaded = await loadSettings({ env: {}, cwd: packageRoot })
  const installation = await loadInstallation(loaded)
  const { registry } = createMetrics()
  createProjectionMeasures(registry)
  createPluginMetrics(registry)
  registerProjectionGauges(registry, { status: () => [] })
  const plugins = createIdle(installation, loaded)
  const contributions = plugins.map(one => one.contribution)
  const added = contributions.flatMap(({ commands = [] }) => commands.map(fromPlugin))
  const log = createLogger('silent')
  for (const { gauges = [] } of contributions) registerGauges(registry, gauges, log)
  registerGauges(registry, [guardGauge([])], log)
  const api = await apiForConsole(installation, loaded)
  return {
    'docs/reference/configuration.md':
      head + configurationPage(installation.plugins.map(one => one.plugin)),
    'docs/reference/events.md': head + eventsPage(createEventCatalog(installation.sources).entries),
    'docs/reference/cli.md': head + commandLinePage([...coreCommands, ...added]),
    'docs/reference/metrics.md': head + metricsPage(registry.getMetricsAsArray()),
    'docs/reference/guards.md': head + guardsPage(plugins),
    'docs/reference/errors.md': head + errorsPage(),
    'docs/reference/plugin-api.md': head + (await pluginApiPage()),
    'frontend/api/schema.ts': api.types,
    'frontend/api/dated-reads.ts': api.datedReads,
  }
}

const stale: string[] = []
for (const [name, wanted] of Object.entries(await pages())) {
  const path = join(packageRoot, name)
  if ((await readFile(path, 'utf8').catch(() => '')) === wanted) continue
  if (process.argv.includes('--check')) stale.push(name)
  else await writeFile(path, wanted)
}
if (stale.length > 0) process.stderr.write(`Out of date: ${stale.join(', ')}. Run npm run docs.\n`)
// What was put together to be described is not waited for.
process.exit(stale.length > 0 ? 1 : 0)

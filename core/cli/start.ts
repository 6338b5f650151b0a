import type { Started } from '../app.ts'
import { version } from '../config/package-root.ts'
import { createLogger } from '../telemetry/log.ts'
import type { CoreCommand } from './command.ts'
import { untilSignal } from './until-signal.ts'

/** `decklog start` */
export const start: CoreCommand = {
  name: 'start',
  summary: 'start Decklog and serve until it is stopped; logs go to standard error as JSON',
  calls: 'nothing',
  examples: [
    'decklog start',
    'DECKLOG_PORT=9000 DECKLOG_DATA_DIR=/var/lib/decklog/prod decklog start',
    'decklog start --config /etc/decklog.yml 2>>/var/log/decklog.log',
  ],
  async run({ loadSettings, options, print }) {
    const sinceMs = performance.now()
    const asked = untilSignal()
    const loaded = await loadSettings()
    const { createApp } = await import('../app.ts')
    const app = await createApp({ loaded, log: createLogger(loaded.settings.logLevel) })
    const starting = app.start()
    const started = await Promise.race([starting, asked])
    if (typeof started === 'object') {
      const seconds = (performance.now() - sinceMs) / 1000
      if (options['json']) print(JSON.stringify({ ...started, seconds }))
      else announce(started, seconds).forEach(print)
      await asked
    }
    await Promise.all([app.stop(), starting.catch(() => undefined)])
    return 0
  },
}

function announce(started: Started, seconds: number): readonly string[] {
  const { url, dataDir, insteadOf, adminToken, problems } = started
  const state = problems.length === 0 ? 'is ready' : 'has started, but is not ready yet'
  return [
    `Decklog ${version} ${state} after ${seconds.toFixed(1)} s.`,
    ...problems.map(problem => `            ${problem}`),
    `API         ${url}`,
    `Data        ${dataDir}`,
    ...(insteadOf ? [`            (the user postgres cannot reach ${insteadOf})`] : []),
    ...(adminToken
      ? [`Admin token ${adminToken}`, '            This is shown once: keep it.']
      : ['Get in      with your token; decklog token create makes another.']),
    'Stop        with Ctrl-C.',
  ]
}

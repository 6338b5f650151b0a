import { setFlagsFromString } from 'node:v8'
import type { Logger } from 'pino'
import type { App, Started } from '../app.ts'
import { version } from '../config/package-root.ts'
import { messageOf } from '../errors.ts'
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
    tuneHeap()
    const sinceMs = performance.now()
    // A terminal that is closed takes what runs in it along; a service is asked to reload.
    const hangUp = process.stdin.isTTY || process.stdout.isTTY ? 'stops' : 'reloads'
    const asked = untilSignal(hangUp)
    const loaded = await loadSettings()
    const { createApp } = await import('../app.ts')
    const log = createLogger(loaded.settings.logLevel)
    const app = await createApp({ loaded, load: loadSettings, log })
    const starting = app.start()
    if (hangUp === 'reloads') process.on('SIGHUP', () => void reload(app, log))
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

/**
 * Has V8 make all that is new where it is thrown away cheaply. Of what outlived two collections while Decklog started it would make the
 * like of it among what is old at once, and then each answer, request and header, old and dead, keeps all that it points to until the
 * whole heap is looked through: 9 KB an answer to `/healthz`, which then takes 73 µs of processor time instead of 44.
 */
function tuneHeap(): void {
  setFlagsFromString('--no-allocation-site-pretenuring')
}

// Whoever sent the signal reads the log.
async function reload(app: App, log: Logger): Promise<void> {
  try {
    log.info(await app.reload(), 'the configuration was read anew')
  } catch (error) {
    log.error({ reason: messageOf(error) }, 'the configuration stays as it is')
  }
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

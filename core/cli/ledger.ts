import { createLogger } from '../telemetry/log.ts'
import { DecklogError } from '../errors.ts'
import type { CoreCommand } from './core-command.ts'
import { untilSignal } from './until-signal.ts'

/** `decklog ledger` */
export const ledger: CoreCommand = {
  name: 'ledger',
  summary: 'run the ledger node alone, for EventStoreDB clients in any language',
  calls: 'nothing',
  options: [
    { syntax: '--port <port>', summary: 'port to listen on; default: ledgerPort of the settings' },
    { syntax: '--host <address>', summary: 'address to listen on; default: 127.0.0.1' },
  ],
  examples: ['decklog ledger', 'DECKLOG_DATABASE_URL=postgres://… decklog ledger --port 2114'],
  async run({ loadSettings, options, print }) {
    const { settings } = await loadSettings()
    const log = createLogger(settings.logLevel)
    const { host } = options
    const port = portOf(options['port'], settings.ledgerPort)
    const { withDatabases } = await import('./with-databases.ts')
    const { createLedgerNode } = await import('../../ledger-node/ledger-node.ts')
    const { tuneLedgerHeap } = await import('../embedded/tune-ledger-heap.ts')
    tuneLedgerHeap()
    const asked = untilSignal()
    const { dataDir, databaseUrl } = settings
    // Its own data, also where the settings name another server for decklog start.
    const place = { dataDir, ...(databaseUrl && { databaseUrl }) }
    await withDatabases(place, log, async ({ ledgerDatabaseUrl = '' }) => {
      const own = typeof host === 'string' ? { host } : {}
      const node = createLedgerNode({ databaseUrl: ledgerDatabaseUrl, port, log, ...own })
      try {
        const started = await node.start()
        const address = typeof host === 'string' ? host : '127.0.0.1'
        print(`The ledger node listens: esdb://${address}:${started.port}?tls=false`)
        await asked
      } finally {
        await node.stop()
      }
    })
    return 0
  },
}

function portOf(given: string | boolean | undefined, otherwise: number): number {
  if (given === undefined) return otherwise
  const port = Number(given)
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new DecklogError('DECKLOG_CONFIG_INVALID', `--port ${given} is no port: use 0 to 65535.`)
}

import type { LedgerFault } from '../../ledger-node/verifying/check-append.ts'
import type { Verified, VerifyProgress } from '../../ledger-node/verifying/verify-ledger.ts'
import type { LedgerAccess } from '../embedded/ledger-access.ts'
import { DecklogError } from '../errors.ts'
import { createLogger } from '../telemetry/log.ts'
import { counted } from '../validation/text.ts'
import type { CoreCommand } from './command.ts'
import { ledgerCopy } from './ledger-copy.ts'
import { createProgress } from './progress.ts'
import { untilSignal } from './until-signal.ts'

/** `decklog ledger` */
const ledger: CoreCommand = {
  name: 'ledger',
  summary: 'run the ledger node alone, for EventStoreDB clients in any language',
  calls: 'nothing',
  options: [
    { syntax: '--port <port>', summary: 'port to listen on; default: ledgerPort of the settings' },
    { syntax: '--host <address>', summary: 'address to listen on; default: 127.0.0.1' },
    {
      syntax: '--no-auth',
      summary: 'ask no credential: whoever reaches the port reads and writes',
    },
  ],
  examples: ['decklog ledger', 'DECKLOG_DATABASE_URL=postgres://… decklog ledger --port 2114'],
  async run({ loadSettings, options, print }) {
    const { settings } = await loadSettings()
    const log = createLogger(settings.logLevel)
    const host = typeof options['host'] === 'string' ? options['host'] : undefined
    const port = portOf(options['port'], settings.ledgerPort)
    const { withDatabases } = await import('./with-databases.ts')
    const { createLedgerNode } = await import('../../ledger-node/ledger-node.ts')
    const { loadLedgerAccess } = await import('../embedded/ledger-access.ts')
    const { tuneLedgerHeap } = await import('../embedded/tune-ledger-heap.ts')
    tuneLedgerHeap()
    const asked = untilSignal()
    const { dataDir, databaseUrl } = settings
    // Its own data, also where the settings name another server for decklog start.
    const place = { dataDir, ...(databaseUrl && { databaseUrl }) }
    await withDatabases(
      place,
      { missing: 'make', log, tell: () => {} },
      async ({ ledgerDatabaseUrl = '' }) => {
        const access = options['auth'] === false ? undefined : await loadLedgerAccess(dataDir, host)
        const node = createLedgerNode({
          databaseUrl: ledgerDatabaseUrl,
          port,
          log,
          ...(host !== undefined && { host }),
          ...(access && { credential: access.credential, tls: access.tls }),
        })
        try {
          const started = await node.start()
          const address = `${host ?? '127.0.0.1'}:${started.port}`
          linesOf(address, access).forEach(print)
          await asked
        } finally {
          await node.stop()
        }
      },
    )
    return 0
  },
}

function linesOf(address: string, access: LedgerAccess | undefined): readonly string[] {
  if (!access) return [`The ledger node listens: esdb://${address}?tls=false`]
  const { certFile, credential, secretFile } = access
  return [
    `The ledger node listens: esdb://${credential.user}:<secret>@${address}?tls=true&tlsCAFile=${certFile}`,
    `The secret is in ${secretFile}`,
  ]
}

function portOf(given: string | boolean | undefined, otherwise: number): number {
  if (given === undefined) return otherwise
  const port = Number(given)
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new DecklogError('DECKLOG_CONFIG_INVALID', `--port ${given} is no port: use 0 to 65535.`)
}

interface Outcome {
  readonly verified: Verified
  readonly faults: readonly LedgerFault[]
  /** All of them; only the first are listed. */
  readonly faultCount: number
}

const listedFaults = 1_000

/** `decklog ledger verify` */
const ledgerVerify: CoreCommand = {
  name: 'ledger verify',
  summary:
    'check revisions, positions and idempotency records of the ledger node’s data; exit code 1 and what is wrong where',
  calls: 'nothing',
  examples: ['decklog ledger verify', 'decklog ledger verify --json'],
  async run({ loadSettings, options, print, warn }) {
    const { settings } = await loadSettings()
    const { dataDir, databaseUrl } = settings
    const { withDatabases } = await import('./with-databases.ts')
    const place = { dataDir, ...(databaseUrl && { databaseUrl }) }
    const manner = { missing: 'refuse', log: createLogger('warn'), tell: warn } as const
    const outcome = await withDatabases(place, manner, ({ ledgerDatabaseUrl = '' }) =>
      verify(ledgerDatabaseUrl),
    )
    if (options['json']) print(toJson(outcome))
    else toLines(outcome).forEach(print)
    return outcome.faultCount > 0 ? 1 : 0
  },
}

async function verify(databaseUrl: string): Promise<Outcome> {
  const { createDatabase } = await import('../../postgres/database.ts')
  const { requireMigrated } = await import('../../postgres/migrate.ts')
  const { verifyLedger } = await import('../../ledger-node/verifying/verify-ledger.ts')
  const { ledgerMigrations } = await import('../../ledger-node/storing/ledger-migrations.ts')
  const log = createLogger('warn')
  await requireMigrated(databaseUrl, ledgerMigrations, { log })
  const database = createDatabase(databaseUrl, { log, applicationName: 'decklog-verify' })
  const bar = createProgress('ledger')
  const faults: LedgerFault[] = []
  let faultCount = 0
  const startedMs = performance.now()
  try {
    const verified = await verifyLedger(database, {
      report: fault => {
        if (++faultCount <= listedFaults) faults.push(fault)
      },
      progress: progress =>
        bar.update(progress.position, progress.head, describe(progress, startedMs)),
    })
    return { verified, faults, faultCount }
  } finally {
    bar.end()
    await database.close()
  }
}

function describe({ position, head, events }: VerifyProgress, startedMs: number): string {
  const seconds = (performance.now() - startedMs) / 1_000
  const left = Math.ceil((seconds * (head - position)) / position)
  return `${Math.round(events / seconds)} events/s, ${left} s left`
}

function toJson({ verified, faults, faultCount }: Outcome): string {
  const { events, streams, position } = verified
  return JSON.stringify({
    events,
    streams,
    position: String(position),
    fault_count: faultCount,
    faults: faults.map(fault => ({
      ...fault,
      ...(fault.position !== undefined && { position: String(fault.position) }),
    })),
  })
}

function toLines({ verified, faults, faultCount }: Outcome): readonly string[] {
  const { events, streams, position } = verified
  const size = `${events} events in ${streams} streams, up to ${position}`
  if (faultCount === 0) return [`The ledger is sound: ${size}`]
  const more = faultCount - faults.length
  return [
    `The ledger has ${counted(faultCount, 'fault')}: ${size}`,
    ...faults.map(fault => `  ${placeOf(fault)}: ${fault.text} (${fault.check})`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}

function placeOf({ stream, position }: LedgerFault): string {
  const name = stream === undefined ? '' : `stream ${stream}`
  const at = position === undefined ? '' : `append at ${position}`
  return [at, name].filter(text => text !== '').join(', ') || 'ledger'
}

/** Commands about the ledger node. */
export const ledgerCommands: readonly CoreCommand[] = [ledger, ledgerVerify, ledgerCopy]

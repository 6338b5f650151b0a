import type { LedgerFault } from '../../ledger-node/ledger-fault.ts'
import type { Verified, VerifyProgress } from '../../ledger-node/verify-ledger.ts'
import { createLogger } from '../telemetry/log.ts'
import type { CoreCommand } from './core-command.ts'
import { createProgress } from './progress.ts'

interface Outcome {
  readonly verified: Verified
  readonly faults: readonly LedgerFault[]
  /** All of them; only the first are listed. */
  readonly faultCount: number
}

const listedFaults = 1_000

/** `decklog ledger verify` */
export const ledgerVerify: CoreCommand = {
  name: 'ledger verify',
  summary:
    'check revisions, positions and idempotency records of the ledger node’s data; exit code 1 and what is wrong where',
  calls: 'nothing',
  examples: ['decklog ledger verify', 'decklog ledger verify --json'],
  async run({ loadSettings, options, print }) {
    const { settings } = await loadSettings()
    const { dataDir, databaseUrl } = settings
    const { withDatabases } = await import('./with-databases.ts')
    const place = { dataDir, ...(databaseUrl && { databaseUrl }) }
    const outcome = await withDatabases(place, createLogger('warn'), ({ ledgerDatabaseUrl = '' }) =>
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
  const { verifyLedger } = await import('../../ledger-node/verify-ledger.ts')
  const { ledgerMigrations } = await import('../../ledger-node/ledger-migrations.ts')
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
    `The ledger has ${faultCount} ${faultCount === 1 ? 'fault' : 'faults'}: ${size}`,
    ...faults.map(fault => `  ${placeOf(fault)}: ${fault.text} (${fault.check})`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}

function placeOf({ stream, position }: LedgerFault): string {
  const name = stream === undefined ? '' : `stream ${stream}`
  const at = position === undefined ? '' : `append at ${position}`
  return [at, name].filter(text => text !== '').join(', ') || 'ledger'
}

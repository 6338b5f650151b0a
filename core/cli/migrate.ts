import type { Logger } from 'pino'
import type { MigrationChain } from '../../postgres/check-migrations.ts'
import { isDecklogError } from '../errors.ts'
import { createLogger } from '../telemetry/log.ts'
import type { CoreCommand, ExitCode } from './command.ts'

interface Outcome {
  readonly chain: string
  readonly code: ExitCode
  readonly text: string
}

const atHead = 'at the head of its migrations'

/** `decklog migrate` */
export const migrateCommand: CoreCommand = {
  name: 'migrate',
  summary: 'bring each database in use to the head of its migrations',
  calls: 'nothing',
  options: [
    { syntax: '--check', summary: 'change nothing; exit code 1 unless each is at its one head' },
  ],
  examples: ['decklog migrate', 'decklog migrate --check'],
  async run({ loadSettings, options, print, warn }) {
    const { settings } = await loadSettings()
    const log = createLogger('warn')
    const visit = options['check'] ? check : bringUp
    const { coreMigrations } = await import('../readmodel/core-migrations.ts')
    const { ledgerMigrations } = await import('../../ledger-node/storing/ledger-migrations.ts')
    const { withDatabases } = await import('./with-databases.ts')
    const manner = { missing: 'refuse', log, tell: warn } as const
    const outcomes = await withDatabases(settings, manner, async databases => {
      const core = await visit(coreMigrations, databases.databaseUrl, log)
      if (!databases.ledgerDatabaseUrl) return [core]
      return [core, await visit(ledgerMigrations, databases.ledgerDatabaseUrl, log)]
    })
    if (options['json']) print(JSON.stringify(outcomes.map(({ chain, text }) => ({ chain, text }))))
    else for (const { chain, text } of outcomes) print(`${chain}: ${text}`)
    return outcomes.some(({ code }) => code !== 0) ? 1 : 0
  },
}

async function bringUp(chain: MigrationChain, url: string, log: Logger): Promise<Outcome> {
  const { migrate } = await import('../../postgres/migrate.ts')
  const applied = await migrate(url, chain, { log })
  return {
    chain: chain.name,
    code: 0,
    text: applied.length === 0 ? atHead : `applied ${applied.join(', ')}`,
  }
}

async function check(chain: MigrationChain, url: string, log: Logger): Promise<Outcome> {
  const { requireMigrated } = await import('../../postgres/migrate.ts')
  try {
    await requireMigrated(url, chain, { log })
    return { chain: chain.name, code: 0, text: atHead }
  } catch (error) {
    if (isDecklogError(error, 'DECKLOG_MIGRATION_PENDING', 'DECKLOG_DATA_VERSION'))
      return { chain: chain.name, code: 1, text: `${error.message} (${error.code})` }
    throw error
  }
}

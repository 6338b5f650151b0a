import { pino } from 'pino'
import { coreMigrations } from '../../core/readmodel/core-migrations.ts'
import { migrate } from '../../postgres/migrate.ts'
import { openOwnNode } from './ledger/own-node.ts'

/** Where a benchmark runs. */
export interface BenchStage {
  readonly ledgerUrl: string
  readonly databaseUrl: string
  close(): Promise<void>
}

/** Opens the servers named, and embedded ones in a folder of their own for those that are not. */
export async function openStage(named: {
  readonly url?: string | undefined
  readonly database?: string | undefined
}): Promise<BenchStage> {
  const own = named.url && named.database ? undefined : await openOwnNode()
  const close = async (): Promise<void> => own?.close()
  try {
    const ledgerUrl = named.url ?? own?.url ?? ''
    const databaseUrl = named.database ?? own?.databaseUrl ?? ''
    await migrate(databaseUrl, coreMigrations, { log: pino({ level: 'warn' }) })
    return { ledgerUrl, databaseUrl, close }
  } catch (error) {
    await close()
    throw error
  }
}

import { findChain } from '../../postgres/check-migrations.ts'

/** The migrations of the ledger's tables. */
export const ledgerMigrations = findChain('ledger', import.meta.dirname)

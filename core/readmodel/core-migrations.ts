import { findChain } from '../../postgres/check-migrations.ts'

/** The migrations of core's own tables. */
export const coreMigrations = findChain('core', import.meta.dirname)

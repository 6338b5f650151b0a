import type { Database } from './database.ts'
import {
  migrationFolder,
  migrationNames,
  migrationTable,
  numberingProblems,
  type MigrationChain,
} from './migration-chain.ts'

/** Something that keeps this build from using a database. `newer`: an applied migration that this build does not know. */
export interface MigrationProblem {
  readonly kind: 'pending' | 'newer' | 'order' | 'numbering'
  readonly text: string
}

/** Says what keeps a database from being at the one head of its chain; nothing when it is. */
export async function checkMigrations(
  database: Database,
  chain: MigrationChain,
): Promise<readonly MigrationProblem[]> {
  const known = migrationNames(migrationFolder(chain))
  const applied = await appliedMigrations(database, chain)
  const numbering = numberingProblems(known).map(text => ({ kind: 'numbering' as const, text }))
  return [...numbering, ...compareMigrations(known, applied)]
}

/** Compares what a build knows with what a database has applied, both in order. */
export function compareMigrations(
  known: readonly string[],
  applied: readonly string[],
): readonly MigrationProblem[] {
  const newer = applied.filter(name => !known.includes(name))
  const pending = known.filter(name => !applied.includes(name))
  const inOrder = known.filter(name => applied.includes(name))
  const common = applied.filter(name => known.includes(name))
  const skipped = pending.filter(name => common.some(later => later > name))
  const problems: MigrationProblem[] = [
    ...newer.map(name => ({ kind: 'newer' as const, text: `${name} is not known to this build` })),
    ...pending.map(name => ({ kind: 'pending' as const, text: `${name} has not been applied` })),
    ...skipped.map(name => ({ kind: 'order' as const, text: `${name} precedes applied ones` })),
  ]
  if (inOrder.join() !== common.join())
    problems.push({ kind: 'order', text: `applied as ${common.join(', ')}` })
  return problems
}

async function appliedMigrations(
  database: Database,
  chain: MigrationChain,
): Promise<readonly string[]> {
  const table = migrationTable(chain)
  const [found] = await database.query<{ exists: boolean }>(
    'select to_regclass($1) is not null as exists',
    [table],
  )
  if (!found?.exists) return []
  const rows = await database.query<{ name: string }>(`select name from ${table} order by id`)
  return rows.map(row => row.name)
}

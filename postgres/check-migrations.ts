import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from './database.ts'

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
  const known = migrationNames(chain.folder)
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

/** Migrations that belong together: numbered SQL files of a folder, noted in a table that is called after them. */
export interface MigrationChain {
  readonly name: string
  readonly folder: string
}

/** Finds the chain whose SQL files are in `migrations/<name>`, beside `near` or a folder above it. */
export function findChain(name: string, near: string): MigrationChain {
  const folder = join(near, 'migrations', name)
  if (existsSync(folder)) return { name, folder }
  if (dirname(near) === near) throw new Error(`There is no migrations/${name} here or above`)
  return findChain(name, dirname(near))
}

/** Table in which a chain notes what it has applied. */
export function migrationTable(chain: MigrationChain): string {
  return `${chain.name}_migrations`
}

/** Names of a chain's migrations, in order, without the suffix. */
export function migrationNames(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.sql'))
    .map(file => file.slice(0, -'.sql'.length))
    .sort()
}

/** What is wrong with the numbering of a chain: it must count 0001, 0002, ... with one migration each. */
export function numberingProblems(names: readonly string[]): readonly string[] {
  const problems: string[] = []
  let expected = 1
  for (const name of names) {
    const number = /^(\d{4})_[a-z0-9_]+$/.exec(name)?.[1]
    if (number === undefined) problems.push(`${name} is not named 0001_like_this`)
    else if (Number(number) < expected) problems.push(`${name} uses a number twice: two heads`)
    else if (Number(number) > expected) problems.push(`a migration is missing before ${name}`)
    if (number !== undefined) expected = Number(number) + 1
  }
  return problems
}

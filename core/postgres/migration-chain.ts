import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../config/package-root.ts'

/** The databases that have migrations of their own. */
export type MigrationChain = 'core' | 'ledger'

/** Folder of a chain's SQL files. */
export function migrationFolder(chain: MigrationChain): string {
  return join(packageRoot, 'migrations', chain)
}

/** Table in which a chain notes what it has applied. */
export function migrationTable(chain: MigrationChain): string {
  return `${chain}_migrations`
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

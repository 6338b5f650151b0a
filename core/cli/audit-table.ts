import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { codeOf, DecklogError } from '../errors.ts'
import type { CommandContext } from './command.ts'
import { toCsv } from './csv.ts'

/** Rows of an auditor's list: column names, and a text of each cell. */
export interface AuditTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Writes a table as CSV into the file that `--csv` names, which must not be there yet, and tells it. */
export async function writeCsv(
  { options, cwd, print }: CommandContext,
  { head, rows }: AuditTable,
): Promise<void> {
  const file = resolve(cwd, String(options['csv']))
  try {
    await writeFile(file, toCsv(head, rows), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const why = codeOf(error) === 'EEXIST' ? 'is there already' : 'cannot be written'
    throw new DecklogError('DECKLOG_INPUT_UNREADABLE', `${file} ${why}`, { cause: error })
  }
  if (options['json'] === undefined) print(`${rows.length} rows are in ${file}`)
}

/** A time that an option names, as the API takes it: ISO 8601, and midnight UTC for a date alone. */
export function timeQuery(name: string, value: string | boolean | undefined): string | undefined {
  if (typeof value !== 'string') return undefined
  const time = /^\d{4}-\d\d-\d\d/.test(value) ? new Date(value) : new Date(NaN)
  if (!Number.isNaN(time.getTime())) return time.toISOString()
  throw new DecklogError(
    'DECKLOG_VALIDATION',
    `--${name} must be a date or a time in ISO 8601, as 2026-01-01 or 2026-01-01T12:00:00Z`,
  )
}

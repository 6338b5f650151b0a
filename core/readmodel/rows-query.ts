import pg from 'pg'
import type { Barrier } from '../ledger/barrier.ts'
import type { Clock } from '../clock.ts'
import { DecklogError } from '../errors.ts'
import type { ProjectionBoard } from '../projecting/projection-board.ts'
import type { Projection } from '../projection.ts'
import { within } from '../timing/within.ts'
import type { Database } from '../../postgres/database.ts'
import { columnsOf, viewName } from './read-model.ts'
import type { ReadHost } from './read-host.ts'
import type { Rows, RowsQuery } from './rows.ts'

const budgetMs = 1_500
const mostRows = 5_000
const defaultRows = 200

/** Reads rows of a projection, current as of the call; DECKLOG_PROJECTION_BEHIND after 1.5 s. */
export type ReadRows = (projection: string, query?: RowsQuery) => Promise<Rows>

interface ReadRowsOptions {
  readonly database: Database
  readonly board: ProjectionBoard
  readonly barrier: Barrier
  readonly host: Pick<ReadHost, 'view'>
  readonly clock: Clock
}

/** Creates `host.rows`. */
export function createReadRows(options: ReadRowsOptions): ReadRows {
  const { database, board, barrier, host, clock } = options
  return async (name, query = {}) => {
    const projection = board.find(name)
    host.view(name)
    const behind = (): DecklogError =>
      new DecklogError('DECKLOG_PROJECTION_BEHIND', `${name} is not current`, {
        retryAfterSeconds: 1,
      })
    const read = async (): Promise<Rows> => {
      const startedMs = clock.monotonicMs()
      const position = await barrier.raise()
      const leftMs = budgetMs - (clock.monotonicMs() - startedMs)
      if (!(await board.waitFor([name], position, leftMs))) throw behind()
      return { rows: await selectRows(database, projection, query), position }
    }
    return within({ ms: budgetMs, late: behind }, read)
  }
}

async function selectRows(
  database: Database,
  projection: Projection,
  query: RowsQuery,
): Promise<Rows['rows']> {
  const values: unknown[] = []
  const bind = (value: unknown): string => `$${values.push(value)}`
  const conditions = conditionsOf(projection, query, bind)
  const names =
    query.columns?.map(column => columnOf(projection, column)) ??
    columnsOf(projection).map(([name]) => pg.escapeIdentifier(name))
  return database.query<Rows['rows'][number]>(
    `
      select ${['_key', ...names].join(', ')} from ${viewName(projection)}
      where ${['true', ...conditions].join(' and ')}
      order by _key limit ${bind(Math.min(query.limit ?? defaultRows, mostRows))}
    `,
    values,
  )
}

// Only what is asked for is said, and with `=`, so that an index can serve it.
function conditionsOf(
  projection: Projection,
  { keys, equals = {}, filled = [], after }: RowsQuery,
  bind: (value: unknown) => string,
): readonly string[] {
  return [
    ...(keys === undefined ? [] : [`_key = any (${bind(keys)}::text[])`]),
    ...(after === undefined ? [] : [`_key > ${bind(after)}`]),
    ...Object.entries(equals).map(([column, value]) => {
      const name = columnOf(projection, column)
      return value === null ? `${name} is null` : `${name} = ${bind(value)}`
    }),
    ...filled.map(column => `${columnOf(projection, column)} is not null`),
  ]
}

function columnOf(projection: Projection, column: string): string {
  if (Object.hasOwn(projection.columns, column)) return pg.escapeIdentifier(column)
  throw new DecklogError('DECKLOG_VALIDATION', `${projection.name} has no column ${column}`)
}

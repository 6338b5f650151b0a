import pg from 'pg'
import type { Database } from '../../postgres/database.ts'
import type { Clock } from '../clock.ts'
import { DecklogError } from '../errors.ts'
import type { Barrier } from '../ledger/barrier.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Projection } from '../projection.ts'
import type { ReadHost } from '../readmodel/read-host.ts'
import type { AllQuery, OlderRows, Rows, RowsQuery } from '../readmodel/rows.ts'
import { columnsOf } from '../readmodel/read-model.ts'
import { within } from '../timing/within.ts'
import type { ProjectionBoard } from './projection-board.ts'

const budgetMs = 1_500
const atOnce = 5_000

interface ReadRowsOptions {
  readonly database: Database
  readonly board: ProjectionBoard
  readonly barrier: Barrier
  readonly host: Pick<ReadHost, 'view'>
  readonly clock: Clock
  /** With it, what has passed the end of the ledger needs no barrier. */
  readonly ledger?: Pick<Ledger, 'head'>
}

/** Reads rows of a projection, all unless a limit is given, current as of the call; DECKLOG_PROJECTION_BEHIND after 1.5 s. */
export type ReadRows = (projection: string, query?: RowsQuery) => Promise<Rows>

/** Creates `host.rows` and `host.all`. */
export function createReadRows(options: ReadRowsOptions): ReadRows {
  return async (name, query = {}) => {
    const projection = options.board.find(name)
    options.host.view(name)
    const position = await waitUntilCurrent(options, name)
    const source = { ...options.host, query: options.database.query.bind(options.database) }
    return { rows: await selectAll(source, projection, query), position }
  }
}

/** Answers the position that the projection has passed; each page behind it has the budget of a statement. */
function waitUntilCurrent(
  { board, barrier, clock, ledger }: ReadRowsOptions,
  name: string,
): Promise<bigint> {
  const late = (): DecklogError =>
    new DecklogError('DECKLOG_PROJECTION_BEHIND', `${name} is not current`, {
      retryAfterSeconds: 1,
    })
  return within({ ms: budgetMs, late }, async () => {
    const startedMs = clock.monotonicMs()
    // Where nothing has come since it was last looked for, a barrier would be an event that all read models have to pass.
    const head = await ledger?.head().catch(() => undefined)
    if (head !== undefined && board.position(name) >= head) return head
    const position = await barrier.raise()
    const leftMs = budgetMs - (clock.monotonicMs() - startedMs)
    if (await board.waitFor([name], position, leftMs)) return position
    throw late()
  })
}

/** Creates `host.rows` and `host.all` over a host whose rows stand at a position. */
export function createStandingRows(
  host: RowsHost,
  position: bigint,
  board: Pick<ProjectionBoard, 'find'>,
): ReadRows {
  return async (name, query = {}) => {
    return { rows: await selectAll(host, board.find(name), query), position }
  }
}

type RowsHost = Pick<ReadHost, 'view' | 'query'>

async function selectAll(
  host: RowsHost,
  projection: Projection,
  { limit = Infinity, ...query }: RowsQuery,
): Promise<Rows['rows']> {
  const rows: Rows['rows'][number][] = []
  for (let after = query.after; ; after = rows.at(-1)?._key) {
    const wanted = Math.min(limit - rows.length, atOnce)
    const page = await selectRows(host, projection, { ...query, after, limit: wanted })
    for (const row of page) rows.push(row)
    if (query.older || page.length < wanted || rows.length >= limit) return rows
  }
}

type PageOfRows = AllQuery &
  Pick<RowsQuery, 'older'> & { readonly after: string | undefined; readonly limit: number }

async function selectRows(
  host: RowsHost,
  projection: Projection,
  query: PageOfRows,
): Promise<Rows['rows']> {
  const values: unknown[] = []
  const bind = (value: unknown): string => `$${values.push(value)}`
  const conditions = conditionsOf(projection, query, bind)
  const names =
    query.columns?.map(column => columnOf(projection, column)) ??
    columnsOf(projection).map(([name]) => pg.escapeIdentifier(name))
  return host.query<Rows['rows'][number]>(
    `
      select ${['_key', ...names].join(', ')} from ${host.view(projection.name)}
      where ${['true', ...conditions].join(' and ')}
      order by ${[...(query.older ? [columnOf(projection, query.older.by)] : []), '_key'].join(', ')}
      limit ${bind(query.limit)}
    `,
    values,
  )
}

// Only what is asked for is said, and with `=`, so that an index can serve it.
function conditionsOf(
  projection: Projection,
  { keys, equals = {}, filled = [], after, older }: PageOfRows,
  bind: (value: unknown) => string,
): readonly string[] {
  return [
    ...(keys === undefined ? [] : [`_key = any (${bind(keys)}::text[])`]),
    ...(after === undefined ? [] : [`_key > ${bind(after)}`]),
    ...Object.entries(equals).map(([column, value]) =>
      equalTo(columnOf(projection, column), value, bind),
    ),
    ...filled.map(column => `${columnOf(projection, column)} is not null`),
    ...(older ? olderThan(columnOf(projection, older.by), older, bind) : []),
  ]
}

function olderThan(
  name: string,
  { than, after }: OlderRows,
  bind: (value: unknown) => string,
): readonly string[] {
  return [
    `${name} < ${bind(than)}`,
    ...(after ? [`(${name}, _key) > (${bind(after.time)}, ${bind(after.key)})`] : []),
  ]
}

function equalTo(
  name: string,
  value: NonNullable<RowsQuery['equals']>[string],
  bind: (value: unknown) => string,
): string {
  if (value === null) return `${name} is null`
  if (typeof value !== 'object') return `${name} = ${bind(value)}`
  const among = `${name} = any (${bind(value.filter(one => one !== null))})`
  return value.includes(null) ? `(${name} is null or ${among})` : among
}

function columnOf(projection: Projection, column: string): string {
  if (Object.hasOwn(projection.columns, column)) return pg.escapeIdentifier(column)
  throw new DecklogError('DECKLOG_VALIDATION', `${projection.name} has no column ${column}`)
}

import type { PoolClient } from 'pg'
import type { Database } from '../../postgres/database.ts'
import type { HeldLease } from '../leases/leases.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import type { LastEvent } from '../ledger/same-ledger.ts'
import type { ReadModel } from '../readmodel/read-model.ts'
import type { Categories } from './categories.ts'
import type { RolledRow } from './roll.ts'
import { createHistoryTable, writeVersions } from './versions.ts'

/** How far the history of a read model is kept. */
export interface History {
  readonly id: number
  /** Quoted name of the table of its rows. */
  readonly table: string
  readonly position: bigint
  /** How many times as far apart as usual its points are. */
  readonly spacing: number
  readonly categories: Categories
  /** The last event of its last point. */
  readonly last: LastEvent | undefined
}

interface HistoryRow {
  readonly id: number
  readonly position: string
  readonly spacing: number
  readonly categories: Categories
  readonly last_stream: string | null
  readonly last_revision: string | null
  readonly last_event_id: string | null
}

const columns = `id, position::text, spacing, categories, last_stream, last_revision::text, last_event_id`

/** Finds the history of a read model. */
export async function findHistory(
  database: Database,
  model: ReadModel,
): Promise<History | undefined> {
  return (await findPoint(database, model, 0n))?.history
}

/** A point of a history; 0 where there is none. */
export interface FoundPoint {
  readonly history: History
  readonly at: bigint
  /** Nobody has been noted to ask for it in the last minute. */
  readonly use: 'noted' | 'to be noted'
}

/** Finds the history of a read model, and its last point at or before a position. */
export async function findPoint(
  database: Database,
  model: ReadModel,
  position: bigint,
): Promise<FoundPoint | undefined> {
  const [row] = await database.query<
    HistoryRow & { readonly at: string | null; readonly idle: boolean }
  >(
    `
      select ${columns}, used_at < now() - interval '1 minute' as idle, (
        select max(points.position)::text from as_of.points as points
        where history = histories.id and points.position <= $4
      ) as at
      from as_of.histories as histories
      where projection = $1 and version = $2 and generation = $3 order by id desc limit 1
    `,
    [...identityOf(model), position.toString()],
  )
  if (!row) return undefined
  const use = row.idle ? 'to be noted' : 'noted'
  return { history: toHistory(row), at: BigInt(row.at ?? 0), use }
}

/** Notes that somebody asks for the past of a read model. */
export async function noteUse(database: Database, { id }: History): Promise<void> {
  await database.query('update as_of.histories set used_at = now() where id = $1', [id])
}

/** Creates the empty history of a read model. */
export async function addHistory(
  client: PoolClient,
  model: ReadModel,
  spacing: number,
): Promise<History> {
  const { rows } = await client.query<HistoryRow>(
    `
      insert into as_of.histories (projection, version, generation, spacing)
      values ($1, $2, $3, $4) returning ${columns}
    `,
    [...identityOf(model), spacing],
  )
  const [row] = rows
  if (!row) throw new Error('nothing was inserted')
  const history = toHistory(row)
  await createHistoryTable(client, model, history.table)
  return history
}

/** The state of some rows at a point. */
export interface Point {
  /** The last event before or at it. */
  readonly last: StoredEvent | undefined
  readonly position: bigint
  /** Rows that have changed since the point before. */
  readonly changes: readonly RolledRow[]
  readonly categories: Categories
}

/** Adds a point to a history, as its leader. Answers the history as it is then. */
export async function addPoint(
  database: Database,
  lease: HeldLease,
  {
    model,
    history,
    point,
  }: { readonly model: ReadModel; readonly history: History; readonly point: Point },
): Promise<History> {
  const { id } = history
  await database.withTransaction(async client => {
    await lease.assert(client)
    if (point.changes.length > 0)
      await writeVersions(
        client,
        { model, table: history.table, at: point.position },
        point.changes,
      )
    await client.query(`insert into as_of.points (history, position) values ($1, $2)`, [
      id,
      point.position.toString(),
    ])
    await client.query(
      `
        update as_of.histories
        set position = $2, categories = $3,
          last_stream = coalesce($4, last_stream), last_revision = coalesce($5, last_revision),
          last_event_id = coalesce($6, last_event_id)
        where id = $1
      `,
      [
        ...[id, point.position.toString(), JSON.stringify(point.categories)],
        ...[point.last?.stream ?? null, point.last?.revision.toString() ?? null],
        point.last?.id ?? null,
      ],
    )
  }, 'rebuildable')
  const { position, categories, last = history.last } = point
  return { ...history, position, categories, last }
}

/** Drops a history and all its rows. */
export async function dropHistory(
  client: PoolClient,
  { id, table }: Pick<History, 'id' | 'table'>,
): Promise<void> {
  await client.query(`set local lock_timeout to '1s'`)
  await client.query(`delete from as_of.histories where id = $1`, [id])
  await client.query(`drop table if exists ${table}`)
}

/** Names the table of a history. */
export function historyTable(id: number): string {
  return `as_of.history_${id}`
}

function toHistory(row: HistoryRow): History {
  const { id, position, spacing, categories } = row
  const { last_stream: stream, last_revision: revision, last_event_id: event } = row
  const isKnown = stream !== null && revision !== null && event !== null
  return {
    ...{ id, table: historyTable(id), spacing, categories },
    position: BigInt(position),
    last: isKnown ? { stream, revision: BigInt(revision), id: event } : undefined,
  }
}

function identityOf({ projection, generation }: ReadModel): (string | number)[] {
  return [projection.name, projection.version, generation]
}

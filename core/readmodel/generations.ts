import type { PoolClient } from 'pg'
import type { Database } from '../../postgres/database.ts'
import type { Projection } from '../projection.ts'
import type { LastEvent } from '../ledger/same-ledger.ts'
import { createTable, showTable } from './create-table.ts'
import { type ReadModel, readModelOf, viewName } from './read-model.ts'

/** How one table of a projection stands. */
export interface Generation {
  readonly projection: string
  readonly version: number
  readonly generation: number
  readonly columns: Readonly<Record<string, string>>
  /** The event types that it was begun with, where its projection follows those of guards. */
  readonly eventTypes: readonly string[] | null
  readonly live: boolean
  readonly position: bigint
  /** Events applied or parked since it was created. */
  readonly events: number
  readonly parked: number
  /** The last event that it holds, barriers aside. */
  readonly last: LastEvent | undefined
  /** How far it was behind when whoever leads it last looked; undefined when nobody has. */
  readonly lag: MeasuredLag | undefined
  /** Why it was stopped for good, until it is rebuilt. */
  readonly problem: { readonly code: string; readonly text: string } | undefined
}

/** How far a table was behind, and how long ago that was. */
export interface MeasuredLag {
  readonly events: number | null
  readonly seconds: number | null
  readonly stuck: 'yes' | 'no'
  readonly ageMs: number
}

type Same = 'projection' | 'version' | 'generation' | 'columns' | 'eventTypes' | 'live'

interface GenerationRow extends Pick<Generation, Same | 'events' | 'parked'> {
  readonly position: string
  readonly last_stream: string | null
  readonly last_revision: string | null
  readonly last_event_id: string | null
  readonly problem_code: string | null
  readonly problem: string | null
  readonly lag_events: number | null
  readonly lag_seconds: number | null
  readonly lag_stuck: boolean
  readonly lag_age_ms: number | null
}

/** Reads how every table of every version stands. */
export async function listGenerations(database: Database): Promise<readonly Generation[]> {
  const rows = await database.query<GenerationRow>(`
    select
      projection, version, generation, columns, event_types as "eventTypes", live_since is not null as live,
      checkpoints.position::text, checkpoints.events, problem_code, problem,
      last_stream, last_revision::text, last_event_id, lag_events, lag_seconds, lag_stuck,
      extract(epoch from clock_timestamp() - lag_measured_at)::float8 * 1000 as lag_age_ms,
      (
        select count(*)::int from parked_events as parked
        where (parked.projection, parked.version, parked.generation)
          = (generations.projection, generations.version, generations.generation)
      ) as parked
    from projection_generations as generations
    join projection_checkpoints as checkpoints using (projection, version, generation)
    order by projection, version, generation
  `)
  return rows.map(({ problem_code: code, problem, ...row }) => ({
    ...{ projection: row.projection, version: row.version, generation: row.generation },
    ...{ columns: row.columns, live: row.live, events: row.events, parked: row.parked },
    eventTypes: row.eventTypes,
    position: BigInt(row.position),
    last: toLast(row),
    lag: toLag(row),
    problem: code === null ? undefined : { code, text: problem ?? '' },
  }))
}

function toLag({
  lag_events: events,
  lag_seconds: seconds,
  lag_stuck: stuck,
  lag_age_ms: ageMs,
}: Pick<GenerationRow, 'lag_events' | 'lag_seconds' | 'lag_stuck' | 'lag_age_ms'>):
  MeasuredLag | undefined {
  if (ageMs === null) return undefined
  return { events, seconds, stuck: stuck ? 'yes' : 'no', ageMs }
}

function toLast(
  row: Pick<GenerationRow, 'last_stream' | 'last_revision' | 'last_event_id'>,
): LastEvent | undefined {
  const { last_stream: stream, last_revision: revision, last_event_id: id } = row
  if (stream === null || revision === null || id === null) return undefined
  return { stream, revision: BigInt(revision), id }
}

/** Reads how one table stands; undefined when it has been dropped. */
export async function findGeneration(
  database: Database,
  { projection, generation }: ReadModel,
): Promise<Generation | undefined> {
  const own = generationsOf(await listGenerations(database), projection)
  return own.find(one => one.generation === generation)
}

/** Picks the tables of a projection's own version, oldest first. */
export function generationsOf(
  generations: readonly Generation[],
  { name, version }: Projection,
): readonly Generation[] {
  return generations.filter(one => one.projection === name && one.version === version)
}

/** Creates the next empty table of a projection, to be built from the ledger. */
export async function addGeneration(
  client: PoolClient,
  projection: Projection,
): Promise<ReadModel> {
  const { rows } = await client.query<{ generation: number }>(
    `
      insert into projection_generations (projection, version, generation, columns, event_types)
      select $1, $2, coalesce(max(generation), 0) + 1, $3, $4
      from projection_generations where projection = $1 and version = $2
      returning generation
    `,
    [
      ...[projection.name, projection.version, JSON.stringify(projection.columns)],
      projection.ofGuards ? Object.keys(projection.on).sort() : null,
    ],
  )
  const model = readModelOf(projection, rows[0]?.generation ?? 1)
  await client.query(
    `insert into projection_checkpoints (projection, version, generation) values ($1, $2, $3)`,
    identityOf(model),
  )
  await createTable(client, model)
  return model
}

/** Makes a table the one that is read, in place of the one before. */
export async function makeLive(client: PoolClient, model: ReadModel): Promise<void> {
  await client.query(
    `
      update projection_generations set live_since = null
      where projection = $1 and version = $2 and generation <> $3
    `,
    identityOf(model),
  )
  await client.query(
    `
      update projection_generations set live_since = now(), problem_code = null, problem = null
      where projection = $1 and version = $2 and generation = $3
    `,
    identityOf(model),
  )
  await showTable(client, model)
}

/** Drops a table that is not read, with its checkpoint and its parked events. */
export async function dropGeneration(client: PoolClient, model: ReadModel): Promise<void> {
  await client.query(`set local lock_timeout to '1s'`)
  await client.query(`drop table if exists ${model.table}`)
  await client.query(
    `delete from projection_generations where projection = $1 and version = $2 and generation = $3`,
    identityOf(model),
  )
}

/** Drops everything of one version of a projection: its view, its tables and what goes with them. */
export async function dropVersion(
  client: PoolClient,
  projection: Projection,
  generations: readonly Generation[],
): Promise<void> {
  await client.query(`set local lock_timeout to '1s'`)
  await client.query(`drop view if exists ${viewName(projection)}`)
  for (const { generation } of generationsOf(generations, projection))
    await dropGeneration(client, readModelOf(projection, generation))
}

/** Notes why a table was stopped for good. */
export async function noteProblem(
  client: PoolClient,
  model: ReadModel,
  problem: { readonly code: string; readonly text: string },
): Promise<void> {
  await client.query(
    `
      update projection_generations set problem_code = $4, problem = $5
      where projection = $1 and version = $2 and generation = $3
    `,
    [...identityOf(model), problem.code, problem.text],
  )
}

function identityOf({ projection, generation }: ReadModel): (string | number)[] {
  return [projection.name, projection.version, generation]
}

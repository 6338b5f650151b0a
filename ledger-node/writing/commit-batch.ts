import type { QueryConfig } from 'pg'
import type { BatchPlan } from './batch-plan.ts'
import { maxInt64, tombstoneRevision } from '../wire/numbers.ts'
import { joinEventIds, type EventId } from '../protocol/event-id.ts'
import { bodyDigest } from '../storing/append-row.ts'
import { pgArray } from '../storing/pg-array.ts'
import type { Ownership } from './ownership.ts'
import { streamDigest } from '../storing/stream-name.ts'

/** First ids that must not have been written before, with the streams they must not have been written to. */
export interface Guard {
  readonly id: EventId
  readonly streamId: number
}

/** How the commit of a batch ended: in one statement, and so in one transaction, either all of it or nothing. */
export type CommitOutcome = 'committed' | 'guarded' | 'fenced'

// Three ways to say the same, each half as much work for Postgres as the next: a caller alone waits for every bit of it, and
// most batches make no stream.
const single = {
  name: 'commit one',
  text: `
    insert into ledger.appends (position, stream_id, revision, recorded_at, first_id, events, ids, body, digest)
    select $3::int8, $4::int8, $5::int8, to_timestamp($6::float8 / 1000), $7::uuid, $8::int4, $9::bytea, $10::bytea,
      $11::bytea
    where exists (select from ledger.node where epoch = $1)
    and not exists (select from ledger.appends where first_id = $2::uuid and stream_id = $4)
  `,
}

const several = {
  name: 'commit',
  text: `
    insert into ledger.appends (position, stream_id, revision, recorded_at, first_id, events, ids, body, digest)
    select * from unnest(
      $4::int8[], $5::int8[], $6::int8[], $7::timestamptz[], $8::uuid[], $9::int4[], $10::bytea[],
      $11::bytea[], $12::bytea[]
    )
    where exists (select from ledger.node where epoch = $1)
    and not exists (
      select from unnest($2::uuid[], $3::int8[]) as wanted (id, stream_id)
      join ledger.appends on appends.first_id = wanted.id and appends.stream_id = wanted.stream_id
    )
  `,
}

const creating = {
  name: 'commit with streams',
  text: `
    with allowed as materialized (
      select from ledger.node where epoch = $1
      and not exists (
        select from unnest($2::uuid[], $3::int8[]) as wanted (id, stream_id)
        join ledger.appends on appends.first_id = wanted.id and appends.stream_id = wanted.stream_id
      )
    ), created as (
      insert into ledger.streams (id, digest, name)
      select * from unnest($13::int8[], $14::uuid[], $15::bytea[])
      where exists (select from allowed)
    )
    insert into ledger.appends (position, stream_id, revision, recorded_at, first_id, events, ids, body, digest)
    select * from unnest(
      $4::int8[], $5::int8[], $6::int8[], $7::timestamptz[], $8::uuid[], $9::int4[], $10::bytea[],
      $11::bytea[], $12::bytea[]
    )
    where exists (select from allowed)
  `,
}

const commitMs = 2_000

/** Commits what a batch has planned, unless a guarded id is known or another node has taken the ledger over. */
export async function commitBatch(
  { client, epoch }: Pick<Ownership, 'client' | 'epoch'>,
  plan: BatchPlan,
  guards: readonly Guard[],
): Promise<CommitOutcome> {
  const statement = { ...statementOf(epoch, plan, guards), query_timeout: budgetOf(plan) }
  const { rowCount } = await client.query(statement)
  if (rowCount !== 0) return 'committed'
  const { rows: current } = await client.query('select from ledger.node where epoch = $1', [epoch])
  return current.length > 0 ? 'guarded' : 'fenced'
}

/** Milliseconds for a commit: what a small one has, and one for each 4 KiB, which the slowest of disks take. */
function budgetOf({ rows }: BatchPlan): number {
  return commitMs + rows.reduce((sum, row) => sum + row.body.length, 0) / 4_096
}

function statementOf(
  epoch: number,
  { rows, newStreams }: BatchPlan,
  guards: readonly Guard[],
): QueryConfig<unknown[]> {
  const [row, ...others] = rows
  if (row && others.length === 0 && newStreams.length === 0)
    return { ...single, values: [epoch, guardedId(guards), ...valuesOf(row)] }
  const values = [epoch, ...guardsOf(guards), ...rowsOf(rows)]
  if (newStreams.length === 0) return { ...several, values }
  return { ...creating, values: [...values, ...streamsOf(newStreams)] }
}

function guardedId([guard]: readonly Guard[]): Buffer | null {
  return guard ? joinEventIds([guard.id]) : null
}

function valuesOf(row: BatchPlan['rows'][number]): readonly unknown[] {
  const { position, streamId, recordedAtMs, ids, events, body } = row
  const revision = row.revision === tombstoneRevision ? maxInt64 : row.revision
  const firstId = joinEventIds(ids.slice(0, 1))
  return [
    position,
    streamId,
    revision,
    recordedAtMs,
    firstId,
    events,
    allIds(row),
    body,
    bodyDigest(body),
  ]
}

/** All ids of an append of several events; of one event alone the first id is all of them. */
function allIds({ events, ids }: BatchPlan['rows'][number]): Buffer | null {
  return events === 1 ? null : joinEventIds(ids)
}

function guardsOf(guards: readonly Guard[]): Buffer[] {
  return [
    pgArray.uuid(guards.map(guard => guard.id)),
    pgArray.int8(guards.map(guard => guard.streamId)),
  ]
}

function rowsOf(rows: BatchPlan['rows']): Buffer[] {
  return [
    pgArray.int8(rows.map(row => row.position)),
    pgArray.int8(rows.map(row => row.streamId)),
    pgArray.int8(rows.map(row => row.revision)),
    pgArray.timestamptz(rows.map(row => row.recordedAtMs)),
    pgArray.uuid(rows.map(row => row.ids[0] ?? '')),
    pgArray.int4(rows.map(row => row.events)),
    pgArray.bytea(rows.map(allIds)),
    pgArray.bytea(rows.map(row => row.body)),
    pgArray.bytea(rows.map(row => bodyDigest(row.body))),
  ]
}

function streamsOf(streams: BatchPlan['newStreams']): Buffer[] {
  const names = streams.map(stream => Buffer.from(stream.name))
  return [
    pgArray.int8(streams.map(stream => stream.id)),
    pgArray.uuid(names.map(name => Buffer.from(streamDigest(name), 'hex').toString('latin1'))),
    pgArray.bytea(names),
  ]
}

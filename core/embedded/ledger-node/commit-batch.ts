import type { BatchPlan } from './batch-plan.ts'
import { pgArray, writeUuid } from './pg-array.ts'
import type { Ownership } from './ownership.ts'
import { streamDigest } from './stream-name.ts'

/** First ids that must not have been written before, with the streams they must not have been written to. */
export interface Guard {
  readonly id: string
  readonly streamId: number
}

/** How the commit of a batch ended: in one statement, and so in one transaction, either all of it or nothing. */
export type CommitOutcome = 'committed' | 'guarded' | 'fenced'

// Most batches make no stream. Theirs is a plain insert, for half the time that the one below takes Postgres.
const insertion = {
  name: 'commit',
  text: `
    insert into ledger.appends (position, stream_id, revision, recorded_at, first_id, events, ids, body)
    select * from unnest(
      $4::int8[], $5::int8[], $6::int8[], $7::timestamptz[], $8::uuid[], $9::int4[], $10::bytea[],
      $11::bytea[]
    )
    where exists (select from ledger.node where epoch = $1)
    and not exists (
      select from unnest($2::uuid[], $3::int8[]) as wanted (id, stream_id)
      join ledger.appends on appends.first_id = wanted.id and appends.stream_id = wanted.stream_id
    )
  `,
}

const creation = {
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
      select * from unnest($12::int8[], $13::uuid[], $14::bytea[])
      where exists (select from allowed)
    )
    insert into ledger.appends (position, stream_id, revision, recorded_at, first_id, events, ids, body)
    select * from unnest(
      $4::int8[], $5::int8[], $6::int8[], $7::timestamptz[], $8::uuid[], $9::int4[], $10::bytea[],
      $11::bytea[]
    )
    where exists (select from allowed)
  `,
}

/** Commits what a batch has planned, unless a guarded id is known or another node has taken the ledger over. */
export async function commitBatch(
  { client, epoch }: Pick<Ownership, 'client' | 'epoch'>,
  { rows, newStreams }: BatchPlan,
  guards: readonly Guard[],
): Promise<CommitOutcome> {
  const values = [epoch, ...guardsOf(guards), ...rowsOf(rows)]
  const { rowCount } = await client.query(
    newStreams.length === 0
      ? { ...insertion, values }
      : { ...creation, values: [...values, ...streamsOf(newStreams)] },
  )
  if (rowCount !== 0) return 'committed'
  const { rows: current } = await client.query('select from ledger.node where epoch = $1', [epoch])
  return current.length > 0 ? 'guarded' : 'fenced'
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
    pgArray.bytea(rows.map(row => (row.events === 1 ? null : idsOf(row.ids)))),
    pgArray.bytea(rows.map(row => row.body)),
  ]
}

function streamsOf(streams: BatchPlan['newStreams']): Buffer[] {
  const names = streams.map(stream => Buffer.from(stream.name))
  return [
    pgArray.int8(streams.map(stream => stream.id)),
    pgArray.uuid(names.map(streamDigest)),
    pgArray.bytea(names),
  ]
}

function idsOf(ids: readonly string[]): Buffer {
  const bytes = Buffer.allocUnsafe(ids.length * 16)
  ids.forEach((id, i) => {
    writeUuid(bytes, id, i * 16)
  })
  return bytes
}

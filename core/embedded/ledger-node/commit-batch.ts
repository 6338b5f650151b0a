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

const statement = `
  with known as materialized (
    select from unnest($2::uuid[], $3::int8[]) as wanted (id, stream_id)
    join ledger.appends on appends.first_id = wanted.id and appends.stream_id = wanted.stream_id
    limit 1
  ), allowed as materialized (
    select from ledger.node where epoch = $1 and not exists (select from known)
  ), created as (
    insert into ledger.streams (id, digest, name)
    select * from unnest($4::int8[], $5::uuid[], $6::bytea[])
    where exists (select from allowed)
  ), added as (
    insert into ledger.appends (position, stream_id, revision, recorded_at, first_id, events, ids, body)
    select * from unnest(
      $7::int8[], $8::int8[], $9::int8[], $10::timestamptz[], $11::uuid[], $12::int4[], $13::bytea[],
      $14::bytea[]
    )
    where exists (select from allowed)
  )
  select exists (select from allowed) as committed, exists (select from known) as guarded
`

interface OutcomeRow {
  readonly committed: boolean
  readonly guarded: boolean
}

/** Commits what a batch has planned, unless a guarded id is known or another node has taken the ledger over. */
export async function commitBatch(
  { client, epoch }: Pick<Ownership, 'client' | 'epoch'>,
  { rows, newStreams }: BatchPlan,
  guards: readonly Guard[],
): Promise<CommitOutcome> {
  const names = newStreams.map(stream => Buffer.from(stream.name))
  const result = await client.query<OutcomeRow>({
    name: 'commit',
    text: statement,
    values: [
      epoch,
      pgArray.uuid(guards.map(guard => guard.id)),
      pgArray.int8(guards.map(guard => guard.streamId)),
      pgArray.int8(newStreams.map(stream => stream.id)),
      pgArray.uuid(names.map(streamDigest)),
      pgArray.bytea(names),
      pgArray.int8(rows.map(row => row.position)),
      pgArray.int8(rows.map(row => row.streamId)),
      pgArray.int8(rows.map(row => row.revision)),
      pgArray.timestamptz(rows.map(row => row.recordedAtMs)),
      pgArray.uuid(rows.map(row => row.ids[0] ?? '')),
      pgArray.int4(rows.map(row => row.events)),
      pgArray.bytea(rows.map(row => (row.events === 1 ? null : idsOf(row.ids)))),
      pgArray.bytea(rows.map(row => row.body)),
    ],
  })
  const outcome = result.rows[0]
  if (outcome?.committed) return 'committed'
  return outcome?.guarded ? 'guarded' : 'fenced'
}

function idsOf(ids: readonly string[]): Buffer {
  const bytes = Buffer.allocUnsafe(ids.length * 16)
  ids.forEach((id, i) => {
    writeUuid(bytes, id, i * 16)
  })
  return bytes
}

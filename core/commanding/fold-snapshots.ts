import { deserialize, serialize } from 'node:v8'
import type { Logger } from 'pino'
import type { Database } from '../../postgres/database.ts'
import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import { within } from '../timing/within.ts'
import { keyHoldsMs } from './earlier-command.ts'

const budgetMs = 500
const pauseAfterFailureMs = 5_000
const mostRemembered = 10_000

/** What a stream comes to, up to an event. */
export interface Snapshot {
  readonly state: unknown
  readonly revision: bigint
  readonly position: bigint
  readonly eventId: string
}

/** A snapshot, and where among its events those with an idempotency key are. */
export interface FoundSnapshot extends Snapshot {
  readonly keyed: readonly bigint[]
}

/** An idempotency key of an event. */
export interface KeptKey {
  readonly key: string
  readonly revision: bigint
  readonly receivedAt: Date
}

/** Which snapshot: of a stream, by the version of its fold. */
export interface SnapshotOf {
  readonly stream: string
  readonly version: string
}

/** Keeps what long streams come to. Whatever is wrong with it, the stream itself tells. */
export interface FoldSnapshots {
  /** Undefined when there is none, or it is not known in time. */
  find(of: SnapshotOf, key: string | undefined): Promise<FoundSnapshot | undefined>
  /** Keeps a newer one, with the keys since the one before; does not throw. */
  keep(of: SnapshotOf, snapshot: Snapshot, keys: readonly KeptKey[]): Promise<void>
}

interface SnapshotRow {
  readonly state: Buffer
  readonly revision: string
  readonly position: string
  readonly event_id: string
  readonly keyed: readonly string[] | null
}

interface SnapshotsParts {
  readonly database: Pick<Database, 'query' | 'withTransaction'>
  readonly clock: Clock
  readonly log: Logger
}

/** Creates the snapshots of a process. */
export function createFoldSnapshots({ database, clock, log }: SnapshotsParts): FoldSnapshots {
  // Most streams are short for good: nobody asks twice whether they have a snapshot.
  const without = new Set<string>()
  let quietUntilMs = 0

  async function find(of: SnapshotOf, key: string | undefined): Promise<FoundSnapshot | undefined> {
    const since = new Date(clock.now().getTime() - keyHoldsMs)
    const [row] = await within({ ms: budgetMs }, () => select(database, of, { key, since }))
    if (row) return { ...toSnapshot(row), keyed: (row.keyed ?? []).map(BigInt) }
    if (without.size >= mostRemembered) without.clear()
    without.add(of.stream)
    return undefined
  }

  function failed(error: unknown): void {
    quietUntilMs = clock.monotonicMs() + pauseAfterFailureMs
    log.debug({ reason: messageOf(error) }, 'Snapshots of streams are not at hand')
  }

  return {
    async find(of, key) {
      if (without.has(of.stream) || clock.monotonicMs() < quietUntilMs) return undefined
      try {
        return await find(of, key)
      } catch (error) {
        failed(error)
        return undefined
      }
    },
    async keep(of, snapshot, keys) {
      without.delete(of.stream)
      try {
        await write(database, of, { snapshot, keys, now: clock.now() })
      } catch (error) {
        failed(error)
      }
    },
  }
}

function select(
  database: SnapshotsParts['database'],
  { stream, version }: SnapshotOf,
  { key, since }: { readonly key: string | undefined; readonly since: Date },
): Promise<readonly SnapshotRow[]> {
  return database.query<SnapshotRow>(
    `
      select state, revision::text, position::text, event_id, (
        select array_agg(keys.revision::text order by keys.revision)
        from fold_keys as keys
        where keys.stream = $1 and key = $3 and received_at > $4
      ) as keyed
      from fold_snapshots
      where stream = $1 and version = $2
    `,
    [stream, version, key ?? null, since],
  )
}

function toSnapshot({ state, revision, position, event_id: eventId }: SnapshotRow): Snapshot {
  return {
    ...{ state: deserialize(state), eventId },
    ...{ revision: BigInt(revision), position: BigInt(position) },
  }
}

function write(
  database: SnapshotsParts['database'],
  { stream, version }: SnapshotOf,
  work: { readonly snapshot: Snapshot; readonly keys: readonly KeptKey[]; readonly now: Date },
): Promise<void> {
  const { snapshot, now } = work
  const { revision, position, eventId, state } = snapshot
  const since = new Date(now.getTime() - keyHoldsMs)
  const keys = work.keys.filter(({ receivedAt }) => receivedAt > since)
  return database.withTransaction(async client => {
    await client.query('delete from fold_keys where stream = $1 and received_at <= $2', [
      ...[stream, since],
    ])
    await client.query(
      `
        insert into fold_keys (stream, key, revision, received_at)
        select $1, * from unnest($2::text[], $3::bigint[], $4::timestamptz[])
        on conflict do nothing
      `,
      [
        ...[stream, keys.map(one => one.key), keys.map(one => String(one.revision))],
        keys.map(one => one.receivedAt.toISOString()),
      ],
    )
    await client.query(
      `
        insert into fold_snapshots as known (stream, version, revision, position, event_id, state)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (stream) do update
        set version = excluded.version, revision = excluded.revision, position = excluded.position,
          event_id = excluded.event_id, state = excluded.state, taken_at = now()
      `,
      [stream, version, String(revision), String(position), eventId, serialize(state)],
    )
  }, 'rebuildable')
}

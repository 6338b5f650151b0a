import type { PoolClient } from 'pg'
import type { StoredEvent } from '../ledger/ledger.ts'
import type { LastEvent } from '../ledger/same-ledger.ts'
import type { Database } from '../../postgres/database.ts'
import type { HeldLease } from '../leases/leases.ts'
import { parkedOf, type ParkedReaction, type ParkedRow } from './parked-reactions.ts'

/** How far a plugin has reacted. */
export interface Reacted {
  readonly position: bigint
  /** What it reacted to last; undefined when it has not yet. */
  readonly last: LastEvent | undefined
}

interface CheckpointRow {
  readonly position: string
  readonly last_stream: string | null
  readonly last_revision: string | null
  readonly last_event_id: string | null
}

/** How far a plugin has reacted, kept under its lease. */
export class ReactionStore {
  readonly #database: Database
  readonly #plugin: string
  readonly #lease: HeldLease

  constructor(database: Database, plugin: string, lease: HeldLease) {
    this.#database = database
    this.#plugin = plugin
    this.#lease = lease
  }

  /** Where to go on; at `head` when the plugin has never reacted. */
  load(head: bigint): Promise<Reacted> {
    return this.#held(async client => {
      const { rows } = await client.query<CheckpointRow>(
        `insert into reaction_checkpoints as checkpoints (plugin, position)
         values ($1, $2)
         on conflict (plugin) do update set position = checkpoints.position
         returning position::text, last_stream, last_revision::text, last_event_id`,
        [this.#plugin, String(head)],
      )
      const [row] = rows
      return row ? toReacted(row) : { position: head, last: undefined }
    })
  }

  move(position: bigint): Promise<void> {
    return this.#held(client => this.#move(client, position))
  }

  /** Goes on behind an event that was reacted to. */
  pass(event: StoredEvent): Promise<void> {
    return this.#held(client => this.#pass(client, event))
  }

  /** Goes on at the end of another ledger, wherever that lies. */
  beginAnew(position: bigint, missed: string): Promise<void> {
    return this.#held(async client => {
      await client.query(
        `update reaction_checkpoints
         set position = $2, missed = $3, updated_at = now(),
           last_stream = null, last_revision = null, last_event_id = null
         where plugin = $1`,
        [this.#plugin, String(position), missed],
      )
    })
  }

  /** Sets an event aside and goes on behind it. */
  park(event: StoredEvent, error: string): Promise<void> {
    return this.#held(async client => {
      await this.#pass(client, event)
      await client.query(
        `insert into parked_reactions (plugin, position, stream, revision, event_id, type, error)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (plugin, position) do update
         set stream = excluded.stream, revision = excluded.revision, event_id = excluded.event_id,
           type = excluded.type, error = excluded.error, parked_at = now()`,
        [
          ...[this.#plugin, String(event.position), event.stream, String(event.revision)],
          ...[event.id, event.type, error],
        ],
      )
    })
  }

  /** The first of those that an operator wants tried once more. */
  async nextAsked(): Promise<ParkedReaction | undefined> {
    const [row] = await this.#database.query<ParkedRow>(
      `select position::text, stream, revision::text, event_id, type, error, parked_at, retry_asked_at
       from parked_reactions where plugin = $1 and retry_asked_at is not null
       order by parked_reactions.position limit 1`,
      [this.#plugin],
    )
    return row && parkedOf(row)
  }

  /** Takes back what was set aside: it is done, or its event is no longer there. */
  unpark({ position }: ParkedReaction): Promise<void> {
    return this.#held(async client => {
      await client.query('delete from parked_reactions where plugin = $1 and position = $2', [
        ...[this.#plugin, String(position)],
      ])
    })
  }

  /** It was tried once more in vain. */
  keep({ position }: ParkedReaction, error: string): Promise<void> {
    return this.#held(async client => {
      await client.query(
        `update parked_reactions set error = $3, retry_asked_at = null
         where plugin = $1 and position = $2`,
        [this.#plugin, String(position), error],
      )
    })
  }

  #held<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.#database.withTransaction(async client => {
      await this.#lease.assert(client)
      return work(client)
    })
  }

  async #move(client: PoolClient, position: bigint): Promise<void> {
    await client.query(
      `update reaction_checkpoints set position = $2, updated_at = now()
       where plugin = $1 and position < $2`,
      [this.#plugin, String(position)],
    )
  }

  async #pass(client: PoolClient, { position, stream, revision, id }: StoredEvent): Promise<void> {
    await client.query(
      `update reaction_checkpoints
       set position = $2, updated_at = now(), last_stream = $3, last_revision = $4, last_event_id = $5
       where plugin = $1 and position < $2`,
      [this.#plugin, String(position), stream, String(revision), id],
    )
  }
}

function toReacted(row: CheckpointRow): Reacted {
  const { last_stream: stream, last_revision: revision, last_event_id: id } = row
  const known = stream !== null && revision !== null && id !== null
  return {
    position: BigInt(row.position),
    last: known ? { stream, revision: BigInt(revision), id } : undefined,
  }
}

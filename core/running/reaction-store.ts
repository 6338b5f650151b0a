import type { PoolClient } from 'pg'
import type { StoredEvent } from '../ledger/ledger.ts'
import type { Database } from '../../postgres/database.ts'
import type { HeldLease } from '../readmodel/leases.ts'

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

  /** The position to go on after; `head` when the plugin has never reacted. */
  load(head: bigint): Promise<bigint> {
    return this.#database.withTransaction(async client => {
      await this.#lease.assert(client)
      const { rows } = await client.query<{ readonly position: string }>(
        `insert into reaction_checkpoints as checkpoints (plugin, position)
         values ($1, $2)
         on conflict (plugin) do update set position = checkpoints.position
         returning position::text`,
        [this.#plugin, String(head)],
      )
      return BigInt(rows[0]?.position ?? head)
    })
  }

  move(position: bigint): Promise<void> {
    return this.#database.withTransaction(client => this.#move(client, position))
  }

  /** Sets an event aside and goes on behind it. */
  park(event: StoredEvent, error: string): Promise<void> {
    return this.#database.withTransaction(async client => {
      await this.#move(client, event.position)
      await client.query(
        `insert into parked_reactions (plugin, position, stream, revision, event_id, type, error)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing`,
        [
          this.#plugin,
          String(event.position),
          event.stream,
          String(event.revision),
          event.id,
          event.type,
          error.replaceAll('\0', ''),
        ],
      )
    })
  }

  async #move(client: PoolClient, position: bigint): Promise<void> {
    await this.#lease.assert(client)
    await client.query(
      `update reaction_checkpoints set position = $2, updated_at = now()
       where plugin = $1 and position < $2`,
      [this.#plugin, String(position)],
    )
  }
}

import pg, { type PoolClient, type QueryResultRow } from 'pg'
import type { Logger } from 'pino'
import { isUnavailable, sqlStateOf, textOf, toDatabaseError } from './database-error.ts'
import { OftenPrepared } from './prepared.ts'
import { typeParsers } from './type-parsers.ts'

/** How a transaction commits: `durable` waits for the disk; `rebuildable` does not, for what the ledger can restore. */
export type Durability = 'durable' | 'rebuildable'

/** Whether Postgres answered when it was last asked. */
export interface DatabaseHealth {
  readonly name: 'postgres'
  readonly state: 'ok' | 'failing'
  readonly reason?: string
}

/** Postgres. Every call has its own deadline and ends in DECKLOG_DATABASE_UNAVAILABLE when the server does not answer. */
export interface Database {
  /** How it is, at once and without asking. */
  health(): readonly DatabaseHealth[]
  /** Runs one statement on any connection. */
  query<Row extends QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<readonly Row[]>
  /** Lends a connection for as long as `work` runs. */
  withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T>
  /** Commits when `work` resolves and rolls back when it throws. */
  withTransaction<T>(work: (client: PoolClient) => Promise<T>, durability?: Durability): Promise<T>
  close(): Promise<void>
}

// Postgres: feature_not_supported, of a cached plan whose result would have another type.
const planOutdated = '0A000'

const deadlines = {
  connectionTimeoutMillis: 1_200,
  query_timeout: 1_500,
  // The server gives up too, so that an abandoned statement or transaction holds no locks.
  statement_timeout: 5_000,
  idle_in_transaction_session_timeout: 5_000,
}

interface DatabaseOptions {
  readonly log: Logger
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string
  readonly maxConnections?: number
}

/** Opens a pool of connections to `url`; nothing connects before the first call. */
export function createDatabase(url: string, options: DatabaseOptions): Database {
  return new PooledDatabase(url, options)
}

class PooledDatabase implements Database {
  readonly #pool: pg.Pool
  readonly #log: Logger
  readonly #often = new OftenPrepared()
  #problem: string | undefined

  constructor(url: string, { log, applicationName, maxConnections = 10 }: DatabaseOptions) {
    this.#log = log
    this.#pool = new pg.Pool({
      ...deadlines,
      connectionString: url,
      application_name: applicationName,
      max: maxConnections,
      keepAlive: true,
      keepAliveInitialDelayMillis: 1_000,
      types: typeParsers,
    })
    // Without a listener of its own, a borrowed connection that breaks would end the process.
    this.#pool.on('connect', client => client.on('error', () => undefined))
    this.#pool.on('error', error => log.warn({ err: error }, 'An idle Postgres connection broke'))
  }

  async query<Row extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    return this.withClient(async client => {
      const statement = this.#often.of(text, [...values])
      try {
        return (await client.query<Row>(statement)).rows
      } catch (error) {
        // A view was made anew beneath a statement that had been prepared: it is planned for this once.
        if (sqlStateOf(error) !== planOutdated || statement.name === undefined) throw error
        return (await client.query<Row>(text, [...values])).rows
      }
    })
  }

  async withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#connect()
    let broken: Error | undefined
    try {
      const result = await work(client)
      this.#problem = undefined
      return result
    } catch (error) {
      const known = this.#note(error)
      // An answer to an abandoned statement may still come: such a connection is never used again.
      if (isUnavailable(known)) broken = known
      throw known
    } finally {
      client.release(broken)
    }
  }

  async withTransaction<T>(
    work: (client: PoolClient) => Promise<T>,
    durability: Durability = 'durable',
  ): Promise<T> {
    return this.withClient(async client => {
      await client.query(beginStatement[durability])
      try {
        const result = await work(client)
        await client.query('commit')
        return result
      } catch (error) {
        // When this fails too, its error is the one that tells that the connection is gone.
        if (!isUnavailable(toDatabaseError(error))) await client.query('rollback')
        throw error
      }
    })
  }

  health(): readonly DatabaseHealth[] {
    if (this.#problem === undefined) return [{ name: 'postgres', state: 'ok' }]
    return [{ name: 'postgres', state: 'failing', reason: this.#problem }]
  }

  async close(): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end()
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect()
    } catch (error) {
      throw this.#note(error)
    }
  }

  #note(error: unknown): unknown {
    const known = toDatabaseError(error)
    const unavailable = isUnavailable(known)
    if (unavailable && this.#problem === undefined)
      this.#log.warn({ err: known }, 'Postgres does not answer')
    this.#problem = unavailable ? textOf(known) : undefined
    return known
  }
}

const beginStatement: Readonly<Record<Durability, string>> = {
  durable: 'begin',
  rebuildable: 'begin; set local synchronous_commit to off',
}

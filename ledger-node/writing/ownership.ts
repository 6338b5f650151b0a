import pg from 'pg'
import { NodeError } from '../node-error.ts'
import { typeParsers } from '../../postgres/type-parsers.ts'
import type { LedgerHead } from './batch-plan.ts'

/** A connection as Postgres knows it. */
interface Backend {
  readonly pid: number
  readonly startedAt: string
}

/** The right to write to a ledger: a connection that holds its lock. Nothing is ever written over another. */
export interface Ownership {
  readonly client: pg.Client
  readonly epoch: number
  readonly head: LedgerHead
  readonly backend: Backend
  /** Settles when the connection, and with it the lock, is lost. */
  readonly lost: Promise<void>
  release(): Promise<void>
  /** Drops the connection without waiting for what runs on it. */
  abandon(): void
}

const lockKey = 0x6465636c6f67

/** A generic plan made while the tables were empty must not scan them when they have grown. */
const session = `
  set synchronous_commit = on;
  set plan_cache_mode = force_generic_plan;
  set enable_seqscan = off;
  set enable_hashjoin = off;
  set enable_mergejoin = off;
  set jit = off
`

/**
 * Takes the ledger in `databaseUrl` over, or throws DECKLOG_LEDGER_IN_USE when another node holds it. `before` is what this node
 * has lost: Postgres may not have noticed that nobody is at the other end of that connection, and is told.
 */
export async function takeOwnership(databaseUrl: string, before?: Ownership): Promise<Ownership> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'decklog-ledger',
    connectionTimeoutMillis: 1_000,
    query_timeout: 2_000,
    keepAlive: true,
    types: typeParsers,
  })
  const lost = new Promise<void>(resolve => {
    client.on('error', () => resolve())
    client.on('end', () => resolve())
  })
  const abandon = (): void => {
    client.end().catch(() => undefined)
    client.connection.stream.destroy()
  }
  try {
    await client.connect()
    if (before) await terminate(client, before.backend)
    return { client, ...(await lock(client)), lost, abandon, release: () => client.end() }
  } catch (error) {
    abandon()
    throw error
  }
}

async function terminate(client: pg.Client, { pid, startedAt }: Backend): Promise<void> {
  await client.query(
    `
      select pg_terminate_backend(pid)
      from pg_stat_activity
      where pid = $1 and backend_start = $2::timestamptz and pid <> pg_backend_pid()
    `,
    [pid, startedAt],
  )
}

interface TakenRow {
  readonly epoch: number
  readonly position: number
  readonly stream_id: number
  readonly pid: number
  readonly started_at: string
}

async function lock(client: pg.Client): Promise<Pick<Ownership, 'epoch' | 'head' | 'backend'>> {
  await client.query(session)
  const { rows: locks } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock($1) as locked',
    [lockKey],
  )
  if (!locks[0]?.locked)
    throw new NodeError('DECKLOG_LEDGER_IN_USE', 'Another ledger node writes to this database')
  const { rows } = await client.query<TakenRow>(`
    update ledger.node set epoch = epoch + 1
    returning epoch,
      (select coalesce(max(position), 0) from ledger.appends) as position,
      (select coalesce(max(id), 0) from ledger.streams) as stream_id,
      pg_backend_pid() as pid,
      (select backend_start::text from pg_stat_activity where pid = pg_backend_pid()) as started_at
  `)
  const row = rows[0]
  if (!row) throw new Error('The ledger has lost the row of its node')
  return {
    epoch: row.epoch,
    head: { position: row.position, streamId: row.stream_id },
    backend: { pid: row.pid, startedAt: row.started_at },
  }
}

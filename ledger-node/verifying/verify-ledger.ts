import type { PoolClient } from 'pg'
import type { Database } from '../../postgres/database.ts'
import { toNumber } from '../wire/numbers.ts'
import type { LedgerFault, StoredAppend } from './check-append.ts'
import { LedgerChecks, type ListedStream } from './ledger-checks.ts'

/** How far the verification of a ledger is. */
export interface VerifyProgress {
  readonly position: number
  readonly head: number
  readonly events: number
}

/** What was verified. */
export interface Verified {
  readonly events: number
  readonly streams: number
  readonly position: number
}

interface VerifyOptions {
  readonly report: (fault: LedgerFault) => void
  readonly progress: (progress: VerifyProgress) => void
}

const pageStreams = 5_000
const pageRows = 2_000
const pageBytes = 4 * 1024 * 1024

interface RowAsStored {
  readonly position: number
  readonly stream_id: number
  readonly revision: string
  readonly events: number
  readonly first_id: string
  readonly ids: Buffer | null
  readonly body: Buffer
  readonly digest: Buffer | null
}

/** Checks all of a ledger as it is at one moment, while a node may go on writing to it, and reports what is wrong. */
export async function verifyLedger(
  database: Database,
  { report, progress }: VerifyOptions,
): Promise<Verified> {
  return database.withTransaction(async client => {
    await client.query('set transaction isolation level repeatable read read only')
    await client.query('set local enable_seqscan = off; set local enable_bitmapscan = off')
    const head = await checkNode(client, report)
    const listed = await listStreams(client)
    const checks = new LedgerChecks(listed, report)
    let position = 0
    let events = 0
    for (let rows = await page(client, position); rows.length > 0;) {
      for (const row of rows) {
        checks.row(row)
        events += row.events
        position = row.position
      }
      progress({ position, head, events })
      rows = await page(client, position)
    }
    checks.end()
    return { events, streams: listed.length, position }
  })
}

async function checkNode(client: PoolClient, report: VerifyOptions['report']): Promise<number> {
  const { rows } = await client.query<{ nodes: number; head: number }>(`
    select (select count(*) from ledger.node)::int4 as nodes,
      (select coalesce(max(position), 0) from ledger.appends) as head
  `)
  if (rows[0]?.nodes !== 1)
    report({ check: 'node', text: 'the row is missing by which nodes take the ledger over' })
  return rows[0]?.head ?? 0
}

async function listStreams(client: PoolClient): Promise<readonly ListedStream[]> {
  const listed: ListedStream[] = []
  for (let after = -1; ;) {
    const { rows } = await client.query<ListedStream & { raw: Buffer }>(
      `
        select id, name as raw, digest, kept_from as "keptFrom"
        from ledger.streams where id > $1 order by id limit $2
      `,
      [after, pageStreams],
    )
    for (const { raw, id, digest, keptFrom } of rows)
      listed.push({ id, digest, keptFrom, name: raw.toString('utf8') })
    if (rows.length < pageStreams) return listed
    after = rows.at(-1)?.id ?? after
  }
}

async function page(client: PoolClient, after: number): Promise<readonly StoredAppend[]> {
  const { rows } = await client.query<RowAsStored>({
    name: 'verify',
    text: `
      select position, stream_id, revision::text as revision, events, first_id, ids, body, digest
      from (
        select *, sum(octet_length(body)) over (order by position) - octet_length(body) as bytes_before
        from ledger.appends where position > $1 order by position limit $2
      ) as page
      where bytes_before < $3
      order by position
    `,
    values: [after, pageRows, pageBytes],
  })
  return rows.map(row => ({
    position: row.position,
    streamId: row.stream_id,
    revision: toNumber(row.revision),
    events: row.events,
    firstId: row.first_id,
    ids: row.ids,
    body: row.body,
    digest: row.digest,
  }))
}

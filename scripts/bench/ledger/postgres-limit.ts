import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** What Postgres can commit by itself. */
export interface PostgresLimit {
  /** Rows a second, when `rowsAtOnce` of them are one statement and so one transaction that waits for the disk. */
  measure(rowsAtOnce: number, seconds: number): Promise<number>
  close(): Promise<void>
}

const rowBytes = 800

/** Opens a table in the database for the limit, with the columns and the index that a ledger cannot do without. */
export async function openPostgresLimit(databaseUrl: string): Promise<PostgresLimit> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const table = `bench_${randomUUID().replaceAll('-', '')}`
  await client.query(`create table ${table} (position int8 primary key, body bytea not null)`)
  const body = Buffer.alloc(rowBytes, 'ledger')
  const text = `insert into ${table} select * from unnest($1::int8[], $2::bytea[])`
  let position = 0
  const insert = async (rows: number): Promise<void> => {
    const positions = Array.from({ length: rows }, () => (position += 1))
    const values = [positions, positions.map(() => body)]
    await client.query({ name: 'insert', text, values })
  }
  return {
    async measure(rowsAtOnce, seconds) {
      const startedMs = performance.now()
      let rows = 0
      while (performance.now() - startedMs < seconds * 1_000) {
        await insert(rowsAtOnce)
        rows += rowsAtOnce
      }
      return (rows * 1_000) / (performance.now() - startedMs)
    },
    async close() {
      await client.query(`drop table ${table}`)
      await client.end()
    },
  }
}

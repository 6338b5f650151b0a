import pg, { type PoolClient } from 'pg'
import { columnsOf, viewName, type ReadModel } from './read-model.ts'

/** Creates the empty table of a read model. Keys sort by bytes, so that `after` means the same everywhere. */
export async function createTable(client: PoolClient, model: ReadModel): Promise<void> {
  const columns = columnsOf(model.projection)
    .map(([name, type]) => `, ${pg.escapeIdentifier(name)} ${type}`)
    .join('')
  await client.query(`
    create table ${model.table} (
      _key text collate "C" primary key,
      _position bigint not null
      ${columns}
    )
  `)
  await client.query(`create index on ${model.table} (_position)`)
  for (const index of model.projection.indexes ?? []) {
    const names = index.map(column => pg.escapeIdentifier(column)).join(', ')
    await client.query(`create index on ${model.table} (${names})`)
  }
}

/** Lets readers see this table from the end of the transaction on. */
export async function showTable(client: PoolClient, model: ReadModel): Promise<void> {
  await client.query(`set local lock_timeout to '1s'`)
  await client.query(
    `create or replace view ${viewName(model.projection)} as select * from ${model.table}`,
  )
}

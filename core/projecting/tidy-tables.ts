import type { PoolClient } from 'pg'
import { messageOf } from '../errors.ts'
import type { Projection } from '../projection.ts'
import { dropVersion, listGenerations } from '../readmodel/generations.ts'
import { forgetRemovals } from '../readmodel/row-removals.ts'
import type { FollowParts } from './follow-parts.ts'
import { leaseOf } from './lease-of.ts'

/** Takes away what nobody needs any more: old removals, and the tables of versions that have had their day. */
export async function tidyTables(
  { database, lease, log }: Pick<FollowParts, 'database' | 'lease' | 'log'>,
  projection: Projection,
): Promise<void> {
  try {
    await database.withTransaction(async client => {
      await lease.assert(client)
      await forgetRemovals(client, projection)
    })
    const generations = await listGenerations(database)
    const versions = generations.filter(({ projection: name }) => name === projection.name)
    for (const version of new Set(versions.map(one => one.version))) {
      const older = { ...projection, version }
      const isDropped = await database.withTransaction(async client => {
        await lease.assert(client)
        if (!(await hasHadItsDay(client, projection, older))) return false
        await dropVersion(client, older, versions)
        return true
      })
      if (isDropped) log.info({ version }, 'The tables of an older version are dropped')
    }
  } catch (error) {
    log.debug({ reason: messageOf(error) }, 'Tables could not be tidied')
  }
}

/** An older version, which no process folds, and whose successor has been read for a day: nobody of a rolling deploy is left. */
async function hasHadItsDay(
  client: PoolClient,
  { name, version }: Projection,
  older: Projection,
): Promise<boolean> {
  if (older.version >= version) return false
  const { rowCount } = await client.query(
    `
      select from projection_generations
      where projection = $1 and version = $2 and live_since < now() - interval '1 day'
        and not exists (select from leases where name = $3 and expires_at > clock_timestamp())
    `,
    [name, version, leaseOf(older)],
  )
  return rowCount === 1
}

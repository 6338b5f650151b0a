import type { PoolClient } from 'pg'
import type { Projection } from '../projection.ts'
import { plainViewName } from '../readmodel/read-model.ts'

/** Name of the lease under which one version of a projection is folded. */
export function leaseOf({ name, version }: Projection): string {
  return `projection:${name}:${version}`
}

/** Has others who begin a table of a projection wait until the transaction ends; the first lease of a projection may not be there to be locked. */
export async function holdBackTables(client: PoolClient, projection: Projection): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `rebuild ${plainViewName(projection)}`,
  ])
  await holdBackLeader(client, projection)
}

/** Keeps the leader's batches out until the transaction ends, for who changes its tables without leading. */
export async function holdBackLeader(client: PoolClient, projection: Projection): Promise<void> {
  await client.query('select from leases where name = $1 for update', [leaseOf(projection)])
}

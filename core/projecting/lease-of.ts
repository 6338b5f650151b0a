import type { PoolClient } from 'pg'
import type { Projection } from '../projection.ts'

/** Name of the lease under which one version of a projection is folded. */
export function leaseOf({ name, version }: Projection): string {
  return `projection:${name}:${version}`
}

/** Keeps the leader's batches out until the transaction ends, for who changes its tables without leading. */
export async function holdBackLeader(client: PoolClient, projection: Projection): Promise<void> {
  await client.query('select from leases where name = $1 for update', [leaseOf(projection)])
}

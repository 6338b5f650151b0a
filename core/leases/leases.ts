import type { PoolClient } from 'pg'
import type { Database } from '../../postgres/database.ts'

/** Leadership over one piece of work, while it lasts. */
export interface HeldLease {
  readonly name: string
  readonly epoch: bigint
  /** Aborts when the lease is lost or given up. */
  readonly signal: AbortSignal
  /** First statement of every transaction of the work: renews the lease's row where the epoch is still ours, or throws DECKLOG_LEASE_LOST. */
  assert(client: PoolClient): Promise<void>
}

/** Leader election by lease rows in Postgres (holder, epoch, expiry by the database's clock; renewed every 2 s, expires after 8 s). */
export interface Leases {
  /**
   * Waits until this process leads `name`, runs `work`, and waits to lead again when the lease was lost. Resolves when `signal`
   * aborts and `work` has ended; the lease is then given up at once. An error of `work` is thrown on.
   */
  lead(name: string, work: (lease: HeldLease) => Promise<void>, signal: AbortSignal): Promise<void>
}

/** How long a lease lives without being renewed. */
export const leaseSeconds = 8

/** A lease as its row says: its name, and the epoch that tells its holders apart. */
export interface LeaseEpoch {
  readonly name: string
  readonly epoch: bigint
}

interface LeaseRow {
  readonly name: string
  readonly epoch: string
}

/** Takes those of `names` that nobody holds, whose holder let them expire, or that a former self of `holder` still holds. */
export async function takeLeases(
  database: Database,
  holder: string,
  names: readonly string[],
): Promise<readonly LeaseEpoch[]> {
  const rows = await database.query<LeaseRow>(
    `
      with free as (
        select name from leases
        where name = any($1) and (expires_at < clock_timestamp() or holder = $2)
        for update skip locked
      ), missing as (
        select name from unnest($1::text[]) as wanted (name)
        where not exists (select from leases where leases.name = wanted.name)
      )
      insert into leases (name, holder, epoch, expires_at)
      select name, $2, 1, clock_timestamp() + make_interval(secs => $3)
      from (select name from free union select name from missing) as takeable
      on conflict (name) do update
      set holder = excluded.holder, epoch = leases.epoch + 1, expires_at = excluded.expires_at
      where leases.expires_at < clock_timestamp() or leases.holder = excluded.holder
      returning name, epoch::text
    `,
    [names, holder, leaseSeconds],
  )
  return rows.map(toEpoch)
}

/** Renews leases held; answers those that are still ours. A row that a transaction of the work has locked is renewed there. */
export async function renewLeases(
  database: Database,
  held: readonly LeaseEpoch[],
): Promise<readonly LeaseEpoch[]> {
  const rows = await database.query<LeaseRow>(
    `
      with held as (
        select * from unnest($1::text[], $2::bigint[]) as held (name, epoch)
      ), ${renewUnlocked('held', '$3')}
      select leases.name, leases.epoch::text from leases join held using (name, epoch)
    `,
    [held.map(lease => lease.name), held.map(lease => lease.epoch.toString()), leaseSeconds],
  )
  return rows.map(toEpoch)
}

/**
 * The clauses that renew those leases of a relation of `name` and `epoch` that are still ours, and whose row nobody has locked; the
 * last of them, `renewed`, has their names. `seconds` is where `leaseSeconds` stands.
 */
export function renewUnlocked(asked: string, seconds: string): string {
  return `
    unlocked as (
      select leases.name from leases join ${asked} using (name, epoch)
      for update of leases skip locked
    ), renewed as (
      update leases set expires_at = clock_timestamp() + make_interval(secs => ${seconds})
      where name in (select name from unlocked)
      returning name
    )
  `
}

/** Renews a lease where it is still ours, of the values that `leaseValues` has. */
export const renewLease = `
  update leases set expires_at = clock_timestamp() + make_interval(secs => $3)
  where name = $1 and epoch = $2
`

/** The values of `renewLease`: $1, $2 and $3. */
export function leaseValues({ name, epoch }: LeaseEpoch): [string, string, number] {
  return [name, epoch.toString(), leaseSeconds]
}

/** Renews a lease inside a transaction of its work and keeps others out until it ends; false when it is no longer ours. */
export async function assertLease(client: PoolClient, lease: LeaseEpoch): Promise<boolean> {
  const { rowCount } = await client.query(renewLease, leaseValues(lease))
  return rowCount === 1
}

/** Gives a lease up, so that another process need not wait for it to expire. */
export async function releaseLease(database: Database, lease: LeaseEpoch): Promise<void> {
  await database.query(
    `update leases set expires_at = '-infinity' where name = $1 and epoch = $2`,
    [lease.name, lease.epoch.toString()],
  )
}

function toEpoch({ name, epoch }: LeaseRow): LeaseEpoch {
  return { name, epoch: BigInt(epoch) }
}

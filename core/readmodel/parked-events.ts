import type { PoolClient } from 'pg'
import type { ReadModel } from './read-model.ts'

/** Key under which events are parked whose keys could not be told. */
export const unknownKey = '*'

/** An event set aside, by its key, with what went wrong; no error: it waits behind an earlier one of its key. */
export interface ParkedEvent {
  readonly key: string
  readonly position: bigint
  readonly stream: string
  readonly revision: bigint
  readonly eventId: string
  readonly type: string
  readonly error: string | undefined
}

/** Sets events aside; those that are parked already stay as they are. */
export async function parkEvents(
  client: PoolClient,
  model: ReadModel,
  events: readonly ParkedEvent[],
): Promise<void> {
  if (events.length === 0) return
  await client.query(
    `
      insert into parked_events
        (projection, version, generation, key, position, stream, revision, event_id, type, error)
      select $1, $2, $3, *
      from unnest(
        $4::text[], $5::bigint[], $6::text[], $7::bigint[], $8::text[], $9::text[], $10::text[]
      )
      on conflict do nothing
    `,
    [
      ...identityOf(model),
      events.map(event => event.key),
      events.map(event => event.position.toString()),
      events.map(event => event.stream),
      events.map(event => event.revision.toString()),
      events.map(event => event.eventId),
      events.map(event => event.type),
      events.map(event => event.error ?? null),
    ],
  )
}

/** Picks those of `keys` that have parked events. */
export async function parkedKeys(
  client: PoolClient,
  model: ReadModel,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ key: string }>(
    `
      select key from unnest($4::text[]) as wanted (key)
      where exists (
        select from parked_events as parked
        where (projection, version, generation, parked.key) = ($1, $2, $3, wanted.key)
      )
    `,
    [...identityOf(model), keys],
  )
  return new Set(rows.map(row => row.key))
}

/** Tells whether any event is parked. */
export async function isAnyParked(client: PoolClient, model: ReadModel): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `
      select exists (
        select from parked_events
        where projection = $1 and version = $2 and generation = $3
      ) as found
    `,
    identityOf(model),
  )
  return rows[0]?.found === true
}

/** Counts the parked events. */
export async function countParked(client: PoolClient, model: ReadModel): Promise<number> {
  const { rows } = await client.query<{ parked: number }>(
    `
      select count(*)::int as parked from parked_events
      where projection = $1 and version = $2 and generation = $3
    `,
    identityOf(model),
  )
  return rows[0]?.parked ?? 0
}

/** The next key behind another that has parked events. */
export async function nextParkedKey(
  client: PoolClient,
  model: ReadModel,
  after: string,
): Promise<string | undefined> {
  const { rows } = await client.query<{ key: string }>(
    `
      select key from parked_events
      where projection = $1 and version = $2 and generation = $3 and key > $4 and key <> $5
      order by key limit 1
    `,
    [...identityOf(model), after, unknownKey],
  )
  return rows[0]?.key
}

/** Picks those of some events that are still parked. */
export async function stillParked(
  client: PoolClient,
  model: ReadModel,
  events: readonly ParkedEvent[],
): Promise<readonly ParkedEvent[]> {
  const { rows } = await client.query<{ at: number }>(
    `
      select at::int
      from unnest($4::text[], $5::bigint[]) with ordinality as found (key, position, at)
      join parked_events as parked
        on (projection, version, generation) = ($1, $2, $3)
          and (parked.key, parked.position) = (found.key, found.position)
      order by at
    `,
    [...identityOf(model), ...placesOf(events)],
  )
  return rows.flatMap(({ at }) => events[at - 1] ?? [])
}

/** Which parked events: of one key or of all, behind one that was listed before. */
export interface ParkedQuery {
  readonly key?: string | undefined
  readonly after?: Pick<ParkedEvent, 'key' | 'position'> | undefined
  readonly limit: number
}

/** Lists parked events, by key and in the order of the ledger. */
export async function listParked(
  client: PoolClient,
  model: ReadModel,
  { key, after, limit }: ParkedQuery,
): Promise<readonly ParkedEvent[]> {
  const { rows } = await client.query<ParkedRow>(
    `
      select key, parked.position::text, stream, parked.revision::text, event_id, type, error
      from parked_events as parked
      where projection = $1 and version = $2 and generation = $3 and ($4::text is null or key = $4)
        and ($6::text is null or (key, parked.position) > ($6, $7::bigint))
      order by key, parked.position limit $5
    `,
    [
      ...identityOf(model),
      ...[key ?? null, limit, after?.key ?? null, after?.position.toString() ?? null],
    ],
  )
  return rows.map(({ event_id, error, ...row }) => ({
    ...row,
    position: BigInt(row.position),
    revision: BigInt(row.revision),
    eventId: event_id,
    error: error ?? undefined,
  }))
}

/** Takes events out that are set aside no longer. */
export async function unparkEvents(
  client: PoolClient,
  model: ReadModel,
  events: readonly ParkedEvent[],
): Promise<void> {
  await client.query(
    `
      delete from parked_events
      where projection = $1 and version = $2 and generation = $3
        and (key, position) in (select * from unnest($4::text[], $5::bigint[]))
    `,
    [...identityOf(model), ...placesOf(events)],
  )
}

function placesOf(events: readonly ParkedEvent[]): [keys: string[], positions: string[]] {
  return [events.map(event => event.key), events.map(event => event.position.toString())]
}

interface ParkedRow {
  readonly key: string
  readonly position: string
  readonly stream: string
  readonly revision: string
  readonly event_id: string
  readonly type: string
  readonly error: string | null
}

function identityOf({ projection, generation }: ReadModel): unknown[] {
  return [projection.name, projection.version, generation]
}

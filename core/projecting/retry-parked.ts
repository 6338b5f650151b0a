import type { PoolClient } from 'pg'
import type { Database } from '../../postgres/database.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { Ledger, StoredEvent } from '../ledger/ledger.ts'
import type { Projection } from '../projection.ts'
import {
  listParked,
  type ParkedEvent,
  type ParkedQuery,
  parkEvents,
  unknownKey,
  unparkEvents,
} from '../readmodel/parked-events.ts'
import type { ReadModel } from '../readmodel/read-model.ts'
import { announceAnew } from '../readmodel/row-removals.ts'
import { loadRows } from '../readmodel/row-writer.ts'
import { foldBatch } from './fold.ts'
import { holdBackLeader } from './lease-of.ts'
import { liveModel } from './live-model.ts'
import { type BatchPlan, parked, planBatch } from './plan-batch.ts'
import { writeCarefully } from './write-carefully.ts'

const atOnce = 500
const everything = 1_000_000
const lastPosition = 2n ** 63n - 1n

interface RetryParts {
  readonly database: Database
  readonly ledger: Pick<Ledger, 'read'>
  readonly catalog: Pick<EventCatalog, 'decode'>
}

/** How much of the work one call does. */
export interface RetryOptions {
  /** Goes on behind this key, as the call before said; from the first key by default. */
  readonly after?: string | undefined
  /** Ends the call early once it aborts. */
  readonly enough?: AbortSignal
}

/** How many events a retry applied, how many are still set aside, and the key to go on behind, when there is more to do. */
export interface Retried {
  readonly applied: number
  readonly parked: number
  readonly next: string | null
}

/** Applies parked events in order, key by key, as far as the fold now takes them. Works beside the leader, in any process. */
export async function retryParked(
  parts: RetryParts,
  projection: Projection,
  { after, enough }: RetryOptions = {},
): Promise<Retried> {
  const model = await liveModel(parts.database, projection)
  if (after === undefined) await fileUnreadable(parts, model)
  let applied = 0
  let behind = after ?? ''
  for (const key of await keysOf(parts.database, model, after)) {
    for (let went = 1; went > 0 && !enough?.aborted; applied += went)
      went = await retryKey(parts, model, key)
    if (enough?.aborted) return { applied, parked: await countParked(parts, model), next: behind }
    behind = key
  }
  return { applied, parked: await countParked(parts, model), next: null }
}

async function countParked({ database }: RetryParts, model: ReadModel): Promise<number> {
  return (await list(database, model, {})).length
}

/** Moves events whose keys can now be told under them, to be retried there in order. */
async function fileUnreadable(parts: RetryParts, model: ReadModel): Promise<void> {
  const found = await list(parts.database, model, { key: unknownKey })
  const events = await fetchEvents(parts.ledger, found)
  await parts.database.withTransaction(async client => {
    const unreadable = await stillParked(client, model, { key: unknownKey, found })
    const plan = planBatch(model.projection, parts.catalog, only(events, unreadable))
    await unparkEvents(client, model, unreadable)
    const filed = [...plan.byKey].flatMap(([key, own]) => own.map(event => parked(key, event)))
    await parkEvents(client, model, [...plan.unreadable, ...filed])
  })
}

/** Applies the next events of a key in one transaction; answers how many went. */
async function retryKey(parts: RetryParts, model: ReadModel, key: string): Promise<number> {
  const found = await list(parts.database, model, { key, limit: atOnce })
  // What has expired in the ledger since is gone from a rebuild too.
  const events = await fetchEvents(parts.ledger, found)
  return parts.database.withTransaction(async client => {
    const waiting = await stillParked(client, model, { key, found })
    const plan = planBatch(model.projection, parts.catalog, only(events, waiting))
    const aside = await applyToKey(client, model, { key, plan: onlyKey(plan, key) })
    await unparkEvents(client, model, waiting)
    await parkEvents(client, model, aside)
    return waiting.length - new Set(aside.map(event => event.position)).size
  })
}

/** Keeps the leader and other retries out, and picks the events that nobody has applied meanwhile. */
async function stillParked(
  client: PoolClient,
  model: ReadModel,
  { key, found }: { readonly key: string; readonly found: readonly ParkedEvent[] },
): Promise<readonly ParkedEvent[]> {
  await holdBackLeader(client, model.projection)
  const parkedNow = await listParked(client, model, { key, limit: everything })
  const positions = new Set(parkedNow.map(event => event.position))
  return found.filter(event => positions.has(event.position))
}

function only(
  events: readonly StoredEvent[],
  wanted: readonly ParkedEvent[],
): readonly StoredEvent[] {
  const positions = new Set(wanted.map(event => event.position))
  return events.filter(event => positions.has(event.position))
}

async function applyToKey(
  client: PoolClient,
  model: ReadModel,
  { key, plan }: { readonly key: string; readonly plan: BatchPlan },
): Promise<readonly ParkedEvent[]> {
  const rows = await loadRows(client, model, [key])
  const folded = foldBatch(model.projection, plan, { rows })
  const refused = await writeCarefully(client, model, { changes: folded.changes, plan, rows })
  // The rows changed behind what those who follow have been told.
  if (folded.changes.length > 0) await announceAnew(client, model)
  return [...folded.parked, ...refused]
}

function onlyKey({ byKey, unreadable }: BatchPlan, key: string): BatchPlan {
  return { byKey: new Map([[key, byKey.get(key) ?? []]]), unreadable }
}

async function keysOf(
  database: Database,
  model: ReadModel,
  after: string | undefined,
): Promise<ReadonlySet<string>> {
  const behind = after === undefined ? {} : { after: { key: after, position: lastPosition } }
  const keys = new Set((await list(database, model, behind)).map(event => event.key))
  keys.delete(unknownKey)
  return keys
}

async function fetchEvents(
  ledger: Pick<Ledger, 'read'>,
  wanted: readonly ParkedEvent[],
): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = []
  for (const { stream, revision, position } of wanted)
    for await (const event of ledger.read(stream, { from: revision, limit: 1 }))
      if (event.position === position) events.push(event)
  return events
}

function list(
  database: Database,
  model: ReadModel,
  query: Partial<ParkedQuery>,
): Promise<readonly ParkedEvent[]> {
  return database.withClient(client => listParked(client, model, { limit: everything, ...query }))
}

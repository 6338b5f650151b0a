import type { PoolClient } from 'pg'
import type { Database } from '../../postgres/database.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { Ledger, StoredEvent } from '../ledger/ledger.ts'
import type { Projection } from '../projection.ts'
import {
  countParked,
  listParked,
  nextParkedKey,
  type ParkedEvent,
  type ParkedQuery,
  parkEvents,
  stillParked,
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
const mostBetween = 20

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
  const { database } = parts
  const model = await liveModel(database, projection)
  const left = (): Promise<number> => database.withClient(client => countParked(client, model))
  const keyAfter = (key: string): Promise<string | undefined> =>
    database.withClient(client => nextParkedKey(client, model, key))
  if (after === undefined) await fileUnreadable(parts, model)
  let applied = 0
  let behind = after ?? ''
  for (let key = await keyAfter(behind); key !== undefined; key = await keyAfter(behind)) {
    for (let went = 1; went > 0 && !enough?.aborted; applied += went)
      went = await retryKey(parts, model, key)
    if (enough?.aborted) return { applied, parked: await left(), next: behind }
    behind = key
  }
  return { applied, parked: await left(), next: null }
}

/** Moves events whose keys can now be told under them, to be retried there in order. */
async function fileUnreadable(parts: RetryParts, model: ReadModel): Promise<void> {
  let after: ParkedQuery['after']
  do {
    const found = await list(parts.database, model, { key: unknownKey, after, limit: atOnce })
    await fileSome(parts, model, found)
    after = found.length < atOnce ? undefined : found.at(-1)
  } while (after !== undefined)
}

async function fileSome(
  parts: RetryParts,
  model: ReadModel,
  found: readonly ParkedEvent[],
): Promise<void> {
  if (found.length === 0) return
  const events = await fetchEvents(parts.ledger, found)
  await parts.database.withTransaction(async client => {
    const unreadable = await keepApart(client, model, found)
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
    const waiting = await keepApart(client, model, found)
    const plan = planBatch(model.projection, parts.catalog, only(events, waiting))
    const aside = await applyToKey(client, model, { key, plan: onlyKey(plan, key) })
    await unparkEvents(client, model, waiting)
    await parkEvents(client, model, aside)
    return waiting.length - new Set(aside.map(event => event.position)).size
  })
}

/** Keeps the leader and other retries out, and picks the events that nobody has applied meanwhile. */
async function keepApart(
  client: PoolClient,
  model: ReadModel,
  found: readonly ParkedEvent[],
): Promise<readonly ParkedEvent[]> {
  await holdBackLeader(client, model.projection)
  return stillParked(client, model, found)
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

async function fetchEvents(
  ledger: Pick<Ledger, 'read'>,
  wanted: readonly ParkedEvent[],
): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = []
  const positions = new Set(wanted.map(event => event.position))
  for (const { stream, from, limit } of stretchesOf(wanted))
    for await (const event of ledger.read(stream, { from, limit }))
      if (positions.has(event.position)) events.push(event)
  return events.sort((a, b) => (a.position < b.position ? -1 : 1))
}

interface StreamStretch {
  readonly stream: string
  readonly from: bigint
  limit: number
}

/** What is to be read of which streams: events that lie close together are read in one go. */
function stretchesOf(wanted: readonly ParkedEvent[]): readonly StreamStretch[] {
  const stretches: StreamStretch[] = []
  const open = new Map<string, StreamStretch>()
  for (const { stream, revision } of wanted.toSorted((a, b) =>
    a.revision < b.revision ? -1 : 1,
  )) {
    const known = open.get(stream)
    const length = known && Number(revision - known.from) + 1
    if (known && length !== undefined && length - known.limit <= mostBetween) known.limit = length
    else {
      const next = { stream, from: revision, limit: 1 }
      open.set(stream, next)
      stretches.push(next)
    }
  }
  return stretches
}

function list(
  database: Database,
  model: ReadModel,
  query: ParkedQuery,
): Promise<readonly ParkedEvent[]> {
  return database.withClient(client => listParked(client, model, query))
}

import { isDeepStrictEqual } from 'node:util'
import pg, { type PoolClient } from 'pg'
import type { EventCatalog } from '../events/event-catalog.ts'
import { foldEvent } from './fold.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Projection } from '../projection.ts'
import type { Database } from '../../postgres/database.ts'
import { columnsOf, type ReadModel } from '../readmodel/read-model.ts'
import { encodeValue } from '../readmodel/row-codec.ts'
import { liveModel } from './live-model.ts'
import { planBatch } from './plan-batch.ts'

const pageRows = 5_000
const reportEvery = 1_000

/** A row that is not what the ledger says; `columns` names where, `missing` and `extra` whole rows. */
export interface Difference {
  readonly key: string
  readonly kind: 'missing' | 'extra' | 'differs'
  readonly columns: readonly string[]
}

/** What came of comparing a read model with a fresh fold of the ledger up to the same position. */
export interface Verification {
  readonly position: bigint
  readonly events: number
  readonly rows: number
  readonly differences: readonly Difference[]
}

interface VerifyParts {
  readonly database: Database
  readonly ledger: Pick<Ledger, 'readAll'>
  readonly catalog: Pick<EventCatalog, 'decode'>
}

/** How far a verification is. */
export interface VerifyProgress {
  readonly events: number
  /** Position read to, and the one to reach. */
  readonly position: bigint
  readonly target: bigint
}

/** How a verification is followed and ended early. */
export interface VerifyOptions {
  readonly signal?: AbortSignal
  /** Called about every thousand events. */
  readonly report?: (progress: VerifyProgress) => void
}

interface Snapshot {
  readonly position: bigint
  readonly rows: ReadonlyMap<string, object>
  /** `<key> <position>` of events that are set aside. */
  readonly parked: ReadonlySet<string>
}

/** Folds the whole ledger again and compares row by row, leaving out what is parked. */
export async function verifyProjection(
  parts: VerifyParts,
  projection: Projection,
  options: VerifyOptions = {},
): Promise<Verification> {
  const model = await liveModel(parts.database, projection)
  const snapshot = await takeSnapshot(parts.database, model)
  const { rows, events } = await foldLedger({ ...parts, ...options }, model.projection, snapshot)
  return {
    position: snapshot.position,
    events,
    rows: rows.size,
    differences: compare(projection, rows, snapshot.rows),
  }
}

function takeSnapshot(database: Database, model: ReadModel): Promise<Snapshot> {
  return database.withTransaction(async client => {
    await client.query('set transaction isolation level repeatable read, read only')
    const identity = [model.projection.name, model.projection.version, model.generation]
    const { rows: checkpoints } = await client.query<{ position: string }>(
      `
        select position::text from projection_checkpoints
        where projection = $1 and version = $2 and generation = $3
      `,
      identity,
    )
    const { rows: parked } = await client.query<{ key: string; position: string }>(
      `
        select key, position::text from parked_events
        where projection = $1 and version = $2 and generation = $3
      `,
      identity,
    )
    return {
      position: BigInt(checkpoints[0]?.position ?? 0),
      parked: new Set(parked.map(({ key, position }) => `${key} ${position}`)),
      rows: await readAllRows(client, model),
    }
  })
}

async function readAllRows(
  client: PoolClient,
  model: ReadModel,
): Promise<ReadonlyMap<string, object>> {
  const names = columnsOf(model.projection).map(([name]) => `, ${pg.escapeIdentifier(name)}`)
  await client.query(
    `declare every_row cursor for select _key ${names.join('')} from ${model.table}`,
  )
  const rows = new Map<string, object>()
  for (;;) {
    const page = await client.query<{ _key: string }>(`fetch ${pageRows} from every_row`)
    for (const { _key, ...row } of page.rows) rows.set(_key, row)
    if (page.rows.length < pageRows) return rows
  }
}

async function foldLedger(
  { ledger, catalog, signal, report }: VerifyParts & VerifyOptions,
  projection: Projection,
  { position, parked }: Snapshot,
): Promise<{ readonly rows: ReadonlyMap<string, object>; readonly events: number }> {
  const rows = new Map<string, object>()
  let events = 0
  let read = 0
  for await (const stored of ledger.readAll(signal ? { signal } : {})) {
    if (stored.position > position) break
    read += 1
    if (read % reportEvery === 0) report?.({ events, position: stored.position, target: position })
    if (!Object.hasOwn(projection.on, stored.type)) continue
    events += 1
    for (const [key, [event]] of planBatch(projection, catalog, [stored]).byKey) {
      if (!event || parked.has(`${key} ${event.position}`)) continue
      const row = foldEvent(projection, key, rows.get(key), event)
      if (row) rows.set(key, row)
      else rows.delete(key)
    }
  }
  return { rows, events }
}

function compare(
  projection: Projection,
  expected: ReadonlyMap<string, object>,
  actual: ReadonlyMap<string, object>,
): readonly Difference[] {
  const differences: Difference[] = []
  for (const key of new Set([...expected.keys(), ...actual.keys()])) {
    const [wanted, found] = [expected.get(key), actual.get(key)]
    if (!wanted) differences.push({ key, kind: 'extra', columns: [] })
    else if (!found) differences.push({ key, kind: 'missing', columns: [] })
    else {
      const columns = differingColumns(projection, wanted, found)
      if (columns.length > 0) differences.push({ key, kind: 'differs', columns })
    }
  }
  return differences
}

function differingColumns(projection: Projection, a: object, b: object): readonly string[] {
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  return columnsOf(projection)
    .filter(([name, type]) => {
      const [one, other] = [left.get(name), right.get(name)].map(value => encodeValue(type, value))
      if ((type === 'jsonb' || type === 'json') && one && other)
        return !isDeepStrictEqual(JSON.parse(one), JSON.parse(other))
      return type === 'uuid' ? one?.toLowerCase() !== other?.toLowerCase() : one !== other
    })
    .map(([name]) => name)
}

import type { PoolClient } from 'pg'
import { sqlStateOf } from '../../postgres/database-error.ts'
import { isDecklogError } from '../errors.ts'
import type { Recorded } from '../event.ts'
import type { ParkedEvent } from '../readmodel/parked-events.ts'
import type { ReadModel } from '../readmodel/read-model.ts'
import { type RowChange, writeRows } from '../readmodel/row-writer.ts'
import { foldEvent, parkFrom } from './fold.ts'
import type { BatchPlan } from './plan-batch.ts'

/** Tells whether it is the values of some row that Postgres or the columns cannot take, so that the other rows can be saved. */
export function isRowError(error: unknown): boolean {
  return (
    /^(21|22|23|54)/.test(sqlStateOf(error) ?? '') ||
    isDecklogError(error, 'DECKLOG_PLUGIN_INVALID')
  )
}

/** Writes what can be written, by halves, and answers the events of the rows that cannot be. */
export async function writeCarefully(
  client: PoolClient,
  model: ReadModel,
  work: {
    readonly changes: readonly RowChange[]
    readonly plan: BatchPlan
    readonly rows: ReadonlyMap<string, object>
  },
): Promise<readonly ParkedEvent[]> {
  const { changes, plan, rows } = work
  if (changes.length === 0 || (await tryToWrite(client, model, changes)) === undefined) return []
  const [only] = changes
  if (changes.length === 1 && only)
    return writeStepwise(client, model, {
      key: only.key,
      before: rows.get(only.key),
      events: plan.byKey.get(only.key) ?? [],
    })
  const middle = changes.length >> 1
  const halves = [changes.slice(0, middle), changes.slice(middle)]
  const parked: ParkedEvent[] = []
  for (const half of halves)
    parked.push(...(await writeCarefully(client, model, { ...work, changes: half })))
  return parked
}

/** Writes a row event by event, up to the first that cannot be written. */
async function writeStepwise(
  client: PoolClient,
  model: ReadModel,
  work: {
    readonly key: string
    readonly before: object | undefined
    readonly events: readonly Recorded[]
  },
): Promise<readonly ParkedEvent[]> {
  const { key, before, events } = work
  let row = before
  for (const [index, event] of events.entries()) {
    try {
      const next = foldEvent(model.projection, key, row, event)
      const change = { key, position: event.position, row: next }
      const error = next === row ? undefined : await tryToWrite(client, model, [change])
      if (error !== undefined) return parkFrom(key, events.slice(index), error)
      row = next ?? undefined
    } catch (error) {
      return parkFrom(key, events.slice(index), error)
    }
  }
  return []
}

/** Answers why the rows cannot be written; undefined when they have been. */
async function tryToWrite(
  client: PoolClient,
  model: ReadModel,
  changes: readonly RowChange[],
): Promise<unknown> {
  await client.query('savepoint careful')
  try {
    await writeRows(client, model, changes)
    await client.query('release savepoint careful')
    return undefined
  } catch (error) {
    if (!isRowError(error)) throw error
    await client.query('rollback to savepoint careful')
    return error
  }
}

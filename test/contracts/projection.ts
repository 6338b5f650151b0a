import fc from 'fast-check'
import type { Test } from 'tap'
import type { DomainEvent, Recorded } from '../../core/event.ts'
import type { EventSpec } from '../../core/plugin.ts'
import { foldEvent, foldEvents } from '../../core/projecting/fold.ts'
import type { Projection } from '../../core/projection.ts'
import { addGeneration } from '../../core/readmodel/generations.ts'
import type { ReadModel } from '../../core/readmodel/read-model.ts'
import { loadRows, writeRows } from '../../core/readmodel/row-writer.ts'
import { createDatabase, type Database } from '../../postgres/database.ts'
import { migrate } from '../../postgres/migrate.ts'
import { deepFreeze } from '../support/deep-freeze.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { recordExamples } from '../support/record-examples.ts'
import { silentLog } from '../support/silent-log.ts'
import { coreMigrations } from '../../core/readmodel/core-migrations.ts'

interface ContractOptions {
  /** Events to fold, in the order of the ledger; default: three of each type, made from the examples of the specs. */
  readonly events?: readonly Recorded[]
  /** Types whose order and doubling must not matter; default: all that the projection handles. */
  readonly observations?: readonly string[]
}

type Rows = ReadonlyMap<string, object>

/** What every projection must keep to. `specs` are those of the plugins whose events it folds. */
export async function projectionContract<Row extends object, E extends DomainEvent>(
  t: Test,
  declared: Projection<Row, E>,
  specs: Readonly<Record<string, EventSpec>>,
  options: ContractOptions = {},
): Promise<void> {
  const projection: Projection = declared
  const handled = Object.keys(projection.on)
  const given = options.events ?? recordExamples(specs, handled)
  const events = given.map(event => deepFreeze(event))
  const observations = new Set(options.observations ?? handled)

  await t.test('handles events that someone declares, and has an example of each', async t => {
    for (const type of handled) {
      t.ok(specs[type], type)
      t.ok(
        events.some(event => event.type === type),
        `an example of ${type}`,
      )
    }
  })

  await t.test('tells the keys of an event from the event alone', async t => {
    for (const event of events) {
      const keys = projection.keys(event)
      t.strictSame(projection.keys(structuredClone(event)), keys, event.type)
      t.ok(keys.every(key => key !== '' && key !== '*'))
    }
  })

  await t.test('folds without changing what it is given, the same each time', async t => {
    const rows = new Map<string, object>()
    for (const event of events)
      for (const key of projection.keys(event)) {
        const before = rows.get(key)
        const after = foldEvent(projection, key, before, event)
        t.strictSame(foldEvent(projection, key, before, event), after, event.type)
        if (after) rows.set(key, deepFreeze(after))
        else rows.delete(key)
      }
  })

  await t.test('gives the same rows in every order, however often events are repeated', async t => {
    const expected = plain(foldEvents(projection, events))
    const order = fc.array(fc.nat(events.length - 1), { maxLength: 3 * events.length })
    fc.assert(
      fc.property(order, picks => {
        t.strictSame(plain(foldEvents(projection, reorder(events, picks, observations))), expected)
      }),
      { numRuns: 50 },
    )
  })

  await t.test('reads back from Postgres what it folded', async t => {
    const url = await createTestDatabase(t, 'core')
    await migrate(url, coreMigrations, { log: silentLog })
    const database = createDatabase(url, {
      log: silentLog,
      applicationName: 'contract',
    })
    t.teardown(() => database.close())
    const live = await createEmptyTable(database, projection)
    for (const event of events) await foldInto(database, live, event)
    const replayed = await createEmptyTable(database, projection)
    const folded = foldEvents(projection, events)
    await writeAll(database, replayed, folded)
    const keys = [...folded.keys()]
    t.strictSame(
      plain(await readAll(database, live, keys)),
      plain(await readAll(database, replayed, keys)),
    )
    t.equal(await countRows(database, live), keys.length)
  })
}

/** Puts observations in another order, with repeats; whatever else there is stays in the order of the ledger. */
function reorder(
  events: readonly Recorded[],
  picks: readonly number[],
  observations: ReadonlySet<string>,
): readonly Recorded[] {
  const picked = picks.map(pick => events[pick]).filter(event => event !== undefined)
  const ordered = events.filter(event => !observations.has(event.type))
  const shuffled = [...picked, ...events].filter(event => observations.has(event.type))
  return ordered.length === 0 ? shuffled : interleave(ordered, shuffled, picks)
}

function interleave(
  ordered: readonly Recorded[],
  shuffled: readonly Recorded[],
  picks: readonly number[],
): readonly Recorded[] {
  const merged = [...shuffled]
  let from = 0
  for (const [index, event] of ordered.entries()) {
    const at = Math.min(merged.length, from + ((picks[index] ?? 0) % (merged.length + 1)))
    merged.splice(at, 0, event)
    from = at + 1
  }
  return merged
}

function plain(rows: Rows): readonly (readonly [string, object])[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
}

function createEmptyTable(database: Database, projection: Projection): Promise<ReadModel> {
  return database.withTransaction(client => addGeneration(client, projection))
}

async function foldInto(database: Database, model: ReadModel, event: Recorded): Promise<void> {
  const keys = model.projection.keys(event)
  await database.withTransaction(async client => {
    const rows = await loadRows(client, model, keys)
    const changes = keys.map(key => ({
      key,
      position: event.position,
      row: foldEvent(model.projection, key, rows.get(key), event),
    }))
    await writeRows(client, model, changes)
  })
}

async function writeAll(database: Database, model: ReadModel, rows: Rows): Promise<void> {
  const changes = [...rows].map(([key, row]) => ({ key, position: 1n, row }))
  await database.withTransaction(client => writeRows(client, model, changes))
}

function readAll(database: Database, model: ReadModel, keys: readonly string[]): Promise<Rows> {
  return database.withClient(client => loadRows(client, model, keys))
}

async function countRows(database: Database, model: ReadModel): Promise<number> {
  const [row] = await database.query<{ rows: number }>(
    `select count(*) as rows from ${model.table}`,
  )
  return row?.rows ?? 0
}

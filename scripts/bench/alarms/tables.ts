import type { Database } from '../../../postgres/database.ts'
import type { Host, Recorded } from '../../../core/plugin-api.ts'
import { systemClock } from '../../../core/clock.ts'
import { createStandingRows } from '../../../core/projecting/read-rows.ts'
import { foldEvents } from '../../../core/projecting/fold.ts'
import type { Projection } from '../../../core/projection.ts'
import { addIndexes } from '../../../core/readmodel/create-table.ts'
import { addGeneration, makeLive } from '../../../core/readmodel/generations.ts'
import type { ReadHost } from '../../../core/readmodel/read-host.ts'
import { type ReadModel, viewName } from '../../../core/readmodel/read-model.ts'
import { writeRows } from '../../../core/readmodel/row-writer.ts'
import alarms from '../../../projections/alarms/projection.ts'
import channels from '../../../projections/channels/projection.ts'
import mutes from '../../../projections/mutes/projection.ts'
import notices from '../../../projections/notices/projection.ts'
import tellings from '../../../projections/tellings/projection.ts'
import windows from '../../../projections/windows/projection.ts'

const projections: readonly Projection[] = [alarms, channels, mutes, notices, tellings, windows]

/** The read models of alarms in a database, filled by their own folds. */
export interface Tables {
  readonly host: ReadHost
  readonly rows: Host['rows']
  /** Folds events whose keys no event before them has touched. */
  fold(events: readonly Recorded[]): Promise<void>
  /** Indexes all of it, and lets it be read. */
  show(): Promise<void>
  /** Rows, and bytes with the indexes, by read model. */
  sizes(): Promise<ReadonlyMap<string, { readonly rows: number; readonly bytes: number }>>
}

/** Creates the tables, empty. */
export async function createTables(database: Database): Promise<Tables> {
  const models = new Map<string, ReadModel>()
  for (const projection of projections)
    models.set(
      projection.name,
      await database.withTransaction(client => addGeneration(client, projection)),
    )
  const find = (name: string): Projection => {
    const found = projections.find(one => one.name === name)
    if (found) return found
    throw new Error(`there is no read model ${name}`)
  }
  const host: ReadHost = {
    clock: systemClock,
    machine: { name: 'bench', root: '/' },
    view: name => viewName(find(name)),
    query: (text, values = []) => database.query(text, values),
  }
  // What is asked for names its own columns.
  const rows = createStandingRows(host, 0n, { find }) as Host['rows']
  const all = [...models.values()]
  return {
    ...{ host, rows },
    async fold(events) {
      for (const model of all) await foldInto(database, model, events)
    },
    async show() {
      for (const model of all) {
        await addIndexes(database, model)
        await database.withTransaction(client => makeLive(client, model))
        const analyze = { text: `vacuum analyze ${model.table}`, query_timeout: 600_000 }
        await database.withClient(client => client.query(analyze))
      }
    },
    async sizes() {
      const found = new Map<string, { rows: number; bytes: number }>()
      for (const { projection, table } of all) {
        const text = `select count(*)::int as rows, pg_total_relation_size('${table}')::float8 as bytes from ${table}`
        const query = { text, query_timeout: 600_000 }
        const { rows: counted } = await database.withClient(async client => {
          await client.query('set statement_timeout to 0')
          return client.query<{ rows: number; bytes: number }>(query)
        })
        found.set(projection.name, counted[0] ?? { rows: 0, bytes: 0 })
      }
      return found
    },
  }
}

async function foldInto(
  database: Database,
  model: ReadModel,
  events: readonly Recorded[],
): Promise<void> {
  const { projection } = model
  const handled = events.filter(({ type }) => type in projection.on)
  const touched = new Set(handled.flatMap(event => [...projection.keys(event)]))
  const folded = foldEvents(projection, handled)
  const changes = [...touched].map(key => {
    return { key, position: handled.at(-1)?.position ?? 0n, row: folded.get(key) ?? null }
  })
  for (let from = 0; from < changes.length; from += 500)
    await database.withTransaction(client =>
      writeRows(client, model, changes.slice(from, from + 500)),
    )
}

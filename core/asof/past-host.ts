import pg from 'pg'
import type { Database } from '../../postgres/database.ts'
import type { Clock } from '../clock.ts'
import type { ReadHost } from '../readmodel/read-host.ts'
import { plainViewName, type ReadModel } from '../readmodel/read-model.ts'
import type { Moment } from './find-moment.ts'
import { isGone, type PastRows, preparing, type ReadPast } from './past-rows.ts'
import type { HistoryKeeper } from './history-keeper.ts'
import { selectRolled, selectVersions } from './versions.ts'

const queryMs = 5_000

/** What a host of the past is made of. */
export interface PastHostParts {
  readonly database: Database
  readonly readPast: ReadPast
  readonly keeper: HistoryKeeper
  /** The table of a projection that is read. */
  modelOf(projection: string): ReadModel
  /** The host that reads what is. */
  readonly present: ReadHost
}

/** A read host that is bound to a moment, and what its answers are made from. */
export interface PastHost {
  readonly host: ReadHost
  /** The read models that were read. */
  read(): Promise<readonly PastRows[]>
}

/**
 * Creates a host whose views name the tables as they were at a moment: its statements carry, under the name of each view that they
 * name, the select of those rows.
 */
export function createPastHost(
  parts: PastHostParts,
  { position, at }: Moment,
  signal: AbortSignal,
): PastHost {
  const named = new Map<string, ReadModel>()
  const rows = new Map<string, Promise<PastRows>>()

  function rowsOf(model: ReadModel): Promise<PastRows> {
    const known = rows.get(model.table) ?? parts.readPast(model, position, signal)
    rows.set(model.table, known)
    return known
  }

  const host: ReadHost = {
    clock: clockAt(parts.present.clock, at),
    machine: parts.present.machine,
    stands: 'in the past',
    view(name) {
      const model = parts.modelOf(name)
      const view = statementName(model)
      named.set(view, model)
      return view
    },
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const models = [...named].filter(([view]) => text.includes(view))
      const past = await Promise.all(models.map(([, model]) => rowsOf(model)))
      try {
        return await run<Row>(parts.database, past, { text, values })
      } catch (error) {
        const [first] = past
        if (first && isGone(error)) throw preparing(parts, first.model, position)
        throw error
      }
    },
  }
  return { host, read: () => Promise.all(rows.values()) }
}

// It stands: whoever judges by it judges at that moment.
function clockAt(clock: Clock, at: Date): Clock {
  return {
    now: () => new Date(at),
    monotonicMs: () => clock.monotonicMs(),
    delay: (ms, signal) => clock.delay(ms, signal),
    ticks: everyMs => clock.ticks(everyMs),
  }
}

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

function run<Row extends object>(
  database: Database,
  past: readonly PastRows[],
  statement: Statement,
): Promise<readonly Row[]> {
  const query = { ...withPast(past, statement), query_timeout: queryMs }
  return database.withClient(async client => (await client.query<Row>(query)).rows)
}

/** A statement in which each view has the rows of the past under its own name. */
function withPast(
  past: readonly PastRows[],
  { text, values }: Statement,
): { readonly text: string; readonly values: unknown[] } {
  const all = [...values]
  const bind = (value: unknown): string => `$${all.push(value)}`
  if (past.length === 0) return { text, values: all }
  const views = past.map(
    one => `${statementName(one.model)} as not materialized (${selectPast(one, bind)})`,
  )
  return { text: `with ${views.join(', ')} (${text.replace(/;\s*$/, '')})`, values: all }
}

// What a statement defines for itself has no schema.
function statementName({ projection }: ReadModel): string {
  return pg.escapeIdentifier(plainViewName(projection))
}

function selectPast({ model, base, rolled }: PastRows, bind: (value: unknown) => string): string {
  const now = selectRolled(model, rolled, bind)
  if (!base) return now
  const without = rolled.map(({ key }) => key)
  return `${selectVersions(base, { without, bind })} union all ${now}`
}

import { sqlStateOf } from '../../postgres/database-error.ts'
import type { Database } from '../../postgres/database.ts'
import { DecklogError } from '../errors.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import type { ReadModel } from '../readmodel/read-model.ts'
import { within } from '../timing/within.ts'
import { type Categories, SeenCategories } from './categories.ts'
import { findPoint, type History, noteUse } from './histories.ts'
import type { HistoryKeeper } from './history-keeper.ts'
import { Roll, type RolledRow } from './roll.ts'
import type { Stretches } from './stretches.ts'
import { loadVersions, type VersionsAt } from './versions.ts'

const budgetMs = 5_000
const atOnce = 500

/** The rows of a read model at a position: those of a history at one of its points, and what has changed since. */
export interface PastRows {
  readonly model: ReadModel
  /** Undefined: there were none. */
  readonly base: VersionsAt | undefined
  readonly rolled: readonly RolledRow[]
  readonly categories: Categories
}

interface PastRowsParts {
  readonly database: Database
  readonly catalog: Pick<EventCatalog, 'decode'>
  readonly stretches: Stretches
  readonly keeper: HistoryKeeper
}

/** Finds the rows of a read model at a position; DECKLOG_PAST_PREPARING when that takes over 5 s, and is made ready meanwhile. */
export type ReadPast = (
  model: ReadModel,
  position: bigint,
  signal: AbortSignal,
) => Promise<PastRows>

/** Creates it. */
export function createReadPast(parts: PastRowsParts): ReadPast {
  return (model, position, signal) =>
    within({ ms: budgetMs, signal, late: () => preparing(parts, model, position) }, async inner => {
      for (;;) {
        inner.throwIfAborted()
        const found = await lookUp(parts, { model, position, signal: inner }).catch(goneAsMissing)
        if (found) return found
        await parts.keeper.extend(model, position).catch(goneAsMissing)
      }
    })
}

// No such table, and no such row that a point would belong to.
const gone: readonly (string | undefined)[] = ['42P01', '23503']

/** Tells whether a history was dropped, or replaced by a thinner one, while it was read. */
export function isGone(error: unknown): boolean {
  return gone.includes(sqlStateOf(error))
}

function goneAsMissing(error: unknown): undefined {
  if (!isGone(error)) throw error
}

interface Wanted {
  readonly model: ReadModel
  readonly position: bigint
  readonly signal: AbortSignal
}

/** The rows, when they are near enough to a point. */
async function lookUp(
  parts: PastRowsParts,
  { model, position, signal }: Wanted,
): Promise<PastRows | undefined> {
  const { database, stretches } = parts
  const found = await findPoint(database, model, position)
  const { history, at = 0n } = found ?? {}
  if (found?.use === 'to be noted') await noteUse(database, found.history)
  const types = Object.keys(model.projection.on)
  const of = { name: `${model.table} ${history?.id ?? 0}`, types, after: at }
  const bounds = { to: position, signal, ...parts.keeper.mostApart(history ?? { spacing: 1 }) }
  const events = await stretches.read(of, bounds)
  if (!events) return undefined
  const base = history && at > 0n ? { model, table: history.table, at } : undefined
  const rolled = await rollForward(parts, { model, base, events })
  return { model, base, rolled, categories: categoriesOf(history, events) }
}

async function rollForward(
  { database, catalog }: PastRowsParts,
  {
    model,
    base,
    events,
  }: {
    readonly model: ReadModel
    readonly base: VersionsAt | undefined
    readonly events: readonly StoredEvent[]
  },
): Promise<readonly RolledRow[]> {
  const load: ConstructorParameters<typeof Roll>[0]['load'] = async keys =>
    base ? loadVersions(database, base, keys) : new Map()
  const roll = new Roll({ model, catalog, load })
  for (let from = 0; from < events.length; from += atOnce)
    await roll.take(events.slice(from, from + atOnce))
  return roll.drain()
}

function categoriesOf(history: History | undefined, events: readonly StoredEvent[]): Categories {
  const seen = new SeenCategories(history?.categories)
  seen.see(events)
  return seen.all()
}

/** What is thrown while the past is made ready. */
export function preparing(
  { keeper }: Pick<PastRowsParts, 'keeper'>,
  model: ReadModel,
  position: bigint,
): DecklogError {
  const { name } = model.projection
  const reached = keeper.progress(model)
  const far = reached === undefined ? '' : `, and is at ${reached} of ${position}`
  return new DecklogError(
    'DECKLOG_PAST_PREPARING',
    `The past of ${name} is being made ready to be read${far}.`,
    { retryAfterSeconds: 2, extra: { projections: [name] } },
  )
}

import { setImmediate as turn } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from '../../postgres/database.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import { noteMoments } from '../history/ledger-times-store.ts'
import { originOf } from '../history/origin.ts'
import type { HeldLease, Leases } from '../leases/leases.ts'
import type { Ledger, StoredEvent } from '../ledger/ledger.ts'
import { isOtherLedger } from '../ledger/same-ledger.ts'
import type { ReadModel } from '../readmodel/read-model.ts'
import { SeenCategories } from './categories.ts'
import { addHistory, addPoint, dropHistory, findHistory, type History } from './histories.ts'
import { makeRoom } from './make-room.ts'
import { readStretch, type StretchPart } from './read-stretch.ts'
import { Roll } from './roll.ts'
import { loadVersions } from './versions.ts'

/** Between which bounds the number of events lies from one point to the next. */
export interface Apart {
  readonly least: number
  readonly most: number
}

/** A point is due after so many events for each row that it keeps, within these bounds; measured by `npm run bench -- as-of`. */
const eventsPerRow = 4
const usualApart: Apart = { least: 1_000, most: 8_000 }
/** Or after so many parts of the ledger in which the server found nothing. */
const partsApart = 50
const rowsAtHand = 20_000
const roomEvery = 8

/** What it takes to keep histories. */
export interface KeeperParts {
  readonly database: Database
  readonly ledger: Pick<Ledger, 'read' | 'subscribe'>
  readonly catalog: Pick<EventCatalog, 'decode'>
  readonly leases: Leases
  readonly log: Logger
  /** Bytes that all histories may take in Postgres. */
  readonly maxBytes: number
  readonly apart?: Apart
}

/** Keeps the histories of read models, as far as somebody asks. */
export interface HistoryKeeper {
  /** Adds points up to about a position; one process at a time does so for each read model. */
  extend(model: ReadModel, to: bigint): Promise<void>
  /** How far apart the points of a history lie at most, in events and in parts of the ledger without any. */
  mostApart(history: Pick<History, 'spacing'>): { readonly events: number; readonly parts: number }
  /** How far a history that is being extended has come. */
  progress(model: ReadModel): bigint | undefined
  stop(): Promise<void>
}

interface Run {
  readonly to: bigint
  reached: bigint
  ended: Promise<void>
}

/** Creates the keeper of a process. */
export function createHistoryKeeper(parts: KeeperParts): HistoryKeeper {
  const { apart = usualApart } = parts
  const stopping = new AbortController()
  const running = new Map<string, Run>()

  async function lead(
    model: ReadModel,
    to: bigint,
    report: (reached: bigint) => void,
  ): Promise<void> {
    const work = (lease: HeldLease): Promise<void> =>
      extend({ ...parts, apart, lease, report }, model, to)
    await parts.leases.lead(`as-of:${model.table}`, work, stopping.signal)
  }

  return {
    async extend(model, to) {
      for (let before; (before = running.get(model.table));) {
        await before.ended
        if (before.to >= to) return
      }
      const run: Run = { to, reached: 0n, ended: Promise.resolve() }
      running.set(model.table, run)
      run.ended = lead(model, to, reached => (run.reached = reached)).finally(() =>
        running.delete(model.table),
      )
      return run.ended
    },
    mostApart: ({ spacing }) => ({
      events: apart.most * spacing,
      parts: (partsApart + 1) * spacing,
    }),
    progress: model => running.get(model.table)?.reached,
    async stop() {
      stopping.abort()
      await Promise.allSettled([...running.values()].map(({ ended }) => ended))
    },
  }
}

interface Extending extends KeeperParts {
  readonly apart: Apart
  readonly lease: HeldLease
  report(reached: bigint): void
}

async function extend(parts: Extending, model: ReadModel, to: bigint): Promise<void> {
  const { database, ledger, catalog, lease, report } = parts
  let history = await openHistory(parts, model)
  const seen = new SeenCategories(history.categories)
  const load = (keys: readonly string[]): ReturnType<typeof loadVersions> =>
    loadVersions(database, { model, table: history.table, at: history.position }, keys)
  const roll = new Roll({ model, catalog, load })
  let since = { events: 0, parts: 0 }
  let last: StoredEvent | undefined
  let points = 0
  const types = Object.keys(model.projection.on)
  const stretch = { types, after: history.position, to, signal: lease.signal }
  const room = (): number => parts.apart.most * history.spacing - since.events
  for await (const { events, reached } of inPieces(readStretch(ledger, stretch), room)) {
    await roll.take(events)
    seen.see(events)
    last = events.at(-1) ?? last
    since = {
      events: since.events + events.length,
      parts: since.parts + (events.length === 0 ? 1 : 0),
    }
    report(reached)
    // Whoever else this process serves has a turn.
    await turn()
    if (!isDue(since, { apart: parts.apart, spacing: history.spacing, changes: roll.changes }))
      continue
    const point = { position: reached, changes: roll.drain(), categories: seen.all(), last }
    history = await addPoint(database, lease, { model, history, point })
    if (last) await noteMoments(database, [{ position: last.position, ...timeOf(last) }])
    since = { events: 0, parts: 0 }
    points += 1
    if (roll.size > rowsAtHand) roll.forget()
    if (points % roomEvery === 0) history = await makeRoom(parts, model, history)
  }
}

/** Cuts what is read where a point is due at the latest, however large the batches are that a server sends. */
async function* inPieces(
  stretch: AsyncIterable<StretchPart>,
  room: () => number,
): AsyncGenerator<StretchPart> {
  for await (const { events, reached } of stretch) {
    let rest = events
    for (let size; (size = room()) < rest.length; rest = rest.slice(size)) {
      const piece = rest.slice(0, size)
      yield { events: piece, reached: piece.at(-1)?.position ?? reached }
    }
    yield { events: rest, reached }
  }
}

function timeOf(event: StoredEvent): { readonly recordedAt: Date } {
  return { recordedAt: originOf(event).recordedAt }
}

function isDue(
  since: { readonly events: number; readonly parts: number },
  {
    apart: { least, most },
    spacing,
    changes,
  }: { readonly apart: Apart; readonly spacing: number; readonly changes: number },
): boolean {
  const events = Math.min(most, Math.max(least, eventsPerRow * changes))
  return since.events >= events * spacing || since.parts >= partsApart * spacing
}

/** The history of a read model, empty when there was none or it was that of another ledger. */
async function openHistory(
  { database, ledger, lease, log }: Extending,
  model: ReadModel,
): Promise<History> {
  const found = await findHistory(database, model)
  const isOther =
    found?.last !== undefined && (await isOtherLedger(ledger, found.last, found.position))
  if (found && !isOther) return found
  if (found) log.info({ projection: model.projection.name }, 'A history was of another ledger')
  return database.withTransaction(async client => {
    await lease.assert(client)
    if (found) await dropHistory(client, found)
    return addHistory(client, model, 1)
  })
}

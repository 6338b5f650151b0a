import { DecklogError } from '../errors.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import type { LastEvent } from '../ledger/same-ledger.ts'
import { commitBatch, type WrittenRows } from '../readmodel/commit-batch.ts'
import type { ParkedEvent } from '../readmodel/parked-events.ts'
import { loadRows, type RowChange } from '../readmodel/row-writer.ts'
import { foldBatch } from './fold.ts'
import type { FollowParts } from './follow-parts.ts'
import { lastOwn } from './followed-events.ts'
import { planBatch } from './plan-batch.ts'
import { RowsAtHand } from './rows-at-hand.ts'

const writeAfter = { events: 8_000, rows: 4_000, ms: 1_000 }
const bytesAtHand = 64 * 1024 * 1024

/** Builds a table that nobody reads yet. */
export interface TableBuilder {
  /** Folds in memory, and writes now and then while the next events are folded. Throws DECKLOG_PLUGIN_INVALID at the first event that it cannot take. */
  take(events: readonly StoredEvent[], to: bigint): Promise<void>
  /** Resolves when everything taken is in the table. */
  flush(): Promise<void>
}

/** What was folded and is not written yet. */
interface Chunk {
  readonly from: bigint
  readonly changes: Map<string, RowChange>
  to: bigint
  events: number
  last: LastEvent | undefined
}

type BuilderParts = Pick<
  FollowParts,
  'database' | 'catalog' | 'lease' | 'model' | 'clock' | 'measures'
>

/** Creates the builder of a table from where it stands. Nobody else writes the table, so that rows once read need no reading again. */
export function createTableBuilder(parts: BuilderParts, position: bigint): TableBuilder {
  const { database, catalog, model, clock } = parts
  const { projection } = model
  const atHand = new RowsAtHand({
    table: position === 0n ? 'empty' : 'unknown',
    maxBytes: bytesAtHand,
  })
  let chunk = emptyChunk(position)
  let begunMs = clock.monotonicMs()
  let writing: Promise<void> = Promise.resolve()

  const read = (keys: readonly string[]): ReturnType<typeof loadRows> =>
    database.withClient(client => loadRows(client, model, keys))

  function isDue(): boolean {
    if (chunk.events >= writeAfter.events || chunk.changes.size >= writeAfter.rows) return true
    return chunk.to > chunk.from && clock.monotonicMs() - begunMs >= writeAfter.ms
  }

  async function begin(): Promise<void> {
    await writing
    const begun = chunk
    chunk = emptyChunk(begun.to)
    begunMs = clock.monotonicMs()
    // What is being written is needed until it has been.
    atHand.trim(begun.changes)
    writing = writeChunk(parts, begun).then(size => atHand.measured(size))
    // Whoever comes next hears of it.
    writing.catch(() => undefined)
  }

  return {
    async take(events, to) {
      const plan = planBatch(projection, catalog, events)
      refuse(parts, plan.unreadable)
      await atHand.load(plan.byKey.keys(), read)
      const { changes, parked } = foldBatch(projection, plan, { rows: atHand.rows })
      refuse(parts, parked)
      for (const change of changes) {
        atHand.set(change.key, change.row ?? undefined)
        chunk.changes.set(change.key, change)
      }
      const own = lastOwn(events)
      chunk.to = to
      chunk.events += own.count
      chunk.last = own.last ?? chunk.last
      if (isDue()) await begin()
    },
    async flush() {
      if (chunk.to > chunk.from) await begin()
      await writing
    },
  }
}

function emptyChunk(from: bigint): Chunk {
  return { from, changes: new Map(), to: from, events: 0, last: undefined }
}

async function writeChunk(
  { database, lease, model, clock, measures }: BuilderParts,
  { changes, ...move }: Chunk,
): Promise<WrittenRows> {
  const startedMs = clock.monotonicMs()
  const { outcome, written } = await database.withClient(client =>
    commitBatch(client, model, {
      lease,
      changes: [...changes.values()],
      move: { ...move, tell: 'silent' },
    }),
  )
  const { name } = model.projection
  measures.applied(name, move.events, (clock.monotonicMs() - startedMs) / 1_000)
  if (outcome === 'done') return written
  await database.withTransaction(client => lease.assert(client))
  throw new DecklogError('DECKLOG_LEASE_LOST', `${name} was moved by another process`)
}

function refuse({ model }: BuilderParts, [first]: readonly ParkedEvent[]): void {
  if (!first) return
  throw new DecklogError(
    'DECKLOG_PLUGIN_INVALID',
    `${model.projection.name} cannot be built: ${first.type} at ${first.position}: ${first.error}`,
  )
}

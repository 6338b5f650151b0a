import { filter, map, type Observable } from 'rxjs'
import type { Database } from '../../postgres/database.ts'
import type { Heard, Listener } from '../../postgres/listener.ts'
import { DecklogError } from '../errors.ts'
import type { Projection } from '../projection.ts'
import { positionChannel, rowsChannel } from './commit-batch.ts'
import { plainViewName, viewName } from './read-model.ts'
import { anewChannel } from './row-removals.ts'

/** The channels that a listener needs for `createChanges`. */
export const changeChannels = [positionChannel, rowsChannel, anewChannel] as const

/** Something moved: the projection by name, and the position it has come to. */
export interface Change {
  readonly topic: string
  readonly position: bigint
}

/** A row that changed, and the position of the event that changed it. */
export interface ChangedRow {
  readonly key: string
  readonly position: bigint
}

/** News of the read models, whichever process folds them. Hints only: what was missed while not connected is not repeated. */
export interface Changes {
  /** Rows of a projection have changed. */
  readonly changes$: Observable<Change>
  /** A projection has moved on, with or without changed rows. */
  readonly positions$: Observable<Change>
  /** Rows of a projection have changed behind the position that it had come to: all are to be read anew. */
  readonly anew$: Observable<Change>
  /** The connection is (again) there; notifications before may have been missed. */
  readonly connected$: Observable<unknown>
  /** The connection is there no longer; what was heard before may not hold, as after a crash of Postgres. */
  readonly lost$: Observable<unknown>
  /**
   * Rows that changed after a position or were deleted, in the order of change, at least `limit` of them if there are as many: never
   * only some of the rows that one event changed.
   */
  changedSince(topic: string, position: bigint, limit: number): Promise<readonly ChangedRow[]>
  /** Whether every change after a position is known; if not, who stands there reads everything anew. */
  canFollow(topic: string, position: bigint): Promise<boolean>
}

interface ChangesOptions {
  readonly projections: readonly Projection[]
  readonly listener: Listener
  readonly database: Database
}

/** Creates the news of these projections. */
export function createChanges({ projections, listener, database }: ChangesOptions): Changes {
  const byView = new Map(projections.map(one => [plainViewName(one), one.name]))
  const byName = new Map(projections.map(one => [one.name, one]))
  const { heard$ } = listener
  return {
    positions$: heard$.pipe(map(readChange), filter(isChange)),
    changes$: heard$.pipe(
      filter(heard => heard.kind === 'notified' && heard.channel === rowsChannel),
      map(readChange),
      filter(isChange),
    ),
    anew$: heard$.pipe(
      filter(heard => heard.kind === 'notified' && heard.channel === anewChannel),
      map(readChange),
      filter(isChange),
    ),
    connected$: heard$.pipe(filter(heard => heard.kind === 'connected')),
    lost$: heard$.pipe(filter(heard => heard.kind === 'lost')),
    changedSince: async (topic, position, limit) =>
      changedRows(database, find(topic), { position, limit }),
    canFollow: async (topic, position) => canFollow(database, find(topic), position),
  }

  function find(topic: string): Projection {
    const projection = byName.get(topic)
    if (projection) return projection
    throw new DecklogError('DECKLOG_PROJECTION_UNKNOWN', `There is no projection ${topic}`)
  }

  function readChange(heard: Heard): Change | undefined {
    if (heard.kind !== 'notified') return undefined
    const [view = '', position = ''] = heard.payload.split(' ')
    const topic = byView.get(view)
    return topic === undefined ? undefined : { topic, position: BigInt(position) }
  }
}

async function canFollow(
  database: Database,
  { name, version }: Projection,
  position: bigint,
): Promise<boolean> {
  const rows = await database.query(
    `
      select from projection_checkpoints join projection_generations using (projection, version, generation)
      where projection = $1 and version = $2 and live_since is not null and anew_position >= $3
    `,
    [name, version, position.toString()],
  )
  return rows.length === 0
}

async function changedRows(
  database: Database,
  projection: Projection,
  { position, limit }: { readonly position: bigint; readonly limit: number },
): Promise<readonly ChangedRow[]> {
  const rows = await database.query<{ key: string; position: string }>(
    `
      select key, changed.position::text from (
        (
          select _key as key, _position as position from ${viewName(projection)}
          where _position > $1 order by _position fetch first ($2) rows with ties
        ) union all (
          select key, removals.position from row_removals as removals
          join projection_generations using (projection, version, generation)
          where projection = $3 and version = $4 and live_since is not null and removals.position > $1
          order by removals.position fetch first ($2) rows with ties
        )
      ) as changed order by changed.position
    `,
    [position.toString(), limit, projection.name, projection.version],
  )
  return rows.map(row => ({ key: row.key, position: BigInt(row.position) }))
}

function isChange(change: Change | undefined): change is Change {
  return change !== undefined
}

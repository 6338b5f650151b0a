import { filter, map, type Observable } from 'rxjs'
import { DecklogError } from '../errors.ts'
import type { Projection } from '../projection.ts'
import { positionChannel, rowsChannel } from './checkpoint.ts'
import type { Database } from './database.ts'
import type { Heard, Listener } from './listener.ts'
import { plainViewName, viewName } from './read-model.ts'

/** The channels that a listener needs for `createChanges`. */
export const changeChannels = [positionChannel, rowsChannel] as const

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
  /** The connection is (again) there; notifications before may have been missed. */
  readonly connected$: Observable<unknown>
  /**
   * Rows that still exist and changed after a position, in the order of change, about `limit` of them: never
   * only some of the rows that one event changed.
   */
  changedSince(topic: string, position: bigint, limit: number): Promise<readonly ChangedRow[]>
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
    connected$: heard$.pipe(filter(heard => heard.kind === 'connected')),
    async changedSince(topic, position, limit) {
      const projection = byName.get(topic)
      if (!projection)
        throw new DecklogError('DECKLOG_PROJECTION_UNKNOWN', `There is no projection ${topic}`)
      const rows = await database.query<{ _key: string; _position: string }>(
        `
          select _key, rows._position::text from ${viewName(projection)} as rows
          where rows._position > $1 order by rows._position fetch first ($2) rows with ties
        `,
        [position.toString(), limit],
      )
      return rows.map(row => ({ key: row._key, position: BigInt(row._position) }))
    },
  }

  function readChange(heard: Heard): Change | undefined {
    if (heard.kind !== 'notified') return undefined
    const [view = '', position = ''] = heard.payload.split(' ')
    const topic = byView.get(view)
    return topic === undefined ? undefined : { topic, position: BigInt(position) }
  }
}

function isChange(change: Change | undefined): change is Change {
  return change !== undefined
}

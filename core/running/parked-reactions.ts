import type { Database } from '../../postgres/database.ts'
import type { Clock } from '../clock.ts'
import type { Place } from '../lists/cursor.ts'
import { shareNext } from '../timing/share-next.ts'

/** How the reactions of a plugin stand, whichever process leads them. */
export interface ReactionStanding {
  readonly plugin: string
  readonly position: bigint
  readonly parked: number
  /** Of those, how many are to be tried once more. */
  readonly retrying: number
  /** Why it went on at the end of another ledger; null once an operator has acknowledged that. */
  readonly missed: string | null
}

/** An event to which a plugin could not react. */
export interface ParkedReaction {
  readonly position: bigint
  readonly stream: string
  readonly revision: bigint
  readonly eventId: string
  readonly type: string
  readonly error: string
  readonly parkedAt: Date
  readonly retryAskedAt: Date | null
}

/** That as it is stored. */
export interface ParkedRow {
  readonly position: string
  readonly stream: string
  readonly revision: string
  readonly event_id: string
  readonly type: string
  readonly error: string
  readonly parked_at: Date
  readonly retry_asked_at: Date | null
}

/** Reads how the reactions of plugins stand; of those that have reacted before. */
export async function readStandings(database: Database): Promise<readonly ReactionStanding[]> {
  const rows = await database.query<Omit<ReactionStanding, 'position'> & { position: string }>(`
    select
      plugin, checkpoints.position::text, missed,
      count(parked.position)::int as parked,
      count(parked.retry_asked_at)::int as retrying
    from reaction_checkpoints as checkpoints left join parked_reactions as parked using (plugin)
    group by plugin order by plugin
  `)
  return rows.map(row => ({ ...row, position: BigInt(row.position) }))
}

/** How the reactions of all plugins stand, read once for all of a process who ask. */
export interface Standings {
  /** As they stand now. */
  read(): Promise<readonly ReactionStanding[]>
  /** As they stood at most so many milliseconds ago. */
  recent(ms: number): Promise<readonly ReactionStanding[]>
}

/** Creates what reads them. */
export function createStandings(database: Database, clock: Pick<Clock, 'monotonicMs'>): Standings {
  let last: { readonly atMs: number; readonly standings: readonly ReactionStanding[] } | undefined
  let coming: Promise<readonly ReactionStanding[]> | undefined
  const read = shareNext(async () => {
    const atMs = clock.monotonicMs()
    const standings = await readStandings(database)
    last = { atMs, standings }
    return standings
  })
  return {
    read,
    async recent(ms) {
      if (last && clock.monotonicMs() - last.atMs < ms) return last.standings
      coming ??= read().finally(() => {
        coming = undefined
      })
      return coming
    },
  }
}

/** Lists what a plugin could not react to, in the order of the ledger. */
export async function listParkedReactions(
  database: Database,
  plugin: string,
  { after, limit }: { readonly after: ParkedPlace | undefined; readonly limit: number },
): Promise<readonly ParkedReaction[]> {
  const rows = await database.query<ParkedRow>(
    `
      select position::text, stream, revision::text, event_id, type, error, parked_at, retry_asked_at
      from parked_reactions
      where plugin = $1 and position > $2
      order by parked_reactions.position limit $3
    `,
    [plugin, String(after?.position ?? -1n), limit],
  )
  return rows.map(parkedOf)
}

type ParkedPlace = Place<{ readonly position: 'bigint' }>

/** One of them, if there is one at this position. */
export async function findParkedReaction(
  database: Database,
  plugin: string,
  position: bigint,
): Promise<ParkedReaction | undefined> {
  const after = { position: position - 1n }
  const [found] = await listParkedReactions(database, plugin, { after, limit: 1 })
  return found?.position === position ? found : undefined
}

/** Has one, or all, tried once more by whoever leads the plugin's reactions; answers how many. */
export async function askToRetry(
  database: Database,
  plugin: string,
  position: bigint | undefined,
): Promise<number> {
  const [row] = await database.query<{ readonly asked: number }>(
    `
      with asked as (
        update parked_reactions set retry_asked_at = coalesce(retry_asked_at, now())
        where plugin = $1 and ($2::bigint is null or position = $2)
        returning 1
      )
      select count(*)::int as asked from asked
    `,
    [plugin, position === undefined ? null : String(position)],
  )
  return row?.asked ?? 0
}

/** Notes that an operator knows what may have been missed. */
export async function acknowledgeMissed(database: Database, plugin: string): Promise<void> {
  await database.query('update reaction_checkpoints set missed = null where plugin = $1', [plugin])
}

/** A parked reaction as it is read. */
export function parkedOf(row: ParkedRow): ParkedReaction {
  return {
    position: BigInt(row.position),
    stream: row.stream,
    revision: BigInt(row.revision),
    eventId: row.event_id,
    type: row.type,
    error: row.error,
    parkedAt: row.parked_at,
    retryAskedAt: row.retry_asked_at,
  }
}

import type { Database } from '../../postgres/database.ts'
import type { Sweep } from '../plugin.ts'

/** So long nobody may have led a set of plugins before it is taken to be no more. */
const oldDays = 7

/**
 * Creates the sweep that forgets sets of plugins which nobody runs any more: how far they had reacted, what they had set aside, which
 * only they could try again, and who led them. A set that comes back later begins at the end of the ledger, as a new one does.
 */
export function createForgetOldSets(database: Pick<Database, 'query'>, current: string): Sweep {
  return {
    name: 'forget-old-sets',
    everySeconds: 6 * 3_600,
    async run() {
      await forgetOldSets(database, current)
    },
  }
}

/** Forgets the old sets of the kind of `current`, `guards-1a2b3c4d`, and answers their names. */
export async function forgetOldSets(
  database: Pick<Database, 'query'>,
  current: string,
): Promise<readonly string[]> {
  const kind = current.slice(0, current.lastIndexOf('-'))
  const rows = await database.query<{ plugin: string }>(
    `
      with old as (
        select plugin from reaction_checkpoints
        where plugin ~ ('^' || $1 || '-[0-9a-f]{8}$') and plugin <> $2
          and updated_at < now() - make_interval(days => $3)
          and not exists (
            select from leases where name = 'reaction:' || plugin and expires_at > clock_timestamp()
          )
        for update skip locked
      ), set_aside as (
        delete from parked_reactions using old where parked_reactions.plugin = old.plugin
      ), led as (
        delete from leases using old
        where expires_at < clock_timestamp()
          and (name = 'reaction:' || plugin or starts_with(name, 'sweep:' || plugin || '/'))
      )
      delete from reaction_checkpoints using old where reaction_checkpoints.plugin = old.plugin
      returning old.plugin
    `,
    [kind, current, oldDays],
  )
  return rows.map(({ plugin }) => plugin).sort()
}

import type { Database } from '../../../postgres/database.ts'
import type { Checkpoint } from '../transparency/checkpoint.ts'

/** Which checkpoint a target has taken, and when. */
interface Reached {
  readonly target: string
  readonly origin: string
  readonly size: number
  readonly at: Date
}

/** Up to which size a target has taken checkpoints of a log. */
export async function reachedBy(
  database: Database,
  target: string,
  origin: string,
): Promise<number> {
  const [row] = await database.query<{ readonly size: string }>(
    'select size::text from seal_targets where target = $1 and origin = $2',
    [target, origin],
  )
  return Number(row?.size ?? 0)
}

/** Notes what a target has taken. */
export async function noteReached(
  database: Database,
  { target, origin, size, at }: Reached,
): Promise<void> {
  await database.query(
    `
      insert into seal_targets (target, origin, size, reached_at) values ($1, $2, $3, $4)
      on conflict (target, origin) do update
      set size = excluded.size, reached_at = excluded.reached_at
    `,
    [target, origin, size, at.toISOString()],
  )
}

/** Adds the cosignatures of a witness to a checkpoint that is kept. */
export async function addCosignatures(
  database: Database,
  { origin, size, note }: Checkpoint,
  lines: readonly string[],
): Promise<void> {
  const known = new Set(note.signatures.map(({ line }) => line))
  const added = lines.filter(line => !known.has(line)).join('')
  if (added === '') return
  await database.query(
    'update sealed_checkpoints set note = note || $3 where origin = $1 and size = $2',
    [origin, size, added],
  )
}

/** Since when there is a checkpoint that none of the targets has taken, of any log; undefined when there is none. */
export async function unreachedSince(
  database: Database,
  origins: readonly string[],
  targets: readonly string[],
): Promise<Date | undefined> {
  const [row] = await database.query<{ readonly since: Date | null }>(
    `
      select min(made_at) as since
      from sealed_checkpoints as checkpoints
      where origin = any($1) and size > coalesce(
        (
          select max(size) from seal_targets
          where seal_targets.origin = checkpoints.origin and target = any($2)
        ), 0)
    `,
    [origins, targets],
  )
  return row?.since ?? undefined
}

import { isOtherLedger } from '../ledger/same-ledger.ts'
import type { Reacted, ReactionStore } from './reaction-store.ts'
import type { RunnerParts } from './runner.ts'

type StartParts = Pick<RunnerParts, 'ledger' | 'barrier' | 'log'>

/** Where to go on: behind what was reacted to last, at `head` for the first time, or at the end of a ledger in which that is not. */
export async function startOfReactions(
  parts: StartParts,
  store: ReactionStore,
  { types, head }: { readonly types: readonly string[]; readonly head: bigint },
): Promise<bigint> {
  const stands = await store.load(head)
  const end = await endOfAnother(parts, stands)
  if (end === undefined) return stands.position
  const missed = missedBy(stands, end, types)
  parts.log.error({ types }, missed)
  await store.beginAnew(end, missed)
  return end
}

/** The end of the ledger when it is not the one that was reacted to. */
async function endOfAnother(
  { ledger, barrier }: StartParts,
  { position, last }: Reacted,
): Promise<bigint | undefined> {
  const head = await ledger.head()
  const other = last !== undefined && (await isOtherLedger(ledger, last, position))
  if (position <= head) return other ? head : undefined
  // A replica may lag behind, so that only an append proves where the ledger ends.
  const end = await barrier.raise()
  return other || position > end ? end : undefined
}

function missedBy({ position, last }: Reacted, end: bigint, types: readonly string[]): string {
  const known = last ? `${last.stream} ${last.revision}` : `position ${position}`
  return (
    `The ledger is not the one that was reacted to up to ${known}, as after restoring a backup: goes on at its end, ${end}. ` +
    `What was recorded in it before that may have been missed, of ${types.join(', ')}.`
  )
}

/** Does work for each item, at most `atOnce` at a time, until `signal` aborts. The first failure ends it, once what is under way has ended. */
export async function inTurns<Item>(
  items: readonly Item[],
  { atOnce, signal }: { readonly atOnce: number; readonly signal: AbortSignal },
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const rest = items.values()
  const failures: unknown[] = []
  const turn = async (): Promise<void> => {
    for (const item of rest) {
      if (signal.aborted || failures.length > 0) return
      await work(item).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, turn))
  if (failures.length > 0) throw failures[0]
}

/**
 * The same for items that have nothing to do with each other: one whose work fails keeps no other from its turn. The first failure is
 * thrown when all have had theirs.
 */
export async function eachInTurns<Item>(
  items: readonly Item[],
  turns: { readonly atOnce: number; readonly signal: AbortSignal },
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = []
  await inTurns(items, turns, item =>
    work(item).catch((error: unknown) => void failures.push(error)),
  )
  if (failures.length > 0) throw failures[0]
}

const firstMs = 10_000
const longestMs = 15 * 60_000

/**
 * When a message is tried again after so many attempts: 10 s, doubled each time up to 15 min; null when that would be more than
 * `giveUpMs` after the first notice in it.
 */
export function retryAt(
  attempt: number,
  { now, since, giveUpMs }: { readonly now: Date; readonly since: Date; readonly giveUpMs: number },
): Date | null {
  const pauseMs = Math.min(firstMs * 2 ** Math.min(attempt - 1, 20), longestMs)
  const at = new Date(now.getTime() + pauseMs)
  return at.getTime() - since.getTime() > giveUpMs ? null : at
}

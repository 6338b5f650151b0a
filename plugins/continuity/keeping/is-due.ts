/** Tells whether there is something new to keep, and whether it is time to: what has never been kept is kept at once. */
export function isDue(
  newest: Date | null,
  { kept_until: keptUntil }: { readonly kept_until: Date | null },
  now: Date,
  everyMs: number,
): boolean {
  if (newest === null) return false
  if (keptUntil === null) return true
  return newest > keptUntil && now.getTime() - keptUntil.getTime() >= everyMs
}

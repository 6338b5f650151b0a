/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  return quantile(figures, 0.5)
}

/** The figure that a share of them does not exceed. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

/** Runs work and answers how many seconds it took. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return (performance.now() - startedMs) / 1_000
}

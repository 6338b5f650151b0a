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

/** Runs work and answers how many seconds it took, and how many of processor time of this process. */
export async function costOf(
  work: () => Promise<unknown>,
): Promise<{ readonly seconds: number; readonly cpuSeconds: number }> {
  const before = process.cpuUsage()
  const seconds = await secondsOf(work)
  const { user, system } = process.cpuUsage(before)
  return { seconds, cpuSeconds: (user + system) / 1e6 }
}

/** Seconds of processor time that a million would take, in words. */
export function cpuPerMillion(cpuSeconds: number, events: number): string {
  return `${((cpuSeconds * 1e6) / events).toFixed(1)} s of processor time a million`
}

/** Events a second, in words. */
export function perSecond(events: number, seconds: number): string {
  return `${Math.round(events / seconds)} events/s`
}

/** The middle of some shares of the bare client, and how far they lie apart. */
export function ratio(shares: readonly number[]): string {
  const range = [Math.min(...shares), Math.max(...shares)].map(share => share.toFixed(2))
  return `${median(shares).toFixed(2)} of the bare client (${range.join(' - ')})`
}

/** Prints one line of a table. */
export function printFigure(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(34)} ${figure}\n`)
}

import type { Clock } from '../clock.ts'
import type { HealthSource } from './health.ts'

const lookEveryMs = 25

/** Waits until nothing is failing, for at most `withinMs`, and answers what still is: `projection:disk-status: is being built`. */
export async function untilHealthy(
  sources: readonly HealthSource[],
  clock: Clock,
  withinMs: number,
): Promise<readonly string[]> {
  const endMs = clock.monotonicMs() + withinMs
  for (;;) {
    const failing = sources
      .flatMap(source => source.health())
      .filter(item => item.state === 'failing')
      .map(item => `${item.name}: ${item.reason ?? 'is failing'}`)
    if (failing.length === 0 || clock.monotonicMs() >= endMs) return failing
    await clock.delay(lookEveryMs)
  }
}

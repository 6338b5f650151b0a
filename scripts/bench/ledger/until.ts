import { setTimeout as delay } from 'node:timers/promises'

/** Resolves when the condition holds; looks every 50 ms. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(50)
}

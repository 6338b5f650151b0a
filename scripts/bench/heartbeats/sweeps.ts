import type { Caller } from './caller.ts'

/** How long sweeps took. */
export interface Sweeps {
  readonly count: number
  readonly meanSeconds: number
}

/** Waits and answers how long the sweeps took that ran meanwhile, as Decklog itself measures them. */
export async function sweepsWithin(caller: Caller, seconds: number): Promise<Sweeps> {
  const before = await read(caller)
  await new Promise(resolve => setTimeout(resolve, seconds * 1_000))
  const after = await read(caller)
  const count = after.count - before.count
  return { count, meanSeconds: (after.sum - before.sum) / count }
}

async function read(caller: Caller): Promise<{ readonly count: number; readonly sum: number }> {
  const text = await caller.call('GET', '/metrics')
  return { count: figureOf(text, 'count'), sum: figureOf(text, 'sum') }
}

function figureOf(text: string, figure: 'count' | 'sum'): number {
  const line = new RegExp(`_run_seconds_${figure}\\{[^}]*name="evaluate"[^}]*\\} (\\S+)`)
  return Number(line.exec(text)?.[1] ?? NaN)
}

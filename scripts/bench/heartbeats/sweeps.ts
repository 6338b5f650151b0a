import type { Caller } from './caller.ts'
import type { Fleet } from './fleet.ts'

const pollMs = 250

/** Waits until the sweeps have recorded that every agent has beaten: the last agent's is the last. */
export async function firstBeatsRecorded(
  caller: Caller,
  { lastAgent }: Pick<Fleet, 'lastAgent'>,
): Promise<void> {
  for (;;) {
    const answer = await caller.call('GET', `/api/v1/agents/${lastAgent}/transitions`)
    const { transitions }: { readonly transitions: readonly unknown[] } = JSON.parse(answer)
    if (transitions.length > 0) break
    await new Promise(resolve => setTimeout(resolve, pollMs))
  }
  await nextSweeps(caller, 1)
}

/** Waits for so many sweeps and answers how many seconds each took, as Decklog itself measures them. */
export async function nextSweeps(caller: Caller, wanted: number): Promise<readonly number[]> {
  const seconds: number[] = []
  let before = await read(caller)
  while (seconds.length < wanted) {
    await new Promise(resolve => setTimeout(resolve, pollMs))
    const after = await read(caller)
    if (after.count > before.count)
      seconds.push((after.sum - before.sum) / (after.count - before.count))
    before = after
  }
  return seconds
}

async function read(caller: Caller): Promise<{ readonly count: number; readonly sum: number }> {
  const text = await caller.call('GET', '/metrics')
  return { count: figureOf(text, 'count'), sum: figureOf(text, 'sum') }
}

function figureOf(text: string, figure: 'count' | 'sum'): number {
  const line = new RegExp(`_run_seconds_${figure}\\{[^}]*name="evaluate"[^}]*\\} (\\S+)`)
  return Number(line.exec(text)?.[1] ?? 0)
}

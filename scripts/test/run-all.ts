import type { Outcome } from './outcome.ts'

/** Something to run once. */
export type Job = () => Promise<Outcome>

/** Runs jobs in their order, `width` at a time, and tells of each as it ends. */
export async function runAll(
  jobs: readonly Job[],
  width: number,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const waiting = jobs.values()
  const work = async (): Promise<void> => {
    for (const job of waiting) tell(await job())
  }
  await Promise.all(Array.from({ length: width }, work))
}

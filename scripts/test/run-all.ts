import type { Outcome } from './outcome.ts'

/** Something to run once. */
export type Job = () => Promise<readonly Outcome[]>

/** Runs the jobs of each lane one after another, all lanes side by side, and tells of each as it ends. Lanes may share their jobs. */
export async function runAll(
  lanes: readonly Iterable<Job>[],
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const work = async (lane: Iterable<Job>): Promise<void> => {
    for (const job of lane) for (const outcome of await job()) tell(outcome)
  }
  await Promise.all(lanes.map(work))
}

/** A lane that takes from one queue after another; whoever else takes from them has what it does not. */
export function* laneOf(...queues: readonly IterableIterator<Job>[]): Generator<Job> {
  for (const queue of queues) yield* queue
}

import { printFigure, perSecond, secondsOf } from '../figures.ts'
import type { Ground } from './ground.ts'

const atOnce = 500
const appenders = 4

/** Appends the events that the replays read. */
export async function fill({ ledger, model, events }: Ground): Promise<void> {
  let next = 0
  const append = async (worker: number): Promise<void> => {
    while (next < events) {
      const first = next
      next += atOnce
      const batch = Array.from({ length: atOnce }, (_, index) => model.event(first + index))
      await ledger.append(model.streamOf(worker), batch)
    }
  }
  const workers = Array.from({ length: appenders }, (_, worker) => worker)
  const seconds = await secondsOf(() => Promise.all(workers.map(append)))
  printFigure(`${events} events appended`, perSecond(events, seconds))
}

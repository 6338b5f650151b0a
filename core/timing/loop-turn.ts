import { setImmediate as turn } from 'node:timers/promises'

/**
 * Creates a wait for the end of the event loop's turn, when all that has come in by now has been looked at. Whoever waits in the same
 * turn waits for the same end, and goes on right after the others.
 */
export function createLoopTurn(): () => Promise<void> {
  let waiting: Promise<void> | undefined
  const end = async (): Promise<void> => {
    await turn()
    waiting = undefined
  }
  return () => (waiting ??= end())
}

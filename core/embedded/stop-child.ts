import type { ChildProcess } from 'node:child_process'

/** Ends a child with the first of `signals`, going on to the next whenever it is still there after `waitMs`. */
export async function stopChild(
  child: ChildProcess,
  signals: readonly NodeJS.Signals[],
  waitMs: number,
): Promise<void> {
  for (const signal of signals) {
    if (hasEnded(child)) return
    const ended = untilEnded(child, waitMs)
    child.kill(signal)
    await ended
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

function untilEnded(child: ChildProcess, withinMs: number): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer)
      child.off('exit', done)
      resolve()
    }
    const timer = setTimeout(done, withinMs)
    child.once('exit', done)
  })
}

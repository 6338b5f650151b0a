/** Settles as `work` does, or rejects with `late()` after `ms`. The work itself goes on: end it by other means. */
export function withDeadline<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    // After a stall of this process timers fire before the sockets are read: give an answer that is already here its turn.
    const timer = setTimeout(() => setImmediate(() => reject(late())), ms)
    work.then(
      result => {
        clearTimeout(timer)
        resolve(result)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}

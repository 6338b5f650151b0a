import { endProcess } from '../embedded/end-process.ts'

const numbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const
// Ctrl-C under npm arrives twice: from the terminal, and passed on by npm.
const sameRequestMs = 500

/** Resolves at the first request to stop; another one ends the process at once. `hangUp`: whether SIGHUP is one. */
export function untilSignal(hangUp: 'stops' | 'reloads' = 'stops'): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    let askedMs: number | undefined
    const handle = (signal: keyof typeof numbers): void => {
      const nowMs = performance.now()
      if (askedMs !== undefined && nowMs - askedMs > sameRequestMs)
        endProcess(128 + numbers[signal])
      askedMs ??= nowMs
      resolve(signal)
    }
    process.on('SIGINT', () => handle('SIGINT'))
    process.on('SIGTERM', () => handle('SIGTERM'))
    if (hangUp === 'stops') process.on('SIGHUP', () => handle('SIGHUP'))
    // Before there is anything to reload, it must not end the process.
    else process.on('SIGHUP', () => undefined)
  })
}

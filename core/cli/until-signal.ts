import { endProcess } from '../embedded/end-process.ts'

const numbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const
// Ctrl-C under npm arrives twice: from the terminal, and passed on by npm.
const sameRequestMs = 500

/** Resolves at the first request to stop; another one ends the process at once. */
export function untilSignal(): Promise<NodeJS.Signals> {
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
    process.on('SIGHUP', () => handle('SIGHUP'))
  })
}

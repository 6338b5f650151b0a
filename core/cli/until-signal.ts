const numbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const

/** Resolves at the first request to stop; another one ends the process at once. */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    let asked = false
    const handle = (signal: keyof typeof numbers): void => {
      if (asked) process.exit(128 + numbers[signal])
      asked = true
      resolve(signal)
    }
    process.on('SIGINT', () => handle('SIGINT'))
    process.on('SIGTERM', () => handle('SIGTERM'))
    process.on('SIGHUP', () => handle('SIGHUP'))
  })
}

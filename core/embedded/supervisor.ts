import type { Logger } from 'pino'
import { systemClock, type Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { HealthItem, HealthSource } from '../telemetry/health.ts'

const firstPauseMs = 100
const longestPauseMs = 2000
const settledMs = 30_000

/** A server that has started and is ready. */
export interface RunningServer {
  readonly pid: number
  /** Resolves with how it ended, whoever ended it. */
  readonly ended: Promise<string>
  /** Ends it, by force when it does not go by itself. */
  stop(): Promise<void>
}

interface SupervisorOptions {
  readonly name: string
  /** Starts the server and resolves when it is ready. `signal` aborts when it is no longer wanted. */
  launch(signal: AbortSignal): Promise<RunningServer>
  readonly log: Logger
  readonly clock?: Clock
}

/** Keeps a child server running. */
export interface Supervisor extends HealthSource {
  /** Resolves when the server is ready for the first time; throws when it cannot start. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Process id of the server, while it runs. */
  pid(): number | undefined
}

/** Starts a server, starts it again with growing pauses when it ends by itself, and says how it is. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { name, launch, log, clock = systemClock } = options
  let abort = new AbortController()
  let running: RunningServer | undefined
  let failure: string | undefined = 'has not started'
  let watching: Promise<void> = Promise.resolve()

  const run = async (signal: AbortSignal): Promise<RunningServer> => {
    const server = await launch(signal)
    running = server
    failure = undefined
    log.debug({ server: name, serverPid: server.pid }, 'embedded server is ready')
    return server
  }

  const watch = async (first: RunningServer, signal: AbortSignal): Promise<void> => {
    let server: RunningServer | undefined = first
    let pauseMs = firstPauseMs
    while (!signal.aborted) {
      const sinceMs = clock.monotonicMs()
      if (server) failure = await server.ended
      running = undefined
      if (signal.aborted) return
      if (clock.monotonicMs() - sinceMs > settledMs) pauseMs = firstPauseMs
      log.error(
        { server: name, reason: failure, pauseMs },
        'embedded server ended; starting it again',
      )
      await clock.delay(pauseMs, signal).catch(() => undefined)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      server = await attempt(signal)
    }
    await server?.stop()
  }

  const attempt = async (signal: AbortSignal): Promise<RunningServer | undefined> => {
    if (signal.aborted) return undefined
    try {
      const server = await run(signal)
      log.info({ server: name }, 'embedded server is back')
      return server
    } catch (error) {
      failure = messageOf(error)
      return undefined
    }
  }

  return {
    pid: () => running?.pid,
    async start() {
      abort = new AbortController()
      const { signal } = abort
      const first = await run(signal)
      watching = watch(first, signal)
      // Stopped while it started.
      if (signal.aborted) await first.stop()
    },
    async stop() {
      abort.abort()
      await running?.stop()
      await watching
      failure = 'is stopped'
    },
    health: (): readonly HealthItem[] => [
      failure === undefined
        ? { name, state: 'ok' }
        : { name, state: 'failing', reason: `The ${name} ${failure}.` },
    ],
  }
}

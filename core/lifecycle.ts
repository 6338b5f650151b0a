import type { Logger } from 'pino'
import { DecklogError, messageOf } from './errors.ts'
import { within } from './timing/within.ts'

/** Something that starts and stops. `stop` is also called on a part whose start failed, so it works after half a start. */
export interface Part {
  readonly name: string
  /** Budget of `stop` in milliseconds; default 2,000. */
  readonly stopMs?: number
  /** `signal` aborts when the start is given up. */
  start(signal: AbortSignal): Promise<unknown>
  stop(): Promise<unknown>
}

/** Where a lifecycle stands. */
export type Phase = 'stopped' | 'starting' | 'started' | 'stopping'

interface LifecycleOptions {
  /** In the order of their start; they stop in the opposite order. */
  readonly parts: readonly Part[]
  readonly log: Logger
  /** Budget of the whole stop; default 5,000. */
  readonly stopMs?: number
}

/** Starts and stops parts in order. */
export interface Lifecycle {
  phase(): Phase
  /** Starts one part after the other; when one fails, stops what has started and throws that failure. */
  start(): Promise<void>
  /** Stops what has started, in a bounded time, whatever the parts do. Safe to call at any moment and more than once. */
  stop(): Promise<void>
}

const partStopMs = 2000
const wholeStopMs = 5000
const late = new Error('late')

interface Begun {
  readonly part: Part
  /** Settles when its start has ended, either way. */
  readonly settled: Promise<void>
}

/** Creates a lifecycle over parts. */
export function createLifecycle({ parts, log, stopMs = wholeStopMs }: LifecycleOptions): Lifecycle {
  let phase: Phase = 'stopped'
  let begun: Begun[] = []
  let abort = new AbortController()
  let stopping: Promise<void> = Promise.resolve()

  const startParts = async (signal: AbortSignal): Promise<void> => {
    for (const part of parts) {
      const started = part.start(signal)
      begun.push({ part, settled: started.then(noop, noop) })
      await started
      if (signal.aborted) throw interrupted()
      log.debug({ part: part.name }, 'started')
    }
  }

  const stopParts = async (): Promise<void> => {
    const deadline = performance.now() + stopMs
    for (const { part, settled } of begun.toReversed()) {
      const leftMs = Math.max(0, deadline - performance.now())
      const budgetMs = Math.min(part.stopMs ?? partStopMs, leftMs)
      await stopPart(part, settled, { budgetMs, log })
    }
    begun = []
    phase = 'stopped'
  }

  const stop = (): Promise<void> => {
    if (phase === 'starting' || phase === 'started') {
      phase = 'stopping'
      abort.abort()
      stopping = stopParts()
    }
    return stopping
  }

  return {
    phase: () => phase,
    stop,
    async start() {
      if (phase !== 'stopped') throw new Error(`Cannot start while ${phase}`)
      phase = 'starting'
      abort = new AbortController()
      try {
        await startParts(abort.signal)
        phase = 'started'
      } catch (error) {
        await stop()
        throw error
      }
    },
  }
}

// A start that is under way is waited for: stopping a part in the middle of it would leave what it opens next.
async function stopPart(
  part: Part,
  settled: Promise<void>,
  { budgetMs, log }: { readonly budgetMs: number; readonly log: Logger },
): Promise<void> {
  const sinceMs = performance.now()
  const stopped = settled.then(() => part.stop())
  const ms = (): number => Math.round(performance.now() - sinceMs)
  try {
    await within({ ms: budgetMs, late: () => late }, () => stopped)
    log.debug({ part: part.name, ms: ms() }, 'stopped')
  } catch (error) {
    if (error === late) log.warn({ part: part.name, ms: ms() }, 'did not stop in time; going on')
    else log.error({ part: part.name, err: error }, `could not be stopped: ${messageOf(error)}`)
  }
}

function noop(): void {}

function interrupted(): DecklogError {
  return new DecklogError('DECKLOG_SHUTTING_DOWN', 'Decklog was stopped while it was starting.')
}

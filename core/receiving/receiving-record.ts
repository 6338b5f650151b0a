import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { Decider } from '../event.ts'
import type { Host } from '../host.ts'
import { longestSilenceMs, pulseEveryMs, pulseStream, receivingStream } from './gaps.ts'
import type { ReceivingConfirmed, ReceivingResumed } from './receiving-events.ts'

const retryMs = 2_000

/** Keeps record, in the ledger, of when Decklog could receive: what could not arrive was not silent. */
export interface ReceivingRecord {
  /** Resolves once it is recorded how long nothing was received before this start, or cannot be. */
  start(): Promise<void>
  stop(): Promise<void>
}

interface RecordOptions {
  readonly host: Pick<Host, 'read' | 'observe' | 'execute'>
  readonly clock: Clock
  readonly log: Host['log']
  readonly machine: string
}

/**
 * Creates the record of a process that serves the API. Every 30 s it confirms that it can receive, in a stream that all such
 * processes share. Before that it looks when one of them last did: if that is too long ago, none of them could receive since.
 */
export function createReceivingRecord({
  host,
  clock,
  log,
  machine,
}: RecordOptions): ReceivingRecord {
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let cause: ReceivingResumed['data']['cause'] = 'stopped'

  async function lastConfirmed(): Promise<Date | undefined> {
    for await (const { receivedAt } of host.read(pulseStream, {
      direction: 'backwards',
      limit: 1,
    }))
      return receivedAt
    return undefined
  }

  async function confirm(): Promise<void> {
    const from = await lastConfirmed()
    const to = clock.now()
    if (from && to.getTime() - from.getTime() > longestSilenceMs) {
      const command = { from: from.toISOString(), to: to.toISOString(), machine, cause }
      const { events } = await host.execute(receivingDecider, { stream: receivingStream, command })
      if (events.length > 0) log.warn(command, 'nothing could be received for a while')
    }
    const event: ReceivingConfirmed = { type: 'core.ReceivingConfirmed', data: { machine } }
    await host.observe({ stream: pulseStream, event })
    cause = 'unavailable'
  }

  async function tryToConfirm(): Promise<number> {
    try {
      await confirm()
      return pulseEveryMs
    } catch (error) {
      log.debug({ reason: messageOf(error) }, 'it cannot be confirmed that anything is received')
      return retryMs
    }
  }

  async function run(firstPauseMs: number): Promise<void> {
    let pauseMs = firstPauseMs
    for (;;) {
      await clock.delay(pauseMs, stopping.signal).catch(() => {})
      if (stopping.signal.aborted) return
      pauseMs = await tryToConfirm()
    }
  }

  return {
    async start() {
      running = run(await tryToConfirm())
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** What is recorded of the times in which nothing could be received: when the last ended. */
interface Receiving {
  readonly resumedAt: Date | null
}

/** Record that nothing was received from one time to another. */
type Resume = ReceivingResumed['data']

/** The rules of `receiving-api`: a gap is recorded once, by the first process that is back. */
const receivingDecider: Decider<Receiving, Resume, ReceivingResumed> = {
  initial: { resumedAt: null },
  evolve: (_, { data }) => ({ resumedAt: new Date(data.to) }),
  decide(data, { resumedAt }) {
    if (resumedAt && new Date(data.from) < resumedAt) return []
    return [{ type: 'core.ReceivingResumed', data }]
  },
}

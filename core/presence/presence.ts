import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { Decider } from '../event.ts'
import type { Host } from '../plugin.ts'
import { gapsUntil, timeAfter, type ReceivingRow } from '../receiving/gaps.ts'
import { loopUntil } from '../timing/loop-until.ts'
import type { MachineConfirmed, MachineRow, SilenceEvent } from './presence-events.ts'

const everyMs = 30_000
/** So long a machine may be silent: a start takes less. */
const patienceMs = 180_000

/** A part of a process that works until it is stopped. */
interface Running {
  start(): void
  stop(): Promise<void>
}

interface PulseParts {
  readonly host: Pick<Host, 'observe' | 'log'>
  readonly clock: Clock
  readonly machine: string
}

/** Creates what says, where guards run, that this machine is there. */
export function createMachinePulse({ host, clock, machine }: PulseParts): Running {
  const event: MachineConfirmed = { type: 'core.MachineConfirmed', data: { machine } }
  return repeatedly(clock, host, async () => {
    await host.observe({ stream: `machinePulse-${machine}`, event })
  })
}

interface WatchParts {
  readonly host: Pick<Host, 'all' | 'rows' | 'execute' | 'log'>
  readonly clock: Clock
}

/** Creates what records when a machine falls silent, and when it is heard again. Several processes may watch: each change is recorded once. */
export function createMachineWatch({ host, clock }: WatchParts): Running {
  return repeatedly(clock, host, async () => {
    const now = clock.now()
    const receiving = await host.rows<ReceivingRow>('receiving')
    // What could not be received was not silent.
    const gaps = gapsUntil(receiving.rows[0], now)
    for (const row of (await host.all<MachineRow>('machines')).rows) {
      const { machine, confirmed_at: since, silent_since } = row
      if (!since) continue
      const isSilent = timeAfter(since, patienceMs, gaps) < now
      if (isSilent === (silent_since !== null)) continue
      const command = isSilent ? { machine, since } : { machine }
      await host.execute(silenceDecider, { stream: `machine-${machine}`, command })
    }
  })
}

function repeatedly(clock: Clock, { log }: Pick<Host, 'log'>, work: () => Promise<void>): Running {
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  const tryOnce = (): Promise<void> =>
    work().catch((error: unknown) => {
      log.debug({ reason: messageOf(error) }, 'it is not known which machines are there')
    })
  return {
    start() {
      running = loopUntil(stopping.signal, clock, everyMs, tryOnce)
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** How a machine is found: `since` tells when it was last heard, if that is too long ago. */
interface Found {
  readonly machine: string
  readonly since?: Date
}

/** Records once that a machine is silent, and once that it is heard again. */
const silenceDecider: Decider<'heard' | 'silent', Found, SilenceEvent> = {
  initial: 'heard',
  evolve(_, { type }) {
    switch (type) {
      case 'core.MachineFellSilent':
        return 'silent'
      case 'core.MachineHeard':
        return 'heard'
      default:
        return type satisfies never
    }
  },
  decide({ machine, since }, state) {
    if (!since) return state === 'silent' ? [{ type: 'core.MachineHeard', data: { machine } }] : []
    const data = { machine, since: since.toISOString() }
    return state === 'heard' ? [{ type: 'core.MachineFellSilent', data }] : []
  },
}

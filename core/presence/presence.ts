import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { Decider } from '../event.ts'
import type { Host } from '../host.ts'
import { gapsUntil, timeAfter, type ReceivingRow } from '../receiving/gaps.ts'
import { inBackground } from '../timing/loop-until.ts'
import {
  heardAt,
  machinePatienceMs,
  type MachineConfirmed,
  type MachineRow,
  type SilenceEvent,
} from './presence-events.ts'

const everyMs = 30_000

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
    await host.observe({ stream: pulseStream(machine), event })
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
      const { machine, silent_since } = row
      const since = heardAt(row)
      if (!since) continue
      const isSilent = timeAfter(since, machinePatienceMs, gaps) < now
      if (isSilent === (silent_since !== null)) continue
      const command = isSilent ? { machine, since } : { machine }
      await host.execute(machineDecider, { stream: machineStream(machine), command })
    }
  })
}

function repeatedly(clock: Clock, { log }: Pick<Host, 'log'>, work: () => Promise<void>): Running {
  const tryOnce = (): Promise<void> =>
    work().catch((error: unknown) => {
      log.debug({ reason: messageOf(error) }, 'it is not known which machines are there')
    })
  return inBackground(clock, everyMs, tryOnce)
}

/** How a machine is found: `since` tells when it was last heard, if that is too long ago. */
interface Found {
  readonly machine: string
  readonly since?: Date
}

/** Forget a machine that does not come back. */
interface Forget {
  readonly machine: string
  readonly reason: string
}

interface MachineState {
  readonly standing: 'heard' | 'silent'
  readonly forgottenAt: Date | null
}

/** Stream of what tells that a machine is there. */
export const pulseStream = (machine: string): string => `machinePulse-${machine}`

/** Stream of what is decided about a machine. */
export const machineStream = (machine: string): string => `machine-${machine}`

/** Records once that a machine is silent, and once that it is heard again; a forgotten one is silent only after it was heard anew. */
export const machineDecider: Decider<MachineState, Found | Forget, SilenceEvent> = {
  initial: { standing: 'heard', forgottenAt: null },
  evolve(state, { type, receivedAt }) {
    switch (type) {
      case 'core.MachineFellSilent':
        return { ...state, standing: 'silent' }
      case 'core.MachineHeard':
        return { ...state, standing: 'heard' }
      case 'core.MachineForgotten':
        return { standing: 'heard', forgottenAt: receivedAt }
      default:
        return type satisfies never
    }
  },
  decide(command, { standing, forgottenAt }) {
    if ('reason' in command) return [{ type: 'core.MachineForgotten', data: command }]
    const { machine, since } = command
    if (!since)
      return standing === 'silent' ? [{ type: 'core.MachineHeard', data: { machine } }] : []
    if (forgottenAt && since <= forgottenAt) return []
    const data = { machine, since: since.toISOString() }
    return standing === 'heard' ? [{ type: 'core.MachineFellSilent', data }] : []
  },
}

import type { Clock } from '../clock.ts'
import type { Recorded } from '../event.ts'
import type { Host } from '../host.ts'
import {
  heardAt,
  machinePatienceMs,
  type MachineRow,
  type SilenceEvent,
} from '../presence/presence-events.ts'
import { pulseEveryMs } from '../receiving/gaps.ts'
import type { Healable, HealableSubject, RawReading } from './healable.ts'
import { followThings } from './past.ts'

interface MachineParts {
  readonly rows: Host['rows']
  /** The last thing that was heard of a machine. */
  lastPulse(machine: string): Promise<Pick<RawReading, 'eventId' | 'at'> | undefined>
  readonly clock: Pick<Clock, 'now'>
}

type Row = Pick<MachineRow, 'machine' | 'silent_since'>

const states = ['silent']
const showsWithinSeconds = (machinePatienceMs + 3 * pulseEveryMs) / 1_000

/** Makes machines healable whose guards are not heard; nothing of theirs runs an action, so that a policy names a node that does. */
export function machineHealable({ rows, lastPulse, clock }: MachineParts): Healable {
  return {
    kind: 'host',
    summary: 'A machine whose guards are not heard.',
    node: 'needed',
    states,
    async ailing() {
      const found = await rows<MachineRow>('machines')
      return found.rows.filter(row => row.silent_since !== null).map(toHealable)
    },
    past: {
      types: ['FellSilent', 'Heard', 'Forgotten'].map(word => `core.Machine${word}`),
      showsWithinSeconds,
      follow: () => followThings(states, tellMachine),
    },
    async look(id) {
      const [row] = (await rows<MachineRow>('machines', { keys: [id] })).rows
      if (!row || heardAt(row) === null) return undefined
      const pulse = await lastPulse(row.machine)
      const isHeard = pulse && clock.now().getTime() - pulse.at.getTime() <= machinePatienceMs
      return {
        ...toHealable(row),
        readings: pulse ? [{ ...pulse, state: isHeard ? 'heard' : 'silent' }] : [],
        showsWithinSeconds,
      }
    },
  }
}

// Of other types none is asked for.
function tellMachine(event: Recorded): HealableSubject {
  const { type, data } = event as Recorded<SilenceEvent>
  const silent_since = type === 'core.MachineFellSilent' ? new Date(data.since) : null
  return toHealable({ machine: data.machine, silent_since })
}

function toHealable({ machine, silent_since }: Row): HealableSubject {
  const isSilent = silent_since !== null
  return {
    ...{ id: machine, subject: machine, host: machine, boardId: null },
    ...{ state: isSilent ? 'silent' : 'heard', reason: null, since: silent_since },
    text: isSilent
      ? `Nothing is heard of ${machine} since ${silent_since.toISOString()}.`
      : `${machine} is heard.`,
    ...{ eventIds: [], above: null, alarm: { kind: 'host', cause: `host ${machine}` } },
  }
}

import type { AlarmSignal, AlarmSpecs } from '../alarm.ts'
import { defineEvent, eventSpecs, type EventOf } from '../events/define-event.ts'
import { record, text, time } from '../shape.ts'

const machine = text('Name of the machine.', 'web01', schema => schema.max(200))

const confirmed = defineEvent({
  type: 'core.MachineConfirmed',
  summary: 'A process that runs guards on a machine was there at this moment.',
  data: record({ machine }),
})

const silent = defineEvent({
  type: 'core.MachineFellSilent',
  summary: 'Nothing was heard of the guards of a machine for too long.',
  data: record({
    machine,
    since: time('When they were last heard.', '2026-01-01T00:00:00.000Z'),
  }),
})

const heard = defineEvent({
  type: 'core.MachineHeard',
  summary: 'A machine that had been silent is heard again.',
  data: record({ machine }),
})

const forgotten = defineEvent({
  type: 'core.MachineForgotten',
  summary: 'A machine that does not come back was forgotten; heard again, it is known again.',
  data: record({
    machine,
    reason: text('Why.', 'It was taken out of service.', schema => schema.max(1_000)),
  }),
})

export type MachineConfirmed = EventOf<typeof confirmed>
export type SilenceEvent = EventOf<typeof silent | typeof heard | typeof forgotten>
export type PresenceEvent = MachineConfirmed | SilenceEvent

/** The events that tell which machines are there. */
export const presenceSpecs = eventSpecs(confirmed, silent, heard, forgotten)

/** A row of the read model `machines`. */
export interface MachineRow {
  readonly machine: string
  readonly confirmed_at: Date | null
  /** Since when it is recorded as silent. */
  readonly silent_since: Date | null
  readonly forgotten_at: Date | null
}

/** So long a machine may be silent: a start takes less. */
export const machinePatienceMs = 180_000

/** Tells when a machine was last heard; null when it never was, or not since it was forgotten. */
export function heardAt({
  confirmed_at: at,
  forgotten_at: forgottenAt,
}: Pick<MachineRow, 'confirmed_at' | 'forgotten_at'>): Date | null {
  return at && forgottenAt && at <= forgottenAt ? null : at
}

/** The alarm of a machine whose guards are not heard: nothing that they watch is known. */
export const presenceAlarms: AlarmSpecs<PresenceEvent> = {
  host: {
    kind: 'host',
    summary:
      'The guards of a machine have been silent for three minutes; over when it is heard, or forgotten.',
    on: {
      'core.MachineFellSilent': ({ data }) => ({
        ...alarmOf(data.machine),
        state: 'raised',
        text: `Nothing is heard of ${data.machine} since ${data.since}: what its guards watch is not known.`,
      }),
      'core.MachineHeard': ({ data }) => ({
        ...alarmOf(data.machine),
        state: 'cleared',
        text: `${data.machine} is heard again.`,
      }),
      'core.MachineForgotten': ({ data }) => ({
        ...alarmOf(data.machine),
        state: 'cleared',
        text: `${data.machine} was forgotten: ${data.reason}`,
      }),
    },
  },
}

function alarmOf(machine: string): Omit<AlarmSignal, 'state' | 'text'> {
  return {
    about: machine,
    group: `host ${machine}`,
    boardId: null,
    subject: `host ${machine}`,
    severity: 'critical',
    labels: { host: machine },
  }
}

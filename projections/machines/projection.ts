import { defineProjection, type MachineRow, type PresenceEvent } from '../../core/plugin-api.ts'

/** The machines whose guards were ever heard, and which of them are silent. */
export default defineProjection<MachineRow, PresenceEvent>({
  name: 'machines',
  version: 2,
  columns: {
    machine: 'text',
    confirmed_at: 'timestamptz',
    silent_since: 'timestamptz',
    forgotten_at: 'timestamptz',
  },
  keys: event => [event.data.machine],
  on: {
    'core.MachineConfirmed': (row, { data: { machine }, receivedAt }) => {
      const known = row ?? blankMachine(machine)
      if (known.confirmed_at && known.confirmed_at >= receivedAt) return known
      return { ...known, confirmed_at: receivedAt }
    },
    'core.MachineFellSilent': (row, { data: { machine, since } }) => ({
      ...(row ?? { ...blankMachine(machine), confirmed_at: new Date(since) }),
      silent_since: new Date(since),
    }),
    'core.MachineHeard': (row, { data: { machine } }) => ({
      ...(row ?? blankMachine(machine)),
      silent_since: null,
    }),
    'core.MachineForgotten': (row, { data: { machine }, receivedAt }) => ({
      ...(row ?? blankMachine(machine)),
      silent_since: null,
      forgotten_at: receivedAt,
    }),
  },
})

function blankMachine(machine: string): MachineRow {
  return { machine, confirmed_at: null, silent_since: null, forgotten_at: null }
}

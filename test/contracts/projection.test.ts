import t from 'tap'
import type { ProbeRow } from '../support/probe.ts'
import { createProbe } from '../support/probe.ts'
import { projectionContract } from './projection.ts'

const probe = createProbe()
// The probe counts what the runner hands it, in order; that alone is not for the contract.
const { name, version, columns, keys } = probe.projection
const last = {
  ...{ name, version, columns, keys },
  on: {
    [probe.type]: (row: ProbeRow | undefined, event: Parameters<typeof keys>[0]): ProbeRow => {
      if (row && row.last_revision >= Number(event.revision)) return row
      return {
        sensor: event.data.sensor,
        last_reading: event.data.reading,
        events: 1,
        last_revision: Number(event.revision),
        note: null,
        measured_at: event.recordedAt,
      }
    },
  },
}

t.test('is met by a projection that keeps the newest', t =>
  projectionContract(t, last, probe.source.events),
)

import t from 'tap'
import { stallAlarms } from '../../../core/projecting/stall-events.ts'
import { signalOf } from '../../support/signals.ts'

t.test('a read model that stands still is an alarm until it moves', async t => {
  const projection = 'disk-status'
  const still = signalOf(stallAlarms, 'projection', {
    type: 'core.ProjectionStalled',
    data: { projection, reason: 'stopped' },
  })
  const moves = signalOf(stallAlarms, 'projection', {
    type: 'core.ProjectionResumed',
    data: { projection },
  })
  const cause = 'projection disk-status'
  t.match(still, { state: 'raised', severity: 'critical', cause })
  t.match(moves, { state: 'cleared', cause })
})

import t from 'tap'
import { stallAlarms } from '../../../core/projecting/stall-events.ts'
import { signalOf } from '../../support/signals.ts'

const alarms = stallAlarms(['disk-status'])

t.test('a read model that stands still is an alarm until it moves', async t => {
  const projection = 'disk-status'
  const still = signalOf(alarms, 'projection', {
    type: 'core.ProjectionStalled',
    data: { projection, reason: 'stopped' },
  })
  const moves = signalOf(alarms, 'projection', {
    type: 'core.ProjectionResumed',
    data: { projection },
  })
  const cause = 'projection disk-status'
  t.match(still, { state: 'raised', severity: 'critical', cause })
  t.match(moves, { state: 'cleared', cause })
})

t.test('the alarm of a read model that there is no more is over', async t => {
  t.equal(alarms['projection']?.over?.('disk-status'), undefined)
  t.match(alarms['projection']?.over?.('disk-gone'), /disk-gone/)
})

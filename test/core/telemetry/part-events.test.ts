import t from 'tap'
import { partAlarms } from '../../../core/telemetry/part-events.ts'
import { emptyList } from '../../support/empty-list.ts'
import { signalOf } from '../../support/signals.ts'

const degraded = (part: string) =>
  signalOf(partAlarms, 'part', {
    type: 'core.PartDegraded',
    data: { machine: 'web01', part, reason: 'Two events are set aside.' },
  })

t.test('a part that does not work as it should is an alarm until it does', async t => {
  const part = 'projection:disk-status'
  const cause = 'part web01 projection:disk-status'
  t.match(degraded(part), {
    ...{ state: 'raised', severity: 'warning', cause },
    subject: 'read model disk-status on web01',
    text: 'Something is wrong with the read model disk-status on web01: Two events are set aside.',
  })
  const data = { machine: 'web01', part }
  const mended = signalOf(partAlarms, 'part', { type: 'core.PartMended', data })
  t.match(mended, { state: 'cleared', cause })
})

t.test('it says how to look at what was set aside, and to have it tried again', async t => {
  t.strictSame(degraded('projection:disk-status')?.commands, [
    'decklog projections parked disk-status',
    'decklog projections retry disk-status',
  ])
  t.strictSame(degraded('plugin:gsd/reactions')?.commands, [
    'decklog reactions parked gsd',
    'decklog reactions retry gsd',
  ])
  t.match(degraded('plugin:gsd/tend'), { subject: 'tend of gsd on web01', commands: emptyList })
  t.match(degraded('sealing'), { subject: 'sealing on web01', commands: emptyList })
})

t.test('all that stands of a machine ends when that is forgotten', async t => {
  const end = partAlarms['part']?.ends?.['core.MachineForgotten']
  const event = { type: 'core.MachineForgotten', data: { machine: 'web01', reason: 'Sold.' } }
  t.match(end?.(event as never), { group: degraded('sealing')?.group, text: /Sold/ })
})

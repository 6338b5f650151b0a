import t from 'tap'
import { endsBefore, matches, type EventFilter } from '../../../core/history/event-filter.ts'
import type { StoredEvent } from '../../../core/ledger/ledger.ts'

const event: StoredEvent = {
  id: '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a11',
  stream: 'gsdRun-7',
  revision: 3n,
  position: 100n,
  type: 'gsd.StageAdvanced',
  data: {},
  metadata: {
    actor: 'person:ann',
    $correlationId: 'c1',
    $causationId: '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a10',
    receivedAt: '2026-01-01T10:00:00.000Z',
  },
  recordedAt: new Date('2026-01-01T12:00:00.000Z'),
}
const at = (time: string): Date => new Date(`2026-01-01T${time}:00.000Z`)
const found = (filter: Partial<EventFilter>): boolean =>
  matches(event, { time: 'recorded', ...filter })

t.test('finds everything without a filter', async t => {
  t.ok(found({}))
})

t.test('finds what somebody did in the name of another by either', async t => {
  const named = { ...event, metadata: { ...event.metadata, via: 'service:desk' } }
  const by = (actor: string): boolean => matches(named, { time: 'recorded', actor })
  t.ok(by('person:ann'))
  t.ok(by('service:desk'))
  t.notOk(by('service:other'))
})

t.test('finds by exact type, category, actor and correlation', async t => {
  t.ok(found({ types: ['gsd.Created', 'gsd.StageAdvanced'] }))
  t.notOk(found({ types: ['gsd.Stage'] }))
  t.ok(found({ category: 'gsdRun' }))
  t.notOk(found({ category: 'gsd' }), 'a category is a whole word')
  t.ok(found({ actor: 'person:ann' }))
  t.notOk(found({ actor: 'ann' }))
  t.ok(found({ correlation: 'c1' }))
  t.notOk(found({ correlation: 'c2' }))
})

t.test('finds an event by its id, and what follows from it by that', async t => {
  t.ok(found({ id: event.id }))
  t.notOk(found({ id: '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a10' }))
  t.ok(found({ causation: '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a10' }))
  t.notOk(found({ causation: event.id }), 'nothing follows from itself')
})

t.test('holds the first of a range and not its end', async t => {
  t.ok(found({ fromPosition: 100n, toPosition: 101n }))
  t.notOk(found({ fromPosition: 101n }))
  t.notOk(found({ toPosition: 100n }))
  t.ok(found({ since: at('12:00'), until: at('12:01') }))
  t.notOk(found({ since: at('12:01') }))
  t.notOk(found({ until: at('12:00') }))
})

t.test('judges by the time that is asked for', async t => {
  t.ok(found({ time: 'received', since: at('10:00'), until: at('10:01') }))
  t.notOk(found({ time: 'received', since: at('12:00') }))
  const foreign = { ...event, metadata: {} }
  t.ok(matches(foreign, { time: 'received', since: at('12:00') }), 'without one: the recorded')
})

t.test('meets every condition at once', async t => {
  t.ok(found({ types: ['gsd.StageAdvanced'], actor: 'person:ann', fromPosition: 1n }))
  t.notOk(found({ types: ['gsd.StageAdvanced'], actor: 'person:bob', fromPosition: 1n }))
})

t.test('ends at the end of a range of positions', async t => {
  const ends = (filter: Partial<EventFilter>, direction: 'forwards' | 'backwards') =>
    endsBefore(event, { time: 'recorded', ...filter }, direction)
  t.ok(ends({ toPosition: 100n }, 'forwards'))
  t.notOk(ends({ toPosition: 101n }, 'forwards'))
  t.notOk(ends({ fromPosition: 101n }, 'forwards'), 'what is asked for is still to come')
  t.ok(ends({ fromPosition: 101n }, 'backwards'))
  t.notOk(ends({ fromPosition: 100n }, 'backwards'))
  t.notOk(ends({ toPosition: 100n }, 'backwards'))
})

t.test('ends an hour beyond a range of times, for clocks that were set back', async t => {
  const ends = (filter: Partial<EventFilter>, direction: 'forwards' | 'backwards') =>
    endsBefore(event, { time: 'recorded', ...filter }, direction)
  t.ok(ends({ until: at('11:00') }, 'forwards'))
  t.notOk(ends({ until: at('11:01') }, 'forwards'))
  t.notOk(ends({ time: 'received', until: at('11:00') }, 'forwards'), 'it may be recorded late')
  t.notOk(ends({ since: at('13:00') }, 'backwards'))
  t.ok(ends({ since: at('13:01') }, 'backwards'))
  t.ok(ends({ time: 'received', since: at('13:01') }, 'backwards'))
})

t.test(
  'leaves out what Decklog writes for its own working only where that is asked for',
  async t => {
    const own = ['core.BarrierRaised', 'core.ReceivingConfirmed', 'core.MachineConfirmed']
    for (const type of [...own, 'access.DirectoryNoted']) {
      t.ok(matches({ ...event, type }, { time: 'recorded' }), type)
      t.notOk(matches({ ...event, type }, { time: 'recorded', own: 'hidden' }), type)
    }
    for (const type of ['core.ProjectionStalled', 'core.MachineFellSilent', 'access.TokenCreated'])
      t.ok(matches({ ...event, type }, { time: 'recorded', own: 'hidden' }), type)
  },
)

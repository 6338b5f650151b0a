import fc from 'fast-check'
import Joi from 'joi'
import t from 'tap'
import { isDecklogError } from '../../../core/errors.ts'
import { coreEventSources } from '../../../core/events/core-events.ts'
import {
  createEventCatalog,
  type EventCatalog,
  type EventSource,
} from '../../../core/events/event-catalog.ts'
import type { EventStamp } from '../../../core/events/event-stamp.ts'
import type { StoredEvent } from '../../../core/ledger/ledger.ts'

const id = '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a11'
const receivedAt = new Date('2026-01-01T10:00:00.000Z')
const stamp: EventStamp = { id, host: 'web01', actor: { kind: 'person', id: 'alice' }, receivedAt }

const tank: EventSource = {
  name: 'tank',
  streams: { tank: {}, tankLevel: { maxAgeDays: 2, maxCount: 10 } },
  events: {
    'tank.Measured': {
      summary: 'The level of a tank was read.',
      schemaVersion: 3,
      data: Joi.object({ litres: Joi.number().required(), note: Joi.any() }),
      upcasters: {
        1: data => ({ gallons: data['level'] }),
        2: data => ({ litres: Number(data['gallons']) * 4 }),
      },
      example: { litres: 12 },
      maxBytes: 1_000,
    },
  },
}
const catalog = createEventCatalog([...coreEventSources, tank])

function encode(data: object, stream = 'tankLevel-1'): ReturnType<EventCatalog['encode']> {
  return catalog.encode('tank', { stream, event: { type: 'tank.Measured', data } }, stamp)
}

function fieldsOf(data: object): readonly string[] {
  try {
    encode(data)
    return []
  } catch (error) {
    if (!isDecklogError(error, 'DECKLOG_EVENT_INVALID')) throw error
    return (error.fields ?? []).map(field => field.field)
  }
}

function stored(data: unknown, metadata: StoredEvent['metadata'] = {}): StoredEvent {
  const recordedAt = new Date('2026-01-01T10:00:01.000Z')
  const place = { stream: 'tank-1', revision: 4n, position: 99n }
  return { id, type: 'tank.Measured', ...place, data, metadata, recordedAt }
}

const invalid = { code: 'DECKLOG_EVENT_INVALID' }
const notPlugin = { code: 'DECKLOG_PLUGIN_INVALID' }

t.test('stamps a person and the service that named them', async t => {
  const via = { kind: 'service', id: 'mission-control' } as const
  const actor = { kind: 'person', id: 'ada', via } as const
  const event = { type: 'tank.Measured', data: { litres: 1 } }
  const { metadata } = catalog.encode('tank', { stream: 'tank-1', event }, { ...stamp, actor })
  t.match(metadata, { actor: 'person:ada', via: 'service:mission-control' })
  t.notOk('via' in catalog.encode('tank', { stream: 'tank-1', event }, stamp).metadata)
})

t.test('stamps an event with strings only', async t => {
  t.strictSame(encode({ litres: 1 }), {
    id,
    type: 'tank.Measured',
    data: { litres: 1 },
    metadata: {
      $correlationId: id,
      actor: 'person:alice',
      host: 'web01',
      plugin: 'tank',
      schemaVersion: '3',
      occurredAt: '2026-01-01T10:00:00.000Z',
      receivedAt: '2026-01-01T10:00:00.000Z',
    },
  })
})

t.test('stamps what is known of cause, key and claimed time', async t => {
  const more = {
    ...stamp,
    ...{ causationId: 'cause', correlationId: 'story', idempotencyKey: 'key', requestHash: 'hash' },
    occurredAt: new Date('2025-12-31T00:00:00.000Z'),
  }
  const target = { stream: 'tank-1', event: { type: 'tank.Measured', data: { litres: 1 } } }
  t.match(catalog.encode('tank', target, more).metadata, {
    $correlationId: 'story',
    $causationId: 'cause',
    idempotencyKey: 'key',
    requestHash: 'hash',
    occurredAt: '2025-12-31T00:00:00.000Z',
  })
})

t.test('refuses data that its schema does not allow, naming every field', async t => {
  t.strictSame(fieldsOf({}), ['litres'])
  t.strictSame(fieldsOf({ litres: 'much', colour: 'red' }), ['litres', 'colour'])
  t.strictSame(fieldsOf({ litres: '1' }), ['litres'], 'and converts nothing')
})

t.test('refuses what the ledger or Postgres could not keep', async t => {
  const bad = [
    'a\0b',
    'half \ud800 pair',
    NaN,
    Infinity,
    1n,
    new Date(),
    new Map(),
    () => 1,
    { 'k\0ey': 1 },
  ]
  for (const note of bad) t.equal(fieldsOf({ litres: 1, note })[0]?.startsWith('note'), true)
  t.strictSame(fieldsOf({ litres: 1, note: [{ deep: ['\0'] }] }), ['note.0.deep.0'])
  t.strictSame(fieldsOf({ litres: 1, note: ['𝄞', null, true, undefined] }), [])
})

t.test('refuses data that is too deep or too large', async t => {
  const nest = (levels: number): object => (levels === 1 ? {} : { inner: nest(levels - 1) })
  t.strictSame(fieldsOf({ litres: 1, note: nest(7) }), [], 'eight levels are allowed')
  t.equal(fieldsOf({ litres: 1, note: nest(8) }).length, 1)
  const envelope = JSON.stringify({ litres: 1, note: '' }).length
  t.strictSame(fieldsOf({ litres: 1, note: 'x'.repeat(1_000 - envelope) }), [])
  t.strictSame(fieldsOf({ litres: 1, note: 'x'.repeat(1_001 - envelope) }), ['data'])
  t.strictSame(fieldsOf({ litres: 1, note: 'é'.repeat(600) }), ['data'], 'counts bytes')
})

t.test('refuses another plugin’s events and streams', async t => {
  const event = { type: 'tank.Measured', data: { litres: 1 } }
  t.throws(() => catalog.encode('core', { stream: 'barrier-1', event }, stamp), invalid)
  t.throws(() => encode({ litres: 1 }, 'barrier-1'), invalid)
  t.throws(() => encode({ litres: 1 }, 'tank'), invalid, 'a stream has an id')
  const unknown = { type: 'tank.Unknown', data: {} }
  t.throws(() => catalog.encode('tank', { stream: 'tank-1', event: unknown }, stamp), invalid)
})

t.test('upcasts old versions on the way in, one version at a time', async t => {
  t.strictSame(catalog.decode(stored({ level: 2 }, { schemaVersion: '1' })).data, { litres: 8 })
  t.strictSame(catalog.decode(stored({ gallons: 3 }, { schemaVersion: '2' })).data, { litres: 12 })
  t.strictSame(catalog.decode(stored({ litres: 7 }, { schemaVersion: '3' })).data, { litres: 7 })
  t.strictSame(catalog.decode(stored({ level: 1 })).data, { litres: 4 }, 'none means the first')
})

t.test('says when an event was received, or at least stored', async t => {
  const known = stored({ litres: 1 }, { schemaVersion: '3', receivedAt: receivedAt.toISOString() })
  t.strictSame(catalog.decode(known).receivedAt, receivedAt)
  const foreign = stored({ litres: 1 }, { schemaVersion: '3', receivedAt: 'yesterday' })
  t.strictSame(catalog.decode(foreign).receivedAt, foreign.recordedAt)
})

t.test('does not guess at what it cannot read', async t => {
  t.throws(() => catalog.decode(stored({ litres: 1 }, { schemaVersion: '4' })), invalid)
  t.throws(() => catalog.decode(stored({ litres: 1 }, { schemaVersion: 'x' })), invalid)
  t.throws(() => catalog.decode(stored(undefined)), invalid)
  t.throws(() => catalog.decode({ ...stored({}), type: 'tank.Forgotten' }), invalid)
})

t.test('knows the retention of a stream by its category', async t => {
  t.strictSame(catalog.limitsOf('tankLevel-1'), { maxAgeSeconds: 172_800, maxCount: 10 })
  t.equal(catalog.limitsOf('tank-1'), undefined)
  t.strictSame(catalog.limitsOf('barrier-web01'), { maxCount: 1 })
  t.equal(catalog.limitsOf('unheardOf-1'), undefined)
})

t.test('refuses declarations that are not well formed or not their own', async t => {
  const spec = tank.events['tank.Measured']
  if (!spec) throw new Error('no spec')
  for (const type of ['other.Measured', 'tank.measured', 'tank.Measured.v2', 'tankMeasured']) {
    const source = { ...tank, events: { [type]: spec } }
    t.throws(() => createEventCatalog([source]), notPlugin, type)
  }
  for (const category of ['tank-level', 'TankLevel', 'tank_level', '']) {
    const source = { ...tank, streams: { [category]: {} } }
    t.throws(() => createEventCatalog([source]), notPlugin, category)
  }
  t.throws(() => createEventCatalog([tank, { ...tank, name: 'pool', events: {} }]), notPlugin)
  t.throws(() => createEventCatalog([tank, { ...tank, streams: {} }]), notPlugin)
})

t.test('keeps whatever JSON it accepts exactly as it was', async t => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5, stringUnit: 'binary' }), text => {
      const data = { litres: 1, note: JSON.parse(text) }
      if (fieldsOf(data).length > 0) return
      const written = JSON.parse(JSON.stringify(encode(data).data))
      const read = catalog.decode(stored(written, { schemaVersion: '3' }))
      t.equal(JSON.stringify(read.data), JSON.stringify(data))
    }),
    { numRuns: 200 },
  )
  t.pass('read back')
})

t.test('an alarm follows from events of its owner, under a word that is nobody elses', async t => {
  const says = (kind: string): NonNullable<EventSource['alarms']> => ({
    tank: { kind, summary: 'A tank is low.', on: { 'tank.Measured': () => t.fail() as never } },
  })
  const own = { ...tank, alarms: says('level') }
  t.match(createEventCatalog([own]).alarms, [{ word: 'tank', source: 'tank', spec: {} }])
  const { events } = tank
  const pool = { name: 'pool', streams: {}, events: {} }
  t.throws(() => createEventCatalog([own, { ...pool, alarms: says('level') }]), notPlugin)
  t.throws(() => createEventCatalog([tank, { ...pool, alarms: says('level') }]), notPlugin)
  const spaced = { 'two words': own.alarms['tank'] as never }
  t.throws(
    () => createEventCatalog([{ name: 'tank', streams: {}, events, alarms: spaced }]),
    notPlugin,
  )
})

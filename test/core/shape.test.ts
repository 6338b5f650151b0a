import Joi from 'joi'
import t from 'tap'
import { defineEvent, eventSpecs, type EventOf } from '../../core/events/define-event.ts'
import {
  count,
  described,
  id,
  list,
  nullable,
  oneOf,
  optional,
  record,
  shape,
  text,
  time,
  type Of,
} from '../../core/shape.ts'

const part = record({ name: text('Its name.', 'a'), note: optional(text('A note.', 'x')) })
const boiler = record(
  {
    boilerId: id('Id of the boiler.', '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'),
    level: oneOf(['low', 'high'], 'How full it is.'),
    litres: nullable(count('What is in it; null when nobody looked.', 12)),
    parts: list(part, 'What it is made of.', { most: 2 }),
    extra: shape<Readonly<Record<string, number>>>(Joi.object().unknown(), { ofTen: 4 }),
  },
  'A boiler.',
)
const filled = defineEvent({
  type: 'boiler.Filled',
  summary: 'A boiler was filled.',
  data: boiler,
  example: { level: 'high' },
})
const emptied = defineEvent({
  type: 'boiler.Emptied',
  summary: 'A boiler was emptied.',
  schemaVersion: 2,
  data: record({ at: described(time('When.', '2026-01-01T00:00:00.000Z'), 'When it was.') }),
})

t.test('a record tells all its fields or is refused, the optional ones excepted', async t => {
  const whole: Of<typeof boiler> = { ...boiler.example, litres: null }
  t.equal(boiler.schema.validate(whole).error, undefined)
  for (const key of Object.keys(boiler.example)) {
    t.ok(
      boiler.schema.validate({ ...boiler.example, [key]: undefined }).error,
      `${key} is required`,
    )
  }
  t.equal(boiler.schema.validate({ ...whole, parts: [{ name: 'b', note: 'c' }] }).error, undefined)
  t.ok(boiler.schema.validate({ ...whole, parts: [{ name: 'b', colour: 'c' }] }).error)
  t.ok(boiler.schema.validate({ ...whole, parts: Array(3).fill({ name: 'b' }) }).error)
})

t.test('its example is made of those of its fields, and fits its schema', async t => {
  t.strictSame(boiler.example, {
    boilerId: '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001',
    level: 'low',
    litres: 12,
    parts: [{ name: 'a' }],
    extra: { ofTen: 4 },
  })
  t.equal(boiler.schema.validate(boiler.example).error, undefined)
})

t.test('an event is its shape, with what its own example says otherwise', async t => {
  const event: EventOf<typeof filled> = { type: 'boiler.Filled', data: filled.spec.example }
  t.equal(event.data.level, 'high')
  t.equal(event.data.litres, 12)
  const specs = eventSpecs(filled, emptied)
  t.strictSame(Object.keys(specs), ['boiler.Filled', 'boiler.Emptied'])
  t.equal(specs['boiler.Emptied'].schemaVersion, 2)
  t.equal(specs['boiler.Filled'].schemaVersion, 1)
  t.match(specs['boiler.Emptied'].data.describe(), {
    keys: { at: { flags: { description: 'When it was.' } } },
  })
  t.match(boiler.schema.describe(), { flags: { description: 'A boiler.' } })
})

t.test('a choice of nothing is refused as it is declared', async t => {
  t.throws(() => oneOf<string>([], 'Nothing.'), TypeError)
})

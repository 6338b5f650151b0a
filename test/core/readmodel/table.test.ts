import Joi from 'joi'
import t from 'tap'
import { defineProjection } from '../../../core/projection.ts'
import {
  defineTable,
  double,
  hidden,
  json,
  nullable,
  shownAs,
  text,
  timestamp,
  uuid,
  word,
  type RowOf,
} from '../../../core/readmodel/table.ts'

const boilers = defineTable({
  boiler_id: shownAs('id', uuid('Id of the boiler.')),
  name: text(),
  level: word(['low', 'high'], 'How full it is.'),
  litres: nullable(double()),
  parts: json<readonly string[]>(Joi.array().items(Joi.string())),
  filled_at: timestamp(),
  revision: hidden(double()),
})
type Boiler = RowOf<typeof boilers>

const row: Boiler = {
  boiler_id: '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001',
  name: '',
  level: 'low',
  litres: null,
  parts: ['lid'],
  filled_at: new Date('2026-01-01T00:00:00.000Z'),
  revision: 3,
}

t.test('a table names its columns to the projection of its rows', async t => {
  const projection = defineProjection<Boiler, never>({
    name: 'boilers',
    version: 1,
    columns: boilers.columns,
    keys: () => [],
    on: {},
  })
  t.strictSame(projection.columns, {
    boiler_id: 'uuid',
    name: 'text',
    level: 'text',
    litres: 'double precision',
    parts: 'jsonb',
    filled_at: 'timestamptz',
    revision: 'double precision',
  })
})

t.test('the body of a row has what is shown, by the names it is shown by', async t => {
  const { boiler_id: id, name, level, litres, parts, filled_at } = row
  t.strictSame(boilers.toBody(row), { id, name, level, litres, parts, filled_at })
})

t.test('an answer has every column that is shown, null only where it may be', async t => {
  const body = JSON.parse(JSON.stringify(boilers.toBody(row)))
  t.equal(boilers.schema.validate(body).error, undefined)
  for (const key of Object.keys(body)) {
    t.ok(boilers.schema.validate({ ...body, [key]: undefined }).error, `${key} is required`)
  }
  t.ok(boilers.schema.validate({ ...body, filled_at: null }).error)
  t.ok(boilers.schema.validate({ ...body, level: 'empty' }).error)
  t.ok(boilers.schema.validate({ ...body, revision: 3 }).error)
})

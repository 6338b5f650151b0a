import Joi from 'joi'
import t from 'tap'
import { createValidator } from '../../../core/validation/validator.ts'

const looks = { count: 0 }
const looked = Joi.number().custom((value: number) => {
  looks.count += 1
  return value
})
const schema = Joi.object({
  name: Joi.string().max(10),
  list: Joi.array().items(looked).max(1_000),
  map: Joi.object().pattern(/^k/, Joi.number()).max(1_000),
  code: Joi.string().pattern(/^(?:a+)+$/),
  choice: Joi.alternatives(
    Joi.number(),
    Joi.array()
      .items(Joi.object({ a: Joi.number() }))
      .max(9),
  ),
})
const check = createValidator(schema)
const many = (length: number): number[] => Array.from({ length }, (_, index) => index)
const fieldsOf = (value: unknown): readonly string[] =>
  check(value).errors.map(({ field }) => field)

t.test('names every fault of what is small, and the first of what is large', async t => {
  const small = { name: 'x'.repeat(11), list: ['x', 'y'], other: 1 }
  t.strictSame(fieldsOf(small), ['name', 'list.0', 'list.1', 'other'])
  t.equal(
    fieldsOf({
      ...small,
      list: many(3_000)
        .map(String)
        .map(one => `x${one}`),
    }).length,
    1,
  )
})

t.test('looks at lengths before it looks at what is in them', async t => {
  looks.count = 0
  t.strictSame(fieldsOf({ list: many(5_000) }), ['list'])
  t.equal(looks.count, 0)
  t.strictSame(fieldsOf({ list: many(1_000) }), [])
  t.equal(looks.count, 1_000)
  t.strictSame(fieldsOf({ map: Object.fromEntries(many(2_000).map(n => [`k${n}`, n])) }), ['map'])
  t.strictSame(fieldsOf({ map: Object.fromEntries(many(900).map(n => [`k${n}`, n])) }), [])
  t.strictSame(fieldsOf({ choice: many(5_000).map(() => ({})) }), ['choice'])
})

t.test('matches no pattern against a text of any length', async t => {
  t.strictSame(fieldsOf({ code: `${'a'.repeat(50_000)}!` }), ['code'])
})

t.test('refuses what no field has, or strips it, as it is told', async t => {
  const unknown = Object.fromEntries(many(2_000).map(n => [`other${n}`, n]))
  t.strictSame(fieldsOf(unknown), ['other0'])
  const strip = createValidator(schema, { unknown: 'stripped' })
  t.strictSame(strip({ ...unknown, name: 'a' }), { value: { name: 'a' }, errors: [] })
})

t.test('repeats nothing of what was sent but the beginning of a name', async t => {
  const secret = 'do-not-tell-anybody'
  const large = 'x'.repeat(5_000)
  for (const value of [
    ...[{ name: secret }, { list: [secret] }, { code: secret }, { choice: secret }, secret],
    ...[{ name: secret, list: [large] }, { code: secret + large }, { map: { [secret]: secret } }],
  ]) {
    const told = JSON.stringify(check(value).errors)
    t.ok(told.length > 2, 'it is refused')
    t.notOk(told.replaceAll(`map.${secret}`, '').includes(secret), told)
  }
  for (const name of ['n'.repeat(900), 'n'.repeat(50_000)])
    t.ok(JSON.stringify(check({ [name]: 1 }).errors).length < 1_000)
})

t.test('takes what its schema takes, of whatever size', async t => {
  const open = createValidator(
    Joi.object({
      text: Joi.string().allow(null),
      any: Joi.any(),
      free: Joi.object().unknown(),
      kind: Joi.valid('list', 'text'),
      of: Joi.when('kind', { is: 'list', then: Joi.array().max(5_000), otherwise: Joi.string() }),
    }).pattern(/^x-/, Joi.array()),
  )
  for (const value of [
    { text: 'x'.repeat(100_000) },
    { any: many(5_000), free: { list: many(5_000), deep: { deeper: [{ a: many(3_000) }] } } },
    { kind: 'list', of: many(4_000), 'x-more': many(9_000) },
    { kind: 'text', of: 'x'.repeat(9_000) },
  ])
    t.strictSame(open(value).errors, [])
})

t.test('refuses what no store can keep', async t => {
  const any = createValidator(Joi.any())
  const nested = many(70).reduce<unknown>(inner => [inner], 1)
  for (const value of ['a\0b', ['\ud800'], { 'a\0': 1 }, [Infinity], nested, { a: () => 1 }])
    t.equal(any(value).errors.length, 1)
})

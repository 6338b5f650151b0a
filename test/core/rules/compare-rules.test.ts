import fc from 'fast-check'
import Joi from 'joi'
import t from 'tap'
import { guardConfig } from '../../../core/guarding/guard-config.ts'
import { compareRules } from '../../../core/rules/compare-rules.ts'
import { diskConfig } from '../../../plugins/disk/config.ts'

const schema = Joi.object({
  limit: Joi.number().meta({ weaker: 'higher' }),
  floor: Joi.number().meta({ weaker: 'lower' }),
  mode: Joi.string().meta({ weaker: ['deny', 'warn', 'watch'] }),
  gates: Joi.array()
    .items(Joi.object({ gate: Joi.string(), most: Joi.number().meta({ weaker: 'higher' }) }))
    .meta({ weaker: 'fewer', by: 'gate' }),
  waivers: Joi.array().items(Joi.object()).meta({ weaker: 'more' }),
  roles: Joi.object()
    .pattern(Joi.string(), Joi.array().items(Joi.string()).meta({ weaker: 'more' }))
    .meta({ weaker: 'fewer' }),
  nested: Joi.alternatives(
    Joi.string(),
    Joi.object({ limit: Joi.number().meta({ weaker: 'higher' }) }),
  ),
  free: Joi.any(),
})

const changed = (before: object, after: object) => compareRules(schema, { ...before }, { ...after })

t.test('finds nothing where nothing is different, in whatever order the keys are', async t => {
  t.strictSame(changed({ limit: 1, free: { a: 1, b: 2 } }, { free: { b: 2, a: 1 }, limit: 1 }), [])
})

t.test('knows which way weakens a number', async t => {
  t.strictSame(changed({ limit: 1 }, { limit: 2 }), [
    { path: 'limit', before: 1, after: 2, effect: 'weakened' },
  ])
  t.match(changed({ limit: 2 }, { limit: 1 }), [{ effect: 'tightened' }])
  t.match(changed({ floor: 2 }, { floor: 1 }), [{ effect: 'weakened' }])
  t.match(changed({ floor: 1 }, { floor: 2 }), [{ effect: 'tightened' }])
})

t.test(
  'knows which way weakens a word, and says of one it does not know that it changed',
  async t => {
    t.match(changed({ mode: 'deny' }, { mode: 'watch' }), [{ effect: 'weakened' }])
    t.match(changed({ mode: 'watch' }, { mode: 'warn' }), [{ effect: 'tightened' }])
    t.match(changed({ mode: 'deny' }, { mode: 'odd' }), [{ effect: 'changed' }])
  },
)

t.test('names what a list has lost and got, whatever stands where in it', async t => {
  const [disk, images] = [{ gate: 'disk', most: 1 }, { gate: 'images' }]
  t.strictSame(changed({ gates: [disk, images] }, { gates: [images] }), [
    { path: 'gates.disk', before: disk, after: null, effect: 'weakened' },
  ])
  t.match(changed({ gates: [images] }, { gates: [disk, images] }), [
    { path: 'gates.disk', effect: 'tightened' },
  ])
  t.strictSame(changed({ gates: [disk, images] }, { gates: [images, { gate: 'disk', most: 3 }] }), [
    { path: 'gates.disk.most', before: 1, after: 3, effect: 'weakened' },
  ])
  t.match(changed({ waivers: [] }, { waivers: [{ rule: 'own-tag' }] }), [{ effect: 'weakened' }])
  t.match(changed({ waivers: [{ rule: 'own-tag' }] }, { waivers: [] }), [{ effect: 'tightened' }])
})

t.test('sees that one of two like items is gone', async t => {
  const item = { gate: 'disk' }
  t.match(changed({ gates: [item, item] }, { gates: [item] }), [
    { path: 'gates.disk (2)', effect: 'weakened' },
  ])
})

t.test('a role that is gone lets anybody approve; a member more is one more who may', async t => {
  t.match(changed({ roles: { owner: ['a'] } }, { roles: {} }), [
    { path: 'roles.owner', effect: 'weakened' },
  ])
  t.match(changed({ roles: { owner: ['a'] } }, { roles: { owner: ['a', 'b'] } }), [
    { path: 'roles.owner.b', effect: 'weakened' },
  ])
})

t.test('finds its way through alternatives', async t => {
  t.match(changed({ nested: { limit: 1 } }, { nested: { limit: 2 } }), [
    { path: 'nested.limit', effect: 'weakened' },
  ])
})

t.test('tells of what nobody has described that it changed, and of what came and went', async t => {
  t.strictSame(changed({ free: [1] }, { free: [2], odd: true }), [
    { path: 'free', before: [1], after: [2], effect: 'changed' },
    { path: 'odd', before: null, after: true, effect: 'changed' },
  ])
  t.strictSame(changed({ limit: 1 }, {}), [
    { path: 'limit', before: 1, after: null, effect: 'changed' },
  ])
  t.strictSame(changed(JSON.parse('{"__proto__":1}'), {}), [
    { path: '__proto__', before: 1, after: null, effect: 'changed' },
  ])
})

t.test(
  'there and back: what one way weakens, the other tightens, and no change is missed',
  async t => {
    const opposite = { weakened: 'tightened', tightened: 'weakened', changed: 'changed' } as const
    const gates = fc.uniqueArray(
      fc.record({ gate: fc.constantFrom('a', 'b', 'c'), most: fc.nat(3) }),
      { selector: one => one.gate },
    )
    const settings = fc.record({
      ...{ limit: fc.nat(3), floor: fc.nat(3), mode: fc.constantFrom('deny', 'warn', 'watch') },
      ...{ gates, free: fc.jsonValue({ maxDepth: 2 }) },
    })
    fc.assert(
      fc.property(settings, settings, (one, other) => {
        const there = changed(one, other)
        const back = changed(other, one)
        t.equal(there.length, back.length)
        for (const [index, { path, effect }] of there.entries()) {
          t.equal(back[index]?.path, path)
          t.equal(back[index]?.effect, opposite[effect])
        }
        const same =
          [one.limit, one.floor, one.mode].join() === [other.limit, other.floor, other.mode].join()
        if (!same) t.not(there.length, 0)
      }),
      { numRuns: 100 },
    )
  },
)

t.test('what stands in the place of something else is compared with that', t => {
  const limits = Joi.object({ most: Joi.number().meta({ weaker: 'higher' }) })
  const rules = Joi.object({
    limits,
    limitsOf: Joi.object().pattern(Joi.string(), limits).meta({ eachOver: 'limits' }),
    measures: Joi.object()
      .pattern(Joi.string(), limits)
      .meta({ over: { load: { most: 4 } } }),
  })
  const one = (before: object, after: object) =>
    compareRules(rules, { limits: { most: 10 }, ...before }, { limits: { most: 10 }, ...after })
  t.strictSame(one({ limitsOf: {} }, { limitsOf: { a: { most: 20 } } }), [
    { path: 'limitsOf.a.most', before: 10, after: 20, effect: 'weakened' },
  ])
  t.match(one({ limitsOf: { a: { most: 20 } } }, { limitsOf: {} }), [{ effect: 'tightened' }])
  t.match(one({ limitsOf: { a: { most: 5 } } }, { limitsOf: { a: {} } }), [
    { path: 'limitsOf.a.most', before: 5, after: 10, effect: 'weakened' },
  ])
  t.strictSame(one({ limitsOf: {} }, { limitsOf: { a: { most: 10 } } }), [], 'it says the same')
  const loosened = one({ limitsOf: { a: {} } }, { limits: { most: 30 }, limitsOf: { a: {} } })
  t.match(loosened, [{ path: 'limits.most' }], 'told once')
  t.equal(loosened.length, 1)
  t.match(one({ measures: {} }, { measures: { load: { most: 8 } } }), [
    { path: 'measures.load.most', before: 4, after: 8, effect: 'weakened' },
  ])
  t.match(one({ measures: {} }, { measures: { other: { most: 8 } } }), [{ effect: 'changed' }])
  t.end()
})

t.test('limits of one mount, and those of a guard, are compared with what they replace', t => {
  const valid = (schema: Joi.ObjectSchema, config: object) => Joi.attempt(config, schema)
  const changes = (schema: Joi.ObjectSchema, after: object) =>
    compareRules(schema, valid(schema, {}), valid(schema, after))
  t.strictSame(changes(diskConfig, { limitsOf: { '/': { critical: { availablePercent: 1 } } } }), [
    ...[{ path: 'limitsOf./.critical.availablePercent', before: 10, after: 1, effect: 'weakened' }],
  ])
  const measures = { used: { title: 'Used', unit: 'percent', above: { critical: 90 } } } as const
  const guard = guardConfig({ every: 60, measures })
  t.match(changes(guard, { limits: { used: { above: { critical: 99 }, enterAfter: 60 } } }), [
    { path: 'limits.used.above.critical', before: 90, after: 99, effect: 'weakened' },
    { path: 'limits.used.enterAfter', before: 0, after: 60, effect: 'weakened' },
  ])
  t.end()
})

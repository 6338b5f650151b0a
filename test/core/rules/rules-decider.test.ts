import fc from 'fast-check'
import Joi from 'joi'
import t from 'tap'
import { describeRules, type DescribedRules } from '../../../core/rules/describe-rules.ts'
import {
  judgeName,
  rulesDecider,
  rulesOf,
  type RulesState,
  type TellRules,
} from '../../../core/rules/rules-decider.ts'
import { type RulesChanged, rulesChanged } from '../../../core/rules/rules-events.ts'
import { emptyList } from '../../support/empty-list.ts'

const code = { version: '1.0.0', digest: 'a'.repeat(64) }
const schema = Joi.object({ limit: Joi.number().meta({ weaker: 'higher' }) })

function rules(limit: number, more: { readonly code?: typeof code } = {}): DescribedRules {
  return describeRules({
    ...{ plugin: 'disk', schema, config: { limit }, given: { limit }, gates: ['disk'] },
    ...{ locate: () => 'decklog.yml:3', code, decklog: code, ...more },
  })
}

/** What several machines record, one after the other. */
function tell(...told: readonly (readonly [string, DescribedRules, Pick<TellRules, 'again'>?])[]) {
  let state: RulesState = rulesDecider.initial
  const events: RulesChanged[] = []
  for (const [machine, described, how] of told) {
    const command = { machine, described: [described], ...how }
    for (const event of rulesDecider.decide(command, state)) {
      events.push(event)
      const at = new Date(0)
      state = rulesDecider.evolve(state, {
        ...event,
        ...{ id: '', stream: '', revision: 0n, position: 0n, metadata: {} },
        ...{ receivedAt: at, recordedAt: at },
      })
    }
  }
  return { state, events, data: events.map(one => one.data) }
}

t.test('rules that are in force are recorded once, also by others and after a restart', async t => {
  const { data } = tell(['a', rules(1)], ['b', rules(1)], ['a', rules(1)], ['c', rules(1)])
  t.match(data, [
    { plugin: 'disk', machine: 'a', previousDigest: null, changes: emptyList, others: emptyList },
  ])
})

t.test('a change says what was weakened, where it was set, and what it was before', async t => {
  const { data } = tell(['a', rules(1)], ['a', rules(2)])
  t.match(data[1], {
    previousDigest: data[0]?.digest,
    changes: [{ path: 'limit', before: 1, after: 2, effect: 'weakened', from: 'decklog.yml:3' }],
    codeChanged: 'no',
    moreChanges: 0,
  })
})

t.test('other code is other rules, whatever the settings', async t => {
  const other = { version: '1.0.0', digest: 'b'.repeat(64) }
  const { data } = tell(['a', rules(1)], ['a', rules(1, { code: other })])
  t.match(data[1], { changes: emptyList, codeChanged: 'plugin' })
  t.equal(data[0]?.settingsDigest, data[1]?.settingsDigest)
  t.not(data[0]?.digest, data[1]?.digest)
})

t.test('a change that machines make one after the other is one fact', async t => {
  const { data } = tell(
    ...([
      ['a', rules(1)],
      ['b', rules(1)],
      ['b', rules(2)],
      ['a', rules(2)],
    ] as const),
    ...([
      ['a', rules(3)],
      ['b', rules(3)],
    ] as const),
  )
  t.strictSame(
    data.map(({ rules: of }) => of.settings['limit']),
    [1, 2, 3],
  )
})

t.test('a machine that judges by others is recorded for itself, once, and told', async t => {
  const told = [
    ['a', rules(1)],
    ['a', rules(2)],
    ['b', rules(1)],
  ] as const
  const again = [
    ['a', rules(2)],
    ['b', rules(1)],
    ['a', rules(2)],
  ] as const
  const { data, state } = tell(...told, ...again)
  t.equal(data.length, 3)
  t.match(data[2], { machine: 'b', others: [{ machine: 'a', digest: rules(2).digest }] })
  t.equal(rulesOf(state['disk'], 'a'), rules(2).digest)
  t.equal(rulesOf(state['disk'], 'b'), rules(1).digest)
  const mended = tell(...told, ['b', rules(2)])
  t.strictSame(mended.state['disk']?.own, {}, 'all judge by the same again')
  t.match(mended.data[3], { machine: 'b', others: emptyList })
})

const weakened = ({ changes }: RulesChanged['data']) =>
  changes.filter(({ effect }) => effect === 'weakened').map(({ before, after }) => [before, after])

t.test('what a machine changes is compared with its own rules, not with those told last', t => {
  const apart = [
    ['a', rules(1)],
    ['a', rules(5)],
    ['b', rules(1)],
  ] as const
  const { data } = tell(...apart, ['a', rules(6)], ['b', rules(2)], ['a', rules(4)])
  t.strictSame(data.slice(3).map(weakened), [[[5, 6]], [[1, 2]], []])
  t.match(data[3], { previousDigest: rules(5).digest, others: [{ machine: 'b' }] })
  t.match(data[5], { changes: [{ before: 6, after: 4, effect: 'tightened' }] })
  t.end()
})

t.test('a machine that has told nothing of its own is compared with what was told last', t => {
  const apart = [
    ['a', rules(1)],
    ['a', rules(5)],
    ['b', rules(1)],
  ] as const
  const { data } = tell(...apart, ['c', rules(2)])
  t.strictSame(data.slice(3).map(weakened), [[[1, 2]]], 'for the worse')
  t.end()
})

t.test('processes of one name with other rules do not answer each other for ever', t => {
  const again = { again: 'again' } as const
  const { data, state } = tell(['a', rules(1)], ['a', rules(2)], ['a', rules(1), again])
  t.equal(data.length, 2, 'what another of its name has told since stays')
  t.equal(rulesOf(state['disk'], 'a'), rules(2).digest)
  const lagging = tell(['a', rules(1)], ['a', rules(2)], ['b', rules(1), again])
  t.match(lagging.data[2], { machine: 'b' }, 'another machine that is behind is seen')
  t.end()
})

t.test('a process that has not every role is told apart from others of its machine', t => {
  t.equal(judgeName('web-1', ['guards', 'projector', 'api']), 'web-1')
  t.equal(judgeName('web-1', ['guards', 'api']), 'web-1 (api, guards)')
  t.end()
})

t.test('machines of which nothing is left but their names do not add up', t => {
  const many = Array.from({ length: 300 }, (_, at) => [`m${at}`, rules(at)] as const)
  const { state } = tell(['a', rules(-1)], ['a', rules(-2)], ['b', rules(-1)], ...many)
  const { own, ownRules } = state['disk'] ?? {}
  t.equal(Object.keys(own ?? {}).length, 100)
  t.strictSame(Object.keys(ownRules ?? {}).sort(), Object.values(own ?? {}).sort())
  t.equal(Object.keys(own ?? {}).at(-1), 'm299', 'the last that told are kept')
  t.end()
})

t.test('names only as many changes as there is room for, and counts the others', async t => {
  const wide = Joi.object().unknown()
  const many = (value: number) =>
    describeRules({
      ...{ plugin: 'disk', schema: wide, gates: [], given: {}, locate: () => 'default', code },
      config: Object.fromEntries(Array.from({ length: 500 }, (_, key) => [`key${key}`, value])),
      decklog: code,
    })
  const { data } = tell(['a', many(1)], ['a', many(2)])
  t.equal((data[1]?.changes.length ?? 0) + (data[1]?.moreChanges ?? 0), 500)
  t.equal(data[1]?.changes.length, 200)
})

t.test('what was weakened is named however much else changed, and however long it is', t => {
  const wide = Joi.object({
    zone: Joi.number().meta({ weaker: 'higher' }),
    waived: Joi.object().unknown().meta({ weaker: 'more' }),
  }).unknown()
  const many = (zone: number, waived: object) =>
    describeRules({
      ...{ plugin: 'disk', schema: wide, gates: [], given: {}, locate: () => 'default', code },
      config: {
        ...Object.fromEntries(
          Array.from({ length: 500 }, (_, at) => [`key${at}`, `${zone} ${at}`]),
        ),
        ...{ zone, waived },
      },
      decklog: code,
    })
  const long = { rule: 'own-tag', reason: 'x'.repeat(70_000) }
  const { data } = tell(['a', many(1, {})], ['a', many(2, { long })])
  const weakened = data[1]?.changes.filter(({ effect }) => effect === 'weakened') ?? []
  t.strictSame(
    weakened.map(({ path }) => path),
    ['waived.long', 'zone'],
  )
  t.match(weakened[0]?.after, /^70030 bytes/)
  t.equal((data[1]?.changes.length ?? 0) + (data[1]?.moreChanges ?? 0), 502)
  const paths = data[1]?.changes.map(({ path }) => path) ?? []
  t.strictSame(paths, paths.toSorted(), 'in the order of their paths')
  t.end()
})

t.test(
  'a waiver is recorded however long its reason is, and so is a setting with a long name',
  t => {
    const schema = Joi.object({ waivers: Joi.array().meta({ weaker: 'more' }) }).unknown()
    const name = 'n'.repeat(900)
    const waived = (waivers: readonly object[]) =>
      describeRules({
        ...{ plugin: 'release', schema, gates: [], locate: () => '/'.repeat(900), code },
        ...{ config: { waivers, [name]: 1 }, given: { waivers, [name]: 1 }, decklog: code },
      })
    const why = 'It must be so. '.repeat(60)
    const { data } = tell(['a', waived([])], ['a', waived([{ rule: 'own-tag', why }])])
    t.match(data[1]?.changes, [{ effect: 'weakened', after: { rule: 'own-tag', why } }])
    for (const one of data)
      t.equal(rulesChanged.spec.data.validate(one, { convert: false }).error, undefined)
    t.end()
  },
)

t.test(
  'however machines change, each is known by the rules that it told last, and repeats nothing',
  async t => {
    const step = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(2))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), steps => {
        const told = steps.map(([machine, limit]) => [machine, rules(limit)] as const)
        const { state, events } = tell(...told)
        const last = told.at(-1)
        if (last) t.equal(rulesOf(state['disk'], last[0]), last[1].digest)
        t.ok(events.length <= steps.length)
        const twice = told.flatMap(one => [one, one])
        t.equal(tell(...twice).events.length, events.length)
      }),
      { numRuns: 200 },
    )
  },
)

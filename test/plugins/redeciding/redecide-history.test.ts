import t from 'tap'
import { digestOf } from '../../../core/digest.ts'
import type { Ledger, StoredEvent } from '../../../core/ledger/ledger.ts'
import { createHost } from '../../../core/loading/host.ts'
import {
  redecide,
  type Difference,
  type Tally,
} from '../../../core/auditing/redeciding/redecide.ts'
import { readRules } from '../../../core/rules/rules-history.ts'
import type { Rules } from '../../../core/rules/rules-events.ts'
import { redecideDisks } from '../../../plugins/disk/judging/redecide-disks.ts'
import { redecideRuns } from '../../../plugins/gsd/redeciding/redeciding.ts'
import { redecideImages } from '../../../plugins/release/policy/gating/redecide-images.ts'
import { redecideVerifications } from '../../../plugins/rollout/redecide-verifications.ts'
import { rounds } from '../../support/rounds.ts'
import { createRandomHistory, schemas, type RandomHistory } from './random-history.ts'

const decisions = rounds(300, 10_000)
const history = createRandomHistory(20_260_101)
await history.happen(Math.ceil(decisions * 1.5))
const events: StoredEvent[] = []
for await (const event of history.ledger.readAll()) events.push(event)

type Change = (event: StoredEvent) => StoredEvent

/** A ledger in which events are not what they were. */
function altered({ ledger }: RandomHistory, change: Change): Ledger {
  return {
    ...ledger,
    async *read(stream, options) {
      for await (const event of ledger.read(stream, options)) yield change(event)
    },
    async *subscribe(options) {
      for await (const batch of ledger.subscribe(options))
        yield { ...batch, events: batch.events.map(change) }
    },
  }
}

async function judgeAgain(change: Change = event => event) {
  const ledger = altered(history, change)
  const { catalog, rules } = history
  const services = { ...history.services(), ledger }
  const read = { read: createHost(services, 'core', {}).read } as never
  const { recorded } = await readRules(read)
  const plugins = [
    { name: 'disk', config: schemas.disk, redeciding: redecideDisks(read) },
    { name: 'gsd', config: schemas.gsd, redeciding: redecideRuns(read) },
    { name: 'release', config: schemas.release, redeciding: redecideImages(read) },
    { name: 'rollout', config: schemas.rollout, redeciding: redecideVerifications() },
  ]
  const { signal } = new AbortController()
  const judging = redecide(
    { ledger, catalog, plugins, rules: rules.all(), recorded },
    { after: 'start', until: await ledger.head(), signal, report: () => undefined },
  )
  const found: Difference[] = []
  for (;;) {
    const { done, value } = await judging.next()
    if (done) return { tally: value satisfies Tally, found }
    found.push(value)
  }
}

/** The same ledger with other data in one event. */
const withData =
  (id: string, change: (data: object) => object): Change =>
  event =>
    event.id === id ? { ...event, data: change(structuredClone(Object(event.data))) } : event

const otherLevel = (data: object): object => ({
  ...data,
  to: Reflect.get(data, 'to') === 'warning' ? 'critical' : 'warning',
})

const ofType = (type: string) => events.filter(event => event.type === type)

/** The ledger of somebody whose rules were others all along: recorded, digested and cited so. */
function underOther(plugin: string, change: (settings: Rules['settings']) => object): Change {
  const digests = new Map<string, string>()
  const rulesOf = (data: { readonly rules: Rules }): Rules => ({
    ...data.rules,
    settings: { ...change(structuredClone(data.rules.settings)) },
  })
  for (const { data } of ofType('core.RulesChanged')) {
    const recorded = data as {
      readonly plugin: string
      readonly digest: string
      readonly rules: Rules
    }
    if (recorded.plugin === plugin) digests.set(recorded.digest, digestOf(rulesOf(recorded)))
  }
  const cite = (text: string): string =>
    text.replaceAll(/[0-9a-f]{64}/g, digest => digests.get(digest) ?? digest)
  return event => {
    const metadata = JSON.parse(cite(JSON.stringify(event.metadata)))
    if (event.type === 'gsd.GatesJudged')
      return { ...event, metadata, data: JSON.parse(cite(JSON.stringify(event.data))) }
    const data = event.data as { readonly plugin: string; readonly rules: Rules }
    if (event.type !== 'core.RulesChanged' || data.plugin !== plugin) return { ...event, metadata }
    const rules = rulesOf(data)
    return { ...event, metadata, data: { ...data, rules, digest: digestOf(rules) } }
  }
}

t.test(`${decisions} things that happened by chance are decided the same again`, async t => {
  const { tally, found } = await judgeAgain()
  t.strictSame(found.slice(0, 3), [])
  t.match(tally, { different: 0, uncited: 0, gone: 0, unfounded: 0, equal: tally.decisions })
  t.ok(tally.decisions >= decisions, `${tally.decisions} decisions`)
  const types = new Set(events.map(({ type }) => type))
  for (const type of [
    ...['disk.PressureChanged', 'gsd.GatesJudged', 'gsd.GateDecided', 'gsd.StageEntered'],
    ...['gsd.ApprovalGiven', 'gsd.GateBypassed', 'gsd.RulesWeakened', 'core.RulesChanged'],
    ...['rollout.VerificationFinished', 'release.Registered'],
  ])
    t.ok(types.has(type), `${type} is among them`)
})

t.test('one event that was altered is named', async t => {
  const cases: readonly (readonly [string, (data: object) => object, Difference['why']])[] = [
    [
      'disk.Sampled',
      data => {
        const { limits } = data as { limits: { critical: { availableBytes: number } } }
        limits.critical.availableBytes += 1
        return data
      },
      'other_rules',
    ],
    ['disk.Sampled', data => ({ ...data, observedSeverity: 'emergency' }), 'other_facts'],
    ['disk.PressureChanged', otherLevel, 'other_facts'],
    [
      'gsd.GatesJudged',
      data => {
        const { facts } = data as { facts: { replies: object[] } }
        return { ...data, facts: { ...facts, replies: facts.replies.slice(1) } }
      },
      'other_rules',
    ],
    ['gsd.GateDecided', data => ({ ...data, recordDigest: '0'.repeat(64) }), 'other_facts'],
    ['gsd.ApprovalGiven', data => ({ ...data, subjectDigest: '0'.repeat(64) }), 'other_facts'],
    ['gsd.StageEntered', data => ({ ...data, attempt: 99 }), 'other_facts'],
    [
      'rollout.VerificationFinished',
      data => ({
        ...data,
        verdict: Reflect.get(data, 'verdict') === 'passed' ? 'failed' : 'passed',
      }),
      'other_facts',
    ],
    ['release.Registered', data => ({ ...data, releaseId: '0'.repeat(64) }), 'other_facts'],
  ]
  // Not the last, which the one after it may rest on.
  const chosen = cases.map(([type], index) => ofType(type).at(-2 - index)?.id ?? '')
  const { found } = await judgeAgain(event => {
    const index = chosen.indexOf(event.id)
    const change = cases[index]?.[1]
    return change ? withData(event.id, change)(event) : event
  })
  for (const [index, [type, , why]] of cases.entries()) {
    const named = found.find(({ event }) => event.id === chosen[index])
    t.equal(named?.why, why, `${type}: ${why}`)
  }
})

t.test('decisions are named whose rules are no longer what they cite', async t => {
  const one = ofType('core.RulesChanged').findLast(
    event => Reflect.get(Object(event.data), 'plugin') === 'disk',
  )
  const digest = String(Reflect.get(Object(one?.data), 'digest'))
  const citing = events.filter(({ metadata }) => metadata['rules'] === digest)
  const { found } = await judgeAgain(
    withData(one?.id ?? '', data => {
      const { rules } = data as { rules: { settings: { limits: { leaveAfter: number } } } }
      rules.settings.limits.leaveAfter += 1
      return data
    }),
  )
  const judged = citing.filter(({ type }) => /Sampled|PressureChanged/.test(type))
  t.ok(judged.length > 0)
  for (const { id } of judged)
    t.match(
      found.find(({ event }) => event.id === id),
      { why: 'other_rules' },
    )
  const bare = ofType('disk.Sampled').at(-1)?.id ?? ''
  const cited = await judgeAgain(event => (event.id === bare ? { ...event, metadata: {} } : event))
  t.match(cited.found, [{ event: { id: bare }, why: 'other_rules' }])
})

t.test('one altered limit names every sample that it judged', async t => {
  const change = underOther('disk', settings => {
    const { limits } = settings as { limits: { critical: { enterAfter: number } } }
    return { ...settings, limits: { ...limits, critical: { ...limits.critical, enterAfter: 61 } } }
  })
  const { found } = await judgeAgain(change)
  const named = new Set(found.map(({ event }) => event.id))
  t.strictSame(
    ofType('disk.Sampled').filter(({ id }) => !named.has(id)),
    [],
  )
  const ofDisks = found.filter(({ event }) => event.type.startsWith('disk.'))
  t.ok(ofDisks.every(({ why }) => why === 'other_rules'))
})

t.test('one altered waiver names every answer that rested on it', async t => {
  const waived = ofType('gsd.GatesJudged').filter(({ data }) =>
    JSON.stringify(data).includes('Waived by ada'),
  )
  t.ok(waived.length > 0)
  const without = underOther('release', settings => ({
    policy: { ...Object(settings['policy']), waivers: [] },
  }))
  const { found } = await judgeAgain(without)
  const named = new Map(found.map(one => [one.event.id, one]))
  for (const { id } of waived)
    t.match(named.get(id), { why: 'other_rules', differs: [{ what: 'the answer of gate images' }] })
})

interface Judged {
  readonly facts: {
    readonly replies: readonly {
      readonly gate: string
      readonly answer: { facts?: Record<string, unknown> } | null
    }[]
  }
}

/** The decisions of gates in which this one has said what it judged. */
const judgedBy = (gate: string) =>
  ofType('gsd.GatesJudged').filter(({ data }) =>
    (data as Judged).facts.replies.some(one => one.gate === gate && one.answer?.facts),
  )

/** A decision of gates in which one of them has judged something else. */
const otherFacts =
  (gate: string, change: (facts: Record<string, unknown>) => object) =>
  (data: object): object => {
    for (const reply of (data as Judged).facts.replies)
      if (reply.gate === gate && reply.answer?.facts)
        reply.answer.facts = { ...change(reply.answer.facts) }
    return data
  }

t.test('an answer is named whose facts are not what it was made from', async t => {
  const cases = [
    ['disk', facts => ({ ...facts, question: { path: '/elsewhere' } }), 'what it was asked'],
    ['disk', facts => ({ ...facts, found: [] }), 'gate disk'],
    ['verification', facts => ({ ...facts, newest: null }), 'gate verification'],
    [
      'verification',
      facts => ({ ...facts, settings: { ...Object(facts['settings']), gateWithin: 1 } }),
      'what it judges by',
    ],
  ] as const satisfies readonly (readonly [
    string,
    (facts: Record<string, unknown>) => object,
    string,
  ])[]
  for (const [gate, change, what] of cases) {
    const told = judgedBy(gate).findLast(({ data }) => JSON.stringify(data).includes('"watched"'))
    const id = (gate === 'disk' ? told : notMissing())?.id ?? ''
    const { found } = await judgeAgain(withData(id, otherFacts(gate, change)))
    const named = found.find(({ event }) => event.id === id)
    t.ok(
      named?.differs.some(one => one.what.includes(what)),
      `${gate}: ${what}`,
    )
  }

  function notMissing() {
    return judgedBy('verification').findLast(({ data }) =>
      JSON.stringify(data).includes('"finished_at"'),
    )
  }
})

t.test('one altered limit of a gate names every answer that it judged', async t => {
  const asked = judgedBy('verification')
  t.ok(asked.length > 0)
  const { found } = await judgeAgain(
    underOther('rollout', settings => ({ ...settings, gateWithin: 61 })),
  )
  const named = new Map(found.map(one => [one.event.id, one.why]))
  for (const { id } of asked) t.equal(named.get(id), 'other_rules')
})

t.test('an answer without facts is told as such, neither equal nor different', async t => {
  const asked = judgedBy('disk')
  const ids = new Set(asked.map(({ id }) => id))
  const digests = new Set<string>()
  const { tally, found } = await judgeAgain(event => {
    if (!ids.has(event.id)) return event
    return withData(event.id, data => {
      for (const reply of (data as Judged).facts.replies)
        if (reply.gate === 'disk' && reply.answer) delete reply.answer.facts
      return data
    })(event)
  })
  for (const { event } of found) digests.add(event.type)
  t.equal(tally.unfounded, asked.length)
  t.strictSame([...digests], ['gsd.GateDecided'], 'what cites another record is named')
})

t.test('one altered gate map names every decision of that step', async t => {
  const asked = ofType('gsd.GatesJudged').filter(({ data }) => {
    return Reflect.get(Object(Reflect.get(Object(data), 'facts')), 'step') === 'rollout'
  })
  t.ok(asked.length > 0)
  const gates = [{ gate: 'never', about: [], alsoAbout: [], question: {} }]
  const change = underOther('gsd', settings => ({
    ...settings,
    gates: { ...Object(settings['gates']), rollout: gates },
  }))
  const { found } = await judgeAgain(change)
  const named = new Set(found.map(({ event }) => event.id))
  t.strictSame(
    asked.filter(({ id }) => !named.has(id)),
    [],
  )
})

t.test('a decision that other code comes out with differently is told so', async t => {
  const id = ofType('disk.PressureChanged').at(-1)?.id ?? ''
  const { rules } = history
  const current = rules.all()
  const newer = current.map(one => ({
    ...one,
    rules: { ...one.rules, code: { version: '2', digest: '' } },
  }))
  rules.replace(newer)
  const { found } = await judgeAgain(withData(id, otherLevel))
  rules.replace(current)
  t.match(
    found.find(({ event }) => event.id === id),
    { why: 'other_code' },
  )
})

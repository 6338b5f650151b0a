import Joi from 'joi'
import t from 'tap'
import type { Gate, GateFinding, GateReason } from '../../../core/gate.ts'
import { createGateKeeper, type GateKeeper } from '../../../core/gates/gate-keeper.ts'
import { gateRoutes } from '../../../core/gates/gate-routes.ts'
import type { Call } from '../../../core/http/route.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createMemoryModes } from './memory-modes.ts'
import { silentLog } from '../../support/silent-log.ts'
import { thrownThings } from '../../support/thrown-things.ts'

const clock = createFakeClock()

function create(name: string, answer: Gate['answer']): GateKeeper {
  const keeper = createGateKeeper({ clock, log: silentLog })
  const question = Joi.object({ path: Joi.string().default('/').description('A path.') })
  keeper.offer('test', [{ name, summary: 'May it happen?', question, answer }])
  return keeper
}

const reason = (decision: 'warn' | 'deny'): GateReason => ({
  decision,
  code: `disk_${decision}`,
  text: 'Because.',
  eventIds: ['e1'],
})
const finding = (...decisions: ('warn' | 'deny')[]): GateFinding => ({
  reasons: decisions.map(reason),
  position: 7n,
})
const unanswered = {
  decision: 'deny',
  reasons: [{ gate: 'disk', decision: 'deny', code: 'gate_unanswered', eventIds: [] }],
  position: null,
}

t.test('keeps what a gate has judged, as plain JSON', async t => {
  const facts = { at: new Date(0), level: 7, nothing: undefined }
  const { decision, facts: kept } = await create('disk', async () => ({
    ...finding('warn'),
    facts,
  })).ask('disk', {})
  t.equal(decision, 'warn')
  t.strictSame(kept, { at: '1970-01-01T00:00:00.000Z', level: 7 })
})

t.test('answers without the facts that no store keeps', async t => {
  let deep: object = {}
  for (let level = 0; level < 20; level += 1) deep = { deep }
  const bad = [
    { text: 'x'.repeat(64 * 1_024) },
    { text: 'a\0b' },
    { text: '\ud800' },
    { big: 1n },
    deep,
    JSON.parse('{"__proto__": 1}') as object,
    { ['n'.repeat(2_000)]: 1 },
  ]
  for (const facts of bad) {
    const found = async (): Promise<GateFinding> => ({ ...finding('warn'), facts })
    const answer = await create('disk', found).ask('disk', {})
    t.equal(answer.decision, 'warn')
    t.notOk('facts' in answer)
  }
})

t.test('decides by the worst of the reasons', async t => {
  const cases = [
    [finding(), 'allow'],
    [finding('warn'), 'warn'],
    [finding('warn', 'deny', 'warn'), 'deny'],
  ] as const
  for (const [found, decision] of cases) {
    const keeper = create('disk', async () => found)
    const answer = await keeper.ask('disk', {})
    t.equal(answer.decision, decision)
    t.equal(answer.position, 7n)
    t.ok(answer.reasons.every(one => one.gate === 'disk'))
  }
})

t.test('denies by name when an answer is not of the contract', async t => {
  const good = reason('warn')
  const cyclic: { reasons: unknown[] } = { reasons: [] }
  cyclic.reasons.push(cyclic)
  let reads = 0
  const twoFaced = {
    get reasons() {
      reads += 1
      return reads === 1 ? [reason('deny')] : []
    },
    position: 7n,
  }
  const others: readonly unknown[] = [
    ...[undefined, null, true, 'allow', 0, [], {}, { decision: 'allow' }, cyclic, new Map()],
    ...[{ reasons: [], position: 7 }, { reasons: [], position: null }, { reasons: [] }],
    ...[
      { reasons: {}, position: 7n },
      { reasons: [], position: 7n, decision: 'deny' },
    ],
    ...[
      { reasons: [null], position: 7n },
      { reasons: ['deny'], position: 7n },
    ],
    ...['denied', 'Deny', 'allow', '', undefined, 1, ['deny']].map(decision => ({
      ...{ reasons: [{ ...good, decision }], position: 7n },
    })),
    ...[{ code: 1 }, { code: '' }, { text: '' }, { text: undefined }, { eventIds: 'e1' }].map(
      wrong => ({ reasons: [{ ...good, ...wrong }], position: 7n }),
    ),
    new Proxy({}, { get: () => [] }),
  ]
  for (const [index, found] of others.entries()) {
    const keeper = create('disk', async () => found as GateFinding)
    const answer = await keeper.ask('disk', {})
    t.match(answer, unanswered, `answer ${index}`)
    t.match(answer.reasons[0]?.text, /disk/)
  }
  const { decision } = await create('disk', async () => twoFaced).ask('disk', {})
  t.equal(decision, 'deny', 'what was checked is what counts')
})

t.test('repeats nothing of a question that is not valid', async t => {
  const secret = 'do-not-tell-anybody'
  const keeper = create('disk', async () => finding())
  for (const question of [{ path: [secret] }, { path: { secret } }, { other: secret }]) {
    const error = await keeper.ask('disk', question).catch((refused: unknown) => refused)
    t.match(error, { code: 'DECKLOG_VALIDATION' })
    t.notOk(JSON.stringify(error).includes(secret))
  }
})

t.test('hands a gate the question with its defaults', async t => {
  let asked: object = {}
  const keeper = create('disk', async question => {
    asked = question
    return finding()
  })
  await keeper.ask('disk', {})
  t.strictSame(asked, { path: '/' })
})

t.test('refuses an unknown gate and a question that is not valid', async t => {
  const keeper = create('disk', async () => finding())
  await t.rejects(keeper.ask('moon', {}), { code: 'DECKLOG_GATE_UNKNOWN' })
  const fields = [{ field: 'colour' }]
  await t.rejects(keeper.ask('disk', { colour: 1 }), { code: 'DECKLOG_VALIDATION', fields })
})

t.test('denies when a gate throws', async t => {
  const rejects = create('disk', () => Promise.reject(new Error('no rows')))
  t.match(await rejects.ask('disk', {}), unanswered)
  const throws = create('disk', () => {
    throw new Error('at once')
  })
  t.match(await throws.ask('disk', {}), unanswered)
})

t.test('denies after two seconds, and tells the gate to stop', async t => {
  let stopped = false
  const keeper = create('disk', (_question, signal) => {
    signal.addEventListener('abort', () => (stopped = true))
    return new Promise(() => {})
  })
  const answer = keeper.ask('disk', {})
  await clock.advance(1_999)
  t.notOk(stopped)
  await clock.advance(1)
  t.match(await answer, unanswered)
  t.ok(stopped)
})

t.test('denies when the caller goes away', async t => {
  const keeper = create('disk', () => new Promise(() => {}))
  const caller = new AbortController()
  const answer = keeper.ask('disk', {}, caller.signal)
  caller.abort(new Error('gone'))
  t.match(await answer, unanswered)
})

t.test('takes each name once', async t => {
  const keeper = create('disk', async () => finding())
  const [gate] = keeper.list()
  if (!gate) throw new Error('no gate')
  t.throws(() => keeper.offer('other', [gate]), { code: 'DECKLOG_PLUGIN_INVALID' })
  const unnamed = { ...gate, name: 'Two Words' }
  t.throws(() => keeper.offer('other', [unnamed]), { code: 'DECKLOG_PLUGIN_INVALID' })
})

t.test('answers over HTTP in snake_case, as its schema says', async t => {
  const keeper = create('disk', async () => finding('warn'))
  const [list, ask] = gateRoutes(keeper, createMemoryModes().modes)
  const call: Call = {
    params: { name: 'disk' },
    query: {},
    payload: {},
    caller: { actor: { kind: 'service', id: 'ci' }, scopes: ['read'], boards: null },
    requestId: 'r1',
    apiUrl: 'http://127.0.0.1:8100',
    signal: new AbortController().signal,
  }
  const answer = await ask?.handle(call)
  t.match(answer?.body, {
    decision: 'warn',
    reasons: [{ gate: 'disk', decision: 'warn', code: 'disk_warn', event_ids: ['e1'] }],
    position: 7n,
  })
  const sent = { ...Object(answer?.body), position: '7' }
  t.equal(ask?.response.validate(sent).error, undefined)
  const listed = await list?.handle(call)
  t.equal(list?.response.validate(listed?.body).error, undefined)
  t.match(listed?.body, {
    gates: [{ name: 'disk', question: { properties: { path: { description: 'A path.' } } } }],
  })
})

for (const [name, thrown] of thrownThings)
  t.test(`a gate that throws ${name} denies`, async t => {
    const keeper = create('disk', async () => {
      throw thrown()
    })
    t.match(await keeper.ask('disk', {}), unanswered)
  })

const odd = { decision: 'deny', code: 'full', text: 'Because.', eventIds: ['e1'] }
for (const answer of [
  undefined,
  null,
  'allow',
  {},
  { reasons: 'none', position: 7n },
  { reasons: [] },
  { reasons: [], position: '7' },
  { reasons: [null], position: 7n },
  { reasons: [{ ...odd, decision: 'allow' }], position: 7n },
  { reasons: [{ ...odd, decision: 'stop' }], position: 7n },
  { reasons: [{ ...odd, text: '' }], position: 7n },
  { reasons: [{ ...odd, eventIds: undefined }], position: 7n },
])
  t.test(`an answer that is not understood is no yes: ${shown(answer)}`, async t => {
    const keeper = create('disk', async () => answer as never)
    t.match(await keeper.ask('disk', {}), unanswered)
  })

function shown(answer: unknown): string {
  return String(JSON.stringify(answer, (_key, value) => (typeof value === 'bigint' ? 7 : value)))
}

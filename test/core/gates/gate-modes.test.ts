import Joi from 'joi'
import t from 'tap'
import type { Gate, GateFinding } from '../../../core/gate.ts'
import { createGateKeeper, type GateKeeper } from '../../../core/gates/gate-keeper.ts'
import { emptyList } from '../../support/empty-list.ts'
import { silentLog } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'
import { createMemoryModes, type MemoryModes } from './memory-modes.ts'

const denies: GateFinding = {
  reasons: [{ decision: 'deny', code: 'tank_critical', text: 'It is low.', eventIds: ['e1'] }],
  position: 7n,
}
const allows: GateFinding = { reasons: [], position: 8n }
const origin = { actor: { kind: 'person', id: 'ada' } } as const

interface Ground extends MemoryModes {
  readonly memory: MemoryModes
  readonly keeper: GateKeeper
  readonly gate: Gate
  found: GateFinding
}

function createGround(more: Partial<Gate> = {}): Ground {
  const memory = createMemoryModes()
  const question = Joi.object({ subject: Joi.string().description('A tank.') })
  const gate: Gate = {
    ...{ name: 'tank', summary: 'Is there enough?', question },
    answer: async () => ground.found,
    ...more,
  }
  const keeper = createGateKeeper({ clock: memory.clock, log: silentLog, modes: memory.modes })
  keeper.offer('tank', [gate])
  const ground: Ground = { ...memory, memory, keeper, gate, found: denies }
  return ground
}

t.test('a new gate is watched: what it finds is told, and stops nothing', async t => {
  const { keeper } = createGround()
  t.match(await keeper.ask('tank', {}), {
    ...{ decision: 'allow', reasons: emptyList, position: 7n },
    withheld: { mode: 'watch', decision: 'deny', reasons: [{ code: 'tank_critical' }] },
  })
})

t.test('a gate that begins in deny is enforced at once', async t => {
  const { keeper, events } = createGround({ mode: 'deny' })
  const answer = await keeper.ask('tank', {})
  t.match(answer, { decision: 'deny', reasons: [{ code: 'tank_critical' }] })
  t.equal(answer.withheld, undefined)
  t.strictSame(events, [])
})

t.test('a gate that warns makes warnings of its denies', async t => {
  const { keeper, modes, gate } = createGround()
  await modes.set(gate, { to: 'warn', reason: 'It has been right.', origin })
  t.match(await keeper.ask('tank', {}), {
    ...{ decision: 'warn', reasons: [{ decision: 'warn', code: 'tank_critical' }] },
    withheld: { mode: 'warn', decision: 'deny' },
  })
})

t.test('a gate that is watched and fails denies nothing', async t => {
  const { keeper } = createGround({ answer: () => Promise.reject(new Error('broken')) })
  t.match(await keeper.ask('tank', {}), {
    ...{
      decision: 'allow',
      withheld: { decision: 'deny', reasons: [{ code: 'gate_unanswered' }] },
    },
  })
})

t.test('a promotion is recorded with its reason and who gave it, once', async t => {
  const { modes, gate, events, keeper } = createGround()
  await modes.set(gate, { to: 'deny', reason: 'It was right for a month.', origin })
  await modes.set(gate, { to: 'deny', reason: 'Again.', origin })
  t.match(events, [
    {
      type: 'core.GateModeSet',
      data: { gate: 'tank', from: 'watch', to: 'deny', reason: 'It was right for a month.' },
      metadata: { actor: 'person:ada' },
    },
  ])
  t.equal(events.length, 1)
  t.match(await modes.of(gate), { mode: 'deny', by: 'person:ada' })
  t.match(await keeper.ask('tank', {}), { decision: 'deny' })
})

t.test('what one process sets, another sees within a second', async t => {
  const { modes, gate, another, clock } = createGround()
  const other = another()
  t.match(await other.of(gate), { mode: 'watch' })
  await modes.set(gate, { to: 'deny', reason: 'It is good.', origin })
  await clock.advance(1_001)
  t.match(await other.of(gate), { mode: 'deny' })
})

t.test('records what was withheld when it changes, for each question', async t => {
  const ground = createGround()
  const { keeper, events } = ground
  await keeper.ask('tank', {})
  await keeper.ask('tank', {})
  await keeper.ask('tank', { subject: 'north' })
  ground.found = allows
  await keeper.ask('tank', {})
  await keeper.ask('tank', {})
  t.match(
    events.map(({ data }) => data),
    [
      { found: 'deny', given: 'allow', question: '{}', codes: ['tank_critical'] },
      { found: 'deny', question: '{"subject":"north"}' },
      { found: 'allow', question: '{}', codes: emptyList },
    ],
  )
  t.equal(events.length, 3)
})

t.test('a mode that cannot be read is taken for deny', async t => {
  const { gate, clock, modes } = createGround()
  const broken = { ...modes, of: () => Promise.reject(new Error('the ledger is away')) }
  const keeper = createGateKeeper({ clock, log: silentLog, modes: broken })
  keeper.offer('tank', [gate])
  t.match(await keeper.ask('tank', {}), { decision: 'deny' })
})

t.test('while modes cannot be read, each is as it was seen last', async t => {
  const { keeper, memory, clock, modes, gate } = createGround()
  t.match(await keeper.ask('tank', {}), { decision: 'allow' })
  memory.ledger = 'away'
  await clock.advance(1_001)
  t.match(await keeper.ask('tank', {}), { decision: 'allow' }, 'what is watched stops nothing')
  memory.ledger = 'there'
  await modes.set(gate, { to: 'deny', reason: 'It was right.', origin })
  memory.ledger = 'away'
  t.match(await keeper.ask('tank', {}), { decision: 'deny' }, 'and what was set here is seen')
})

t.test('whoever may ask cannot fill the ledger by asking', async t => {
  const { keeper, events, clock } = createGround()
  for (let index = 0; index < 300; index += 1) await keeper.ask('tank', { subject: `x${index}` })
  t.equal(events.length, 60)
  await clock.advance(60_000)
  await keeper.ask('tank', { subject: 'x299' })
  t.equal(events.length, 61, 'what was left out is recorded when it is found again')
})

t.test('what is found for who sees one board is no change for who sees all', async t => {
  const ground = createGround()
  const { keeper, events } = ground
  const ask = (boards: readonly string[] | null) => keeper.ask('tank', {}, undefined, { boards })
  for (let round = 0; round < 3; round += 1) {
    ground.found = denies
    await ask(null)
    ground.found = allows
    await ask(['a'])
  }
  t.equal(events.length, 1)
})

t.test(
  'an answer waits a quarter of a second for its record at most, which then goes on',
  async t => {
    const { keeper, memory, clock, events } = createGround()
    memory.ledger = 'slow'
    const asking = keeper.ask('tank', {})
    await until('its record is under way', () => memory.waiting() > 0)
    await clock.advance(250)
    t.match(await asking, { decision: 'allow', withheld: { decision: 'deny' } })
    t.equal(events.length, 0)
    memory.catchUp()
    await until('it is recorded', () => events.length > 0)
    t.match(events, [{ type: 'core.GateAnswerWithheld' }])
  },
)

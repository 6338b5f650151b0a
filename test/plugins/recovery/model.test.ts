import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import type { AttemptEvent } from '../../../plugins/recovery/events.ts'
import { recoveryConfig } from '../../../plugins/recovery/config.ts'
import type { Policy } from '../../../plugins/recovery/policy.ts'
import { createChance } from '../redeciding/chance.ts'
import { rounds } from '../../support/rounds.ts'
import { Model } from './model.ts'

const ends = ['Verified', 'Unverified', 'Abandoned', 'Withdrawn']
const word = ({ type }: AttemptEvent): string => type.replace('recovery.', '')

function policiesOf(names: readonly string[], mostAiling: number): readonly Policy[] {
  const policies = names.map(name => ({
    ...{ name, mode: 'auto', after: 0, mostAiling },
    for: { kind: 'thing', states: ['critical'] },
    action: { run: { argv: [name] } },
  }))
  const { value, error } = recoveryConfig([]).validate({ policies })
  if (error) throw error
  return value.policies
}

type Chance = ReturnType<typeof createChance>

// What may happen between two looks, to anybody.
const happenings: readonly ((model: Model, chance: Chance) => unknown)[] = [
  model => model.heal(),
  model => model.heal(),
  model => model.takeUp(),
  model => model.goesWell(),
  model => Promise.all([model.takeUp(), model.takeUp()]),
  (model, { pick }) => model.finish(pick(['something', 'nothing', 'unknown'])),
  (model, { pick }) => Object.assign(pick(model.things), { state: 'critical', since: model.nowMs }),
  (model, { pick }) => Object.assign(pick(model.things), { state: 'ok' }),
  model =>
    model.things.forEach(one => Object.assign(one, { read: one.state, readAt: model.nowMs })),
  // The process is killed between start and finish.
  model => (model.running = []),
  (model, { below }) => (model.nowMs += below(120_000)),
  (model, { below }) => (model.nowMs += below(600_000)),
  // The clock is set, forwards or back.
  (model, { below }) => (model.nowMs += below(8 * 3_600_000) - 4 * 3_600_000),
]

/** What is wrong with what was recorded; nothing of it. */
function faultOf(all: readonly Recorded<AttemptEvent>[], atOnce: number): string | undefined {
  const open = new Map<string, string>()
  const ended = new Set<string>()
  const started = new Set<string>()
  const tried = new Map<string, number[]>()
  for (const event of all) {
    const { subjectId } = event.data
    const attemptId = 'attemptId' in event.data ? event.data.attemptId : ''
    const type = word(event)
    if (type === 'Requested') {
      if (open.has(subjectId)) return `two attempts at once for ${subjectId}`
      open.set(subjectId, attemptId)
      if (open.size > atOnce) return `${open.size} attempts at once`
      const nowMs = event.receivedAt.getTime()
      const before = tried.get(subjectId) ?? []
      if (before.filter(ms => nowMs - ms < 3_600_000 && ms <= nowMs).length >= 3)
        return `a fourth attempt within an hour for ${subjectId}`
      if (before.some(ms => Math.abs(nowMs - ms) < 300_000)) return `no cooldown for ${subjectId}`
      tried.set(subjectId, [...before, nowMs])
    }
    if (type === 'ActionStarted') {
      if (started.has(attemptId)) return `${attemptId} was begun twice`
      started.add(attemptId)
    }
    if (ends.includes(type)) {
      if (ended.has(attemptId)) return `${attemptId} ended twice`
      if (type === 'Verified' && !started.has(attemptId)) return `${attemptId} healed by nothing`
      ended.add(attemptId)
      if (open.get(subjectId) === attemptId) open.delete(subjectId)
    }
  }
  return undefined
}

async function run(seed: number): Promise<Model> {
  const chance = createChance(seed)
  const names = ['restart', 'prune'].slice(0, 1 + chance.below(2))
  const model = new Model(policiesOf(names, 100), 1 + chance.below(6), 1 + chance.below(3))
  for (let step = 0; step < 120; step += 1) await chance.pick(happenings)(model, chance)
  return model
}

t.test(
  'whatever fails, restarts or is set, no limit is passed and every attempt has one end',
  async t => {
    let [attempts, verified] = [0, 0]
    for (let seed = 1; seed <= rounds(100, 5_000); seed += 1) {
      const model = await run(seed)
      const fault = faultOf(model.all, model.atOnce)
      if (fault !== undefined) t.fail(`seed ${seed}: ${fault}`)
      // Left alone, what is open comes to an end.
      model.running = []
      model.things.forEach(one => Object.assign(one, { state: 'ok' }))
      for (let look = 0; look < 4; look += 1) {
        model.nowMs += 24 * 3_600_000
        await model.heal()
      }
      const requested = model.all.filter(event => word(event) === 'Requested')
      for (const { data } of requested)
        if ('attemptId' in data) {
          const { attemptId } = data
          const its = model.all.filter(one => ends.includes(word(one)) && idOf(one) === attemptId)
          if (its.length !== 1) t.fail(`seed ${seed}: ${attemptId} has ${its.length} ends`)
        }
      attempts += requested.length
      verified += model.all.filter(event => word(event) === 'Verified').length
    }
    t.ok(attempts > 300 && verified > 50, `${attempts} attempts, ${verified} of them helped`)
  },
)

function idOf({ data }: AttemptEvent): string {
  return 'attemptId' in data ? data.attemptId : ''
}

t.test('a lost gateway, or everything that is due at once, starts no storm', async t => {
  const storm = new Model(policiesOf(['restart'], 5), 100, 3)
  storm.things.forEach(one => Object.assign(one, { state: 'critical' }))
  await storm.heal()
  t.strictSame([...new Set(storm.all.map(word))], ['Suppressed'], 'a hundred have one cause')
  await storm.heal()
  t.equal(storm.all.length, 100, 'which is told once')
  const late = new Model(policiesOf(['restart'], 1_000), 100, 3)
  late.things.forEach(one => Object.assign(one, { state: 'critical' }))
  for (let look = 0; look < 5; look += 1) await late.heal()
  t.equal(late.all.filter(event => word(event) === 'Requested').length, 3)
})

t.test('two actions that undo each other are given up', async t => {
  const model = new Model(policiesOf(['restart', 'prune'], 100), 1, 3)
  const thing = model.things[0] ?? t.fail('there is a thing')
  for (let turn = 0; turn < 60; turn += 1) {
    Object.assign(thing, { state: 'critical', since: model.nowMs })
    await model.heal()
    await model.takeUp()
    await model.finish('something')
    model.nowMs += 60_000
    Object.assign(thing, { state: 'ok', read: 'ok', readAt: model.nowMs })
    await model.heal()
  }
  const tried = model.all.filter(event => word(event) === 'Requested').slice(0, 3)
  const escalated = model.all.findIndex(event => word(event) === 'Escalated')
  t.ok(escalated > 0)
  const before = model.all.slice(0, escalated).filter(event => word(event) === 'Requested')
  t.equal(before.length, tried.length, 'after three of both')
})

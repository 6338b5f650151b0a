import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import type { Healable, HealableSubject } from '../../../core/healing/healable.ts'
import { followThings } from '../../../core/healing/past.ts'
import type { WhatIfResult } from '../../../core/whatif/run-what-if.ts'
import { recoveryConfig, type RecoveryConfig } from '../../../plugins/recovery/config.ts'
import { wordOf } from '../../../plugins/recovery/judging-again/actions.ts'
import { planOf } from '../../../plugins/recovery/planning/matching.ts'
import { recoveryIdOf } from '../../../plugins/recovery/streams.ts'
import { recoveryWhatIf } from '../../../plugins/recovery/what-if.ts'
import { whatIfOver } from '../../support/what-if-over.ts'
import { Model } from './model.ts'

const begin = Date.parse('2026-01-01T00:00:00.000Z')
const hour = 3_600_000
const range = { from: new Date(begin), to: new Date(begin + 5 * hour) }
/** Looks are taken every half a minute, and an action that is only thought of takes no time: of three, so much is not told. */
const withinMs = 3 * 60_000

function configOf(policy: object = {}, more: object = {}): RecoveryConfig {
  const one = {
    ...{ name: 'restart', mode: 'auto', for: { kind: 'thing', states: ['critical'] } },
    ...{ action: { run: { argv: ['restart'] } } },
  }
  const { value, error } = recoveryConfig([]).validate({
    ...{ interval: 30, settle: 0, policies: [{ ...one, ...policy }] },
    ...more,
  })
  if (error) throw error
  return value
}

/** When which thing begins to ail, or is well, whatever is tried: minutes from the beginning. */
type Script = readonly (readonly [minute: number, thing: number, state: 'ok' | 'critical'])[]

const script: Script = [
  [10, 0, 'critical'],
  [10.5, 0, 'ok'],
  [20, 0, 'critical'],
  [33, 1, 'critical'],
  [40, 1, 'ok'],
  [95, 1, 'critical'],
  [110, 0, 'ok'],
  [111, 1, 'ok'],
  [200, 0, 'critical'],
  [204, 0, 'ok'],
  [210, 2, 'critical'],
  [290, 2, 'ok'],
]

interface Story {
  readonly events: readonly Recorded[]
  /** What was done and left undone, as it was recorded. */
  readonly told: readonly { readonly word: string; readonly thing: string; readonly atMs: number }[]
}

/** What is recorded by these policies while everybody works as they do live. */
async function live(config: RecoveryConfig, happens: Script = script): Promise<Story> {
  const acting = config.policies.filter(({ mode }) => mode !== 'off')
  const model = new Model(acting, 3, config.atOnce)
  const changes: Recorded[] = []
  const left = [...happens]
  for (model.nowMs = begin; model.nowMs < range.to.getTime(); model.nowMs += 30_000) {
    for (let next = left[0]; next && begin + next[0] * 60_000 <= model.nowMs; [next] = left) {
      left.shift()
      const [minute, thing, state] = next
      const at = begin + minute * 60_000
      Object.assign(model.things[thing] ?? {}, { state, since: at, read: state })
      const data = model.look(model.things[thing]!)
      changes.push({ type: 'thing.Changed', data, receivedAt: new Date(at) } as never)
    }
    for (const one of model.things) one.readAt = model.nowMs
    await model.heal()
    await model.takeUp()
    model.nowMs += 1_000
    while (model.running.length > 0) await model.finish('unknown')
    model.nowMs -= 1_000
  }
  const told = model.all.flatMap(event => {
    const word = wordOf(event)
    return word === undefined
      ? []
      : [{ word, thing: event.data.subjectId, atMs: +event.receivedAt }]
  })
  return { events: inOrder([...changes, ...model.all]), told }
}

function inOrder(events: readonly Recorded[]): readonly Recorded[] {
  return events
    .toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
    .map((event, at) => ({
      ...event,
      ...{ id: `e${at}`, stream: 'all', revision: BigInt(at), position: BigInt(at + 1) },
      recordedAt: event.receivedAt,
    }))
}

const healable: Healable = {
  ...{ kind: 'thing', summary: 'Things.', states: ['critical'] },
  ailing: async () => [],
  look: async () => undefined,
  past: {
    types: ['thing.Changed'],
    showsWithinSeconds: 60,
    follow: () => followThings(['critical'], ({ data }) => data as HealableSubject),
  },
}

function whatIf(
  events: readonly Recorded[],
  config: RecoveryConfig,
  inForce = usual,
): Promise<WhatIfResult> {
  return whatIfOver(events, recoveryWhatIf(config, inForce, [healable]), range)
}

/** What would have been: what was recorded, with what is added, and without what is removed. */
function applied({ told }: Story, { changes }: WhatIfResult): Story['told'] {
  const thingOf = (subject: string): string => /for (\S+)/.exec(subject)?.[1] ?? ''
  const gone = changes.filter(({ change }) => change !== 'added')
  const kept = told.filter(
    one =>
      !gone.some(
        ({ subject, state, at, was }) =>
          thingOf(subject) === one.thing &&
          state === one.word &&
          (was ?? at).getTime() === one.atMs,
      ),
  )
  const come = changes.filter(({ change }) => change !== 'removed')
  const added = come.map(one => ({
    ...{ word: one.state, thing: thingOf(one.subject), atMs: one.at.getTime() },
  }))
  return [...kept, ...added].toSorted((a, b) => a.atMs - b.atMs)
}

/** By things, for they do not wait for one another here. */
function compareStories(t: Tap, one: Story['told'], other: Story['told']): void {
  for (const thing of ['thing0', 'thing1', 'thing2']) {
    const a = one.filter(told => told.thing === thing)
    const b = other.filter(told => told.thing === thing)
    t.strictSame(
      a.map(({ word }) => word),
      b.map(({ word }) => word),
      thing,
    )
    for (const [at, { atMs, word }] of a.entries())
      t.ok(Math.abs(atMs - (b[at]?.atMs ?? 0)) <= withinMs, `${word} of ${thing} at about its time`)
  }
}

type Tap = Pick<typeof t, 'strictSame' | 'ok'>

const others: Readonly<Record<string, RecoveryConfig>> = {
  'that waits for longer': configOf({ after: '12m' }),
  'of another cooldown': configOf({ cooldown: '10m' }),
  'of fewer attempts': configOf({ attempts: 1 }),
  'of more attempts': configOf({ attempts: 5 }),
  'that suggests': configOf({ mode: 'suggest' }),
  'that is off': configOf({ mode: 'off' }),
  'for another thing alone': configOf({
    for: { kind: 'thing', states: ['critical'], subjects: ['thing1'] },
  }),
  'by another name': configOf({ name: 'other' }),
  'that gives a cure more time': configOf({ verifyWithin: '9m' }),
}

const usual = configOf()
const was = await live(usual)

t.test('policies that were in force change nothing', async t => {
  const { changes, same, unreadable } = await whatIf(was.events, usual)
  t.strictSame(changes, [])
  t.equal(same.action, was.told.length)
  t.equal(unreadable, 0)
})

for (const [name, config] of Object.entries(others))
  t.test(`a policy ${name} would have done what it does live`, async t => {
    const is = await live(config)
    const result = await whatIf(was.events, config)
    compareStories(t, applied(was, result), is.told)
    t.ok(result.changes.length > 0)
    t.strictSame((await whatIf(is.events, config, config)).changes, [], 'and was in force, nothing')
  })

const [thing] = new Model(usual.policies, 1, 3).things
const minute = (at: number): Date => new Date(begin + at * 60_000)
const changed = (at: number, state: string, more: object = {}): Recorded => {
  const look = new Model(usual.policies, 1, 3).look({ ...thing!, state: 'ok' })
  const data = { ...look, state, since: minute(at), ...more }
  return { type: 'thing.Changed', data, receivedAt: minute(at), metadata: {} } as never
}
const about = {
  ...{ recoveryId: recoveryIdOf('restart', 'thing', 'thing0'), policy: 'restart', kind: 'thing' },
  ...{ subjectId: 'thing0', subject: 'thing0', host: 'here', boardId: null },
}
const held = (at: number, why: string): Recorded =>
  ({
    type: 'recovery.Suppressed',
    data: { ...about, why, text: 'So it was.', eventIds: [], episode: 'critical' },
    ...{ receivedAt: minute(at), metadata: {} },
  }) as never

/** What would have been done, with the minute. */
async function wouldHave(config: RecoveryConfig, events: readonly Recorded[]): Promise<string[]> {
  const { changes } = await whatIf(inOrder(events), config)
  return changes
    .filter(({ change }) => change === 'added')
    .map(({ state, at }) => `${state} at ${Math.floor((at.getTime() - begin) / 60_000)}`)
}

t.test('nothing would have been tried while Decklog could not see', async t => {
  const blind = {
    type: 'core.ReceivingResumed',
    data: { from: minute(10).toISOString(), to: minute(60).toISOString(), machine: 'here' },
    ...{ receivedAt: minute(60), metadata: {} },
  } as never
  const config = configOf({ after: '5m' }, { settle: '10m' })
  const story = [changed(9, 'critical'), changed(75, 'ok')]
  t.strictSame((await wouldHave(config, story))[0], 'requested at 14')
  // It had ailed for one minute before, and ails for four more after it; and it is waited for.
  t.strictSame(await wouldHave(config, [...story, blind]), [
    ...['suppressed: blind at 64', 'requested at 70', 'suppressed: cooldown at 71'],
  ])
})

t.test(
  'what held one policy back on a thing holds every other, until something is begun',
  async t => {
    const other = configOf({ name: 'other' })
    const story = [changed(10, 'critical'), held(11, 'muted'), changed(40, 'ok')]
    t.strictSame(await wouldHave(other, story), ['suppressed: muted at 11'])
    const anew = [...story, changed(50, 'critical'), changed(52, 'ok')]
    t.strictSame((await wouldHave(other, anew)).at(-1), 'requested at 51', 'it ails anew')
    const cooled = [changed(10, 'critical'), held(11, 'cooldown'), changed(13, 'ok')]
    t.match(await wouldHave(other, cooled), ['requested at 11'], 'a cooldown is judged anew')
  },
)

t.test(
  'many that fail at once would have been let be, and of others so many at a time',
  async t => {
    const many = Array.from({ length: 8 }, (_, at) =>
      changed(10 + at / 60, 'critical', { id: `${at}` }),
    )
    const told = await wouldHave(configOf(), many)
    t.strictSame([...new Set(told)], ['suppressed: correlated at 11'])
    const lax = await wouldHave(configOf({ mostAiling: 10 }, { atOnce: 2 }), many)
    t.equal(lax.filter(one => one.startsWith('requested at 11')).length, 2, 'two at a time')
  },
)

t.test(
  'what fell ill just before Decklog could not see is looked at when it can again',
  async t => {
    const blind = {
      type: 'core.ReceivingResumed',
      data: { from: minute(10).toISOString(), to: minute(60).toISOString(), machine: 'here' },
      ...{ receivedAt: minute(60), metadata: {} },
    } as never
    const config = configOf({ after: 0 }, { settle: '10m' })
    const told = await wouldHave(config, [changed(9.9, 'critical'), changed(75, 'ok'), blind])
    t.strictSame(told.slice(0, 2), ['suppressed: blind at 60', 'requested at 70'])
  },
)

t.test('a policy that rested would not have acted', async t => {
  const pause = (at: number, type: string): Recorded =>
    ({
      ...{ type, data: { policy: 'restart', reason: 'It rests.', until: null, why: 'person' } },
      ...{ receivedAt: minute(at), metadata: {} },
    }) as never
  const paused = pause(5, 'recovery.PolicyPaused')
  const story = [paused, changed(10, 'critical'), changed(40, 'ok')]
  t.strictSame(await wouldHave(configOf(), story), [])
  const resumed = pause(30, 'recovery.PolicyResumed')
  t.equal((await wouldHave(configOf(), [...story, resumed]))[0], 'requested at 30')
})

t.test('what a person approved is that very action, and no other', async t => {
  const config = configOf({ mode: 'suggest' })
  const plan = planOf(config.policies[0]!, { host: 'here' })
  const attemptId = '0b2f6d4e-5c0a-4d0e-9a53-000000000001'
  const said = { state: 'critical', reason: null, text: 'So it is.', eventIds: [] }
  const told = (at: number, type: string, data: object = {}): Recorded =>
    ({
      ...{ type: `recovery.${type}`, data: { ...about, attemptId, ...data } },
      ...{ receivedAt: minute(at), metadata: { actor: 'person:ada' } },
    }) as never
  const story = [
    changed(10, 'critical'),
    told(11.2, 'Suggested', { ...said, ...plan }),
    told(13, 'Approved', { digest: plan?.action.digest, note: null }),
    told(13.5, 'Requested', { ...said, ...plan, how: 'done', by: 'approval' }),
    told(14, 'ActionStarted', { deadlineAt: minute(15).toISOString() }),
    told(14.1, 'ActionFinished', { changed: 'unknown' }),
    changed(14.4, 'ok'),
    told(14.5, 'Verified', { eventIds: [] }),
  ]
  const { changes, same } = await whatIf(inOrder(story), config)
  t.strictSame([changes, same.action], [[], 2])
  const other = configOf({ mode: 'suggest', action: { run: { argv: ['other'] } } })
  t.match((await whatIf(inOrder(story), other)).changes, [
    { change: 'removed', state: 'requested' },
  ])
})

t.test('a policy for what nobody knows the past of is refused by name', async t => {
  const ask = (kind: string, healables: readonly Healable[]) => () =>
    recoveryWhatIf(configOf({ for: { kind, states: ['critical'] } }), usual, healables)
  const pastless = { ...healable, past: undefined } as unknown as Healable
  const field = 'config.policies.restart.for.kind'
  t.throws(ask('thing', [pastless]), { code: 'DECKLOG_VALIDATION', fields: [{ field }] })
  t.throws(ask('nothing', [healable]), { code: 'DECKLOG_VALIDATION', fields: [{ field }] })
})

t.test('a hundred that fail and go well by turns are gone through to the end', async t => {
  const story = Array.from({ length: 1_000 }, (_, at) =>
    changed(at / 20, at % 3 === 0 ? 'ok' : 'critical', {
      id: `${at % 100}`,
      host: `web${at % 100}`,
    }),
  )
  const { changes, events } = await whatIf(inOrder(story), configOf())
  t.equal(events, 1_000)
  t.ok(changes.length > 100)
})

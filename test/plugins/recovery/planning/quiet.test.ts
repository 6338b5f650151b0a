import t from 'tap'
import type { HealableSubject } from '../../../../core/healing/healable.ts'
import { isAiling, isFor, isWell, planOf } from '../../../../plugins/recovery/planning/matching.ts'
import { askHold, isDue, quietOf } from '../../../../plugins/recovery/planning/quiet.ts'
import type { Candidate, World } from '../../../../plugins/recovery/planning/world.ts'
import { recoveryConfig } from '../../../../plugins/recovery/config.ts'
import type { Policy } from '../../../../plugins/recovery/policy.ts'
import { at } from '../story.ts'

function policyOf(what: object, more: object = {}): Policy {
  const policy = { name: 'one', for: what, action: { run: { argv: ['true'] } }, ...more }
  const { value, error } = recoveryConfig([]).validate({ policies: [policy] })
  if (error || !value.policies[0]) throw error ?? new Error('no policy')
  return value.policies[0]
}
const subject: HealableSubject = {
  ...{ id: 'a', subject: '/data', host: 'web01', boardId: null, state: 'critical', reason: null },
  ...{ since: at(0), text: 'It is full.', eventIds: [], above: null },
  alarm: { kind: 'disk', cause: 'disk web01 /data' },
}
const disks = policyOf({ kind: 'disk', level: 'critical' })
const candidate: Candidate = { policy: disks, kind: 'disk', subject }
const world = (more: Partial<World> = {}): World => ({
  ...{ now: at(1_000), gaps: [], policies: [disks], candidates: [candidate], rows: new Map() },
  ...more,
})
const limits = { settle: 120, atOnce: 3, open: 0 }
const whyOf = (one: Candidate, of: World): string | undefined => quietOf(one, of, limits)?.why

t.test('a level is meant with all that is worse, and states as they are said', async t => {
  const stale = policyOf({ kind: 'agent', states: ['stale'], reasons: ['heartbeat_stale'] })
  for (const state of ['critical', 'emergency']) t.ok(isAiling(disks, { ...subject, state }))
  for (const state of ['warning', 'unknown', 'ok']) t.notOk(isAiling(disks, { ...subject, state }))
  t.ok(isAiling(stale, { ...subject, state: 'stale', reason: 'heartbeat_stale' }))
  t.notOk(isAiling(stale, { ...subject, state: 'stale', reason: 'heartbeat_missing' }))
  t.notOk(isAiling(stale, { ...subject, state: 'stale' }))
})

t.test('a policy is for machines, boards and things by name', async t => {
  const boardId = '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'
  const on = (what: object, one: Partial<HealableSubject> = {}): boolean =>
    isFor(policyOf({ kind: 'disk', level: 'critical', ...what }), 'disk', { ...subject, ...one })
  t.ok(on({ hosts: ['web01'] }))
  t.notOk(on({ hosts: ['web01'] }, { host: null }))
  t.ok(on({ boards: [boardId] }, { boardId }))
  t.notOk(on({ boards: [boardId] }))
  t.ok(on({ subjects: ['/da*'] }))
  t.notOk(on({ subjects: ['/dat'] }))
  t.notOk(isFor(disks, 'checks', subject))
})

t.test('well is what is better on the scale, never what cannot be read', async t => {
  const scale = ['warning', 'critical', 'emergency']
  const guard = { states: ['unknown', ...scale], scale } as never
  const ails = ['critical', 'emergency']
  for (const state of ['ok', 'warning']) t.ok(isWell(guard, state, ails), state)
  for (const state of [...ails, 'unknown']) t.notOk(isWell(guard, state, ails), state)
  const agents = { states: ['stale', 'unreachable'] } as never
  t.notOk(isWell(agents, 'unreachable', ['stale']), 'another way to ail is none to be well')
})

t.test('nothing is tried while Decklog cannot see, nor for a while after', async t => {
  const gap = (to: number) => ({ gaps: [{ from: at(0), to: at(to) }] })
  t.equal(whyOf(candidate, world(gap(1_000))), 'blind')
  t.equal(whyOf(candidate, world(gap(900))), 'blind')
  t.equal(whyOf(candidate, world(gap(880))), undefined)
})

t.test(
  'a cause above that is known holds back, and so do too many at once in one place',
  async t => {
    const above = { text: 'The runtime of Delivery is lost.', eventIds: ['e'] }
    const below = { ...candidate, subject: { ...subject, above } }
    t.match(quietOf(below, world(), limits), { why: 'correlated', ...above })
    const many = (host: (n: number) => string): readonly Candidate[] =>
      Array.from({ length: 6 }, (_, n) => ({
        ...candidate,
        subject: { ...subject, id: String(n), host: host(n) },
      }))
    t.equal(whyOf(candidate, world({ candidates: many(() => 'web01') })), 'correlated')
    t.equal(whyOf(candidate, world({ candidates: many(n => `web${n}`) })), undefined)
    t.equal(quietOf(candidate, world(), { ...limits, open: 3 })?.why, 'at_once')
  },
)

t.test('time in which Decklog could not see is not time that a thing has ailed', async t => {
  t.ok(isDue(candidate, world({ now: at(60) })))
  t.notOk(isDue(candidate, world({ now: at(59) })))
  t.notOk(isDue(candidate, world({ now: at(100), gaps: [{ from: at(0), to: at(80) }] })))
})

t.test('a silence and a gate hold back, and a gate that cannot answer does', async t => {
  const until = at(5_000)
  const silence = { by: 'window', id: 'w', reason: 'A move.', until } as const
  const deny = { decision: 'deny', code: 'rolling_out', text: 'It rolls.', eventIds: [] } as const
  const hold = (silences: object[], reasons: object[]) =>
    askHold(
      {
        silences: async () => silences as never,
        gate: async () =>
          ({ decision: reasons.length > 0 ? 'deny' : 'allow', reasons, position: null }) as never,
      },
      candidate,
    )
  t.match(await hold([silence], []), { quiet: { why: 'window' }, denied: null })
  t.match(await hold([{ ...silence, by: 'mute' }], []), { quiet: { why: 'muted' } })
  t.match(await hold([], [deny]), { quiet: null, denied: { why: 'deploy', text: 'It rolls.' } })
  t.match(await hold([], [{ ...deny, code: 'gate_unanswered' }]), { denied: { why: 'gate' } })
})

t.test('an action is known by its digest, and shown without its secrets', async t => {
  const secret = policyOf(
    { kind: 'disk', level: 'critical' },
    { action: { run: { argv: ['restart', '--token=correct-horse'] } } },
  )
  const plan = planOf(secret, subject)
  t.match(plan, { node: 'web01', action: { kind: 'run', says: 'restart --token=[hidden]' } })
  const other = planOf({ ...secret, node: 'web02' }, subject)
  t.not(other?.action.digest, plan?.action.digest, 'elsewhere it is another')
  t.equal(planOf(secret, { host: null }), undefined)
})

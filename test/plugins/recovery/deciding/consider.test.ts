import t from 'tap'
import type { Quiet } from '../../../../plugins/recovery/deciding/commands.ts'
import { about, acted, after, ailment, consider, digest, failed, healed, idOf } from '../story.ts'
import { iso, limits, plan, requestedData, told } from '../story.ts'

const muted: Quiet = { why: 'muted', text: 'It is silenced.', eventIds: [] }
const denied: Quiet = { why: 'deploy', text: 'A run is rolling out.', eventIds: [] }
const suggest = { limits: { ...limits, mode: 'suggest' } } as const
const suggested = told(0, 'recovery.Suggested', { attemptId: idOf(1), ...ailment, ...plan })
const approved = told(5, 'recovery.Approved', { attemptId: idOf(1), digest, note: null })
const asked = told(0, 'recovery.Asked', { attemptId: idOf(1), how: 'done', note: null })

t.test('what ails is tried at once where nothing speaks against it', async t => {
  after()
    .when(consider(0))
    .then({
      type: 'recovery.Requested',
      data: { ...about, ...requestedData(9, 60), attemptId: idOf(9) },
    })
  t.pass('with all that it rests on')
})

t.test('one attempt at a time, whatever became of its action', async t => {
  for (const length of [1, 2, 3])
    t.strictSame(after(...acted(1, 0).slice(0, length)).follows(consider(4_000)), [])
})

t.test('the cooldown is counted from the last attempt, and not from what it held back', async t => {
  const held = told(200, 'recovery.Suppressed', {
    ...{ why: 'cooldown', text: 'It is too soon.', eventIds: [], episode: 'critical 1' },
  })
  const past = [...failed(1, 0), held]
  t.strictSame(after(...failed(1, 0)).follows(consider(309)), ['Suppressed cooldown'])
  t.strictSame(after(...past).follows(consider(309)), [])
  t.strictSame(after(...past).follows(consider(311)), ['Requested'])
})

t.test('a clock that was set back lets nobody wait for longer than the cooldown', async t => {
  const past = failed(1, 86_400)
  t.strictSame(after(...past).follows(consider(0)), ['Requested'])
  t.strictSame(after(...past).follows(consider(86_300)), ['Suppressed cooldown'])
})

t.test('each reason is told once for as long as it ails of the same', async t => {
  const first = after().follows(consider(0, { quiet: muted }))
  t.strictSame(first, ['Suppressed muted'])
  const data = { ...muted, episode: 'critical 1' }
  const past = after(told(0, 'recovery.Suppressed', data))
  t.strictSame(past.follows(consider(5, { quiet: muted })), [])
  t.strictSame(past.follows(consider(5, { denied })), ['Suppressed deploy'])
  t.strictSame(past.follows(consider(5, { quiet: muted, episode: 'critical 2' })), [
    'Suppressed muted',
  ])
})

t.test('three attempts within an hour, and it is given up, though each seemed to help', async t => {
  const past = [...healed(1, 0), ...healed(2, 400), ...healed(3, 800)]
  t.strictSame(after(...past).follows(consider(1_200)), ['Escalated too_often'])
  t.strictSame(after(...past).follows(consider(3_600)), ['Requested'])
})

t.test('what is given up is let be, until it is well or a person says so', async t => {
  const past = [...failed(1, 0), ...failed(2, 400), ...failed(3, 800)]
  const up = told(810, 'recovery.Escalated', { why: 'not_helping', attempts: 3, text: 'No.' })
  t.strictSame(after(...past, up).follows(consider(99_999)), [])
  t.strictSame(after(...past, up).follows({ type: 'resume', about, note: 'Mended.' }), [
    'Resolved resumed',
  ])
  const on = told(900, 'recovery.Resolved', { why: 'resumed', note: null })
  t.strictSame(after(...past, up, on).follows(consider(901)), ['Requested'])
})

t.test('two policies that undo each other are counted together', async t => {
  const others = { othersMs: [at(0), at(400)] }
  t.strictSame(after(...failed(1, 800)).follows(consider(1_200, others)), ['Escalated too_often'])
  t.strictSame(after().follows(consider(500, { othersMs: [at(400)] })), ['Suppressed cooldown'])
})

t.test('a policy that suggests waits for the approval of that very action', async t => {
  t.strictSame(after().follows(consider(0, suggest)), ['Suggested'])
  t.strictSame(after(suggested).follows(consider(10, suggest)), [])
  after(suggested, approved)
    .when(consider(10, suggest))
    .then({
      type: 'recovery.Requested',
      data: {
        ...{ ...about, ...requestedData(1, 70), by: 'approval', person: 'person:ada' },
        startBy: iso(70),
      },
    })
  const other = { ...plan, action: { ...plan.action, digest: 'b'.repeat(64) } }
  const changed = after(suggested, approved).follows(consider(10, { ...suggest, plan: other }))
  t.strictSame(changed, ['Withdrawn action_changed'], 'another action was not approved')
})

t.test('what was approved is held back as anything else is', async t => {
  const past = after(suggested, approved)
  t.strictSame(past.follows(consider(10, { ...suggest, quiet: muted })), ['Suppressed muted'])
  t.strictSame(past.follows(consider(10, { ...suggest, denied })), ['Suppressed deploy'])
})

t.test(
  'what a person wants waits for no cooldown, and for gates and the limit all the same',
  async t => {
    const wish = told(20, 'recovery.Asked', { attemptId: idOf(2), how: 'done', note: null })
    const past = after(...failed(1, 0), wish)
    t.strictSame(past.follows(consider(21, { quiet: muted })), ['Requested'])
    t.strictSame(past.follows(consider(21, { denied })), ['Withdrawn denied', 'Suppressed deploy'])
    const spent = after(...healed(1, 0), ...healed(2, 400), ...healed(3, 800), {
      ...wish,
      receivedAt: new Date(at(900)),
    })
    t.strictSame(spent.follows(consider(901)), ['Withdrawn denied'])
  },
)

t.test('a rehearsal is no attempt', async t => {
  const wish = told(0, 'recovery.Asked', { attemptId: idOf(1), how: 'rehearsed', note: null })
  t.strictSame(after(wish).follows(consider(1)), ['Requested'])
  const rehearsed = { ...requestedData(1, 60), how: 'rehearsed' as const }
  const begun = [
    wish,
    told(1, 'recovery.Requested', rehearsed),
    told(2, 'recovery.Withdrawn', { attemptId: idOf(1), why: 'rehearsed' }),
  ]
  t.strictSame(after(...begun).follows(consider(3)), ['Requested'], 'no cooldown follows it')
})

t.test('a person asks for one thing at a time, and not for what was given up', async t => {
  const ask = { type: 'ask', about, attemptId: idOf(2), how: 'done', note: null } as const
  after(asked).when(ask).thenRefuses('DECKLOG_REFUSED')
  after(...acted(1, 0))
    .when(ask)
    .thenRefuses('DECKLOG_REFUSED')
  const up = told(0, 'recovery.Escalated', { why: 'too_often', attempts: 3, text: 'No.' })
  after(up).when(ask).thenRefuses('DECKLOG_REFUSED')
  t.strictSame(after(up).follows({ ...ask, how: 'rehearsed' }), ['Asked'])
})

t.test('an approval is of an attempt and a digest', async t => {
  const approve = { type: 'approve', about, attemptId: idOf(1), digest, note: null } as const
  t.strictSame(after(suggested).follows(approve), ['Approved'])
  t.strictSame(after(suggested, approved).follows(approve), [], 'once')
  after().when(approve).thenRefuses('DECKLOG_REFUSED')
  after(suggested)
    .when({ ...approve, attemptId: idOf(2) })
    .thenRefuses('DECKLOG_REFUSED')
  after(suggested)
    .when({ ...approve, digest: 'b'.repeat(64) })
    .thenRefuses('DECKLOG_REFUSED')
})

function at(seconds: number): number {
  return Date.parse(iso(seconds))
}

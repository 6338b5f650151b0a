import t from 'tap'
import type { RecoveryCommand } from '../../../../plugins/recovery/deciding/commands.ts'
import { about, acted, after, at, digest, ended, failed, idOf, iso, judge } from '../story.ts'
import { limits, reading, told } from '../story.ts'

type CommandOf<T extends RecoveryCommand['type']> = Extract<RecoveryCommand, { type: T }>

const good = [{ eventId: reading, at: at(30) }]
const watched = acted(1, 0)
const begun = watched.slice(0, 2)
const requested = watched.slice(0, 1)
const start: CommandOf<'start'> = {
  ...{ type: 'start', about, attemptId: idOf(1), node: 'web01', digest },
  ...{ deadlineAt: at(70), now: at(5) },
}
const finish: CommandOf<'finish'> = { type: 'finish', about, attemptId: idOf(1), ended, limits }

t.test(
  'a reading after the action that shows it well verifies it, and nothing else does',
  async t => {
    t.strictSame(after(...watched).follows(judge(31, { standing: 'well', good })), ['Verified'])
    after(...watched)
      .when(judge(31, { standing: 'well', good }))
      .then({
        type: 'recovery.Verified',
        data: {
          ...{ ...about, attemptId: idOf(1), eventIds: [reading] },
          ...{ readAt: iso(30), tookSeconds: 30 },
        },
      })
    const late = { showsBy: at(900) }
    t.strictSame(after(...watched).follows(judge(31, { standing: 'well', ...late })), [])
    t.strictSame(after(...watched).follows(judge(31, { good, ...late })), [])
    t.strictSame(after(...begun).follows(judge(31, { standing: 'well', good })), [])
  },
)

t.test('an action that exits 0 is no success', async t => {
  const bad = [reading]
  const past = after(...watched)
  t.strictSame(past.follows(judge(100, { bad, showsBy: at(101) })), [], 'while it may show')
  t.strictSame(past.follows(judge(101, { bad, showsBy: at(101) })), ['Unverified still_so'])
  t.strictSame(past.follows(judge(101, { showsBy: at(101) })), ['Unverified not_read'])
  t.strictSame(past.follows(judge(50, { standing: 'gone', showsBy: at(101) })), ['Unverified gone'])
})

t.test('an action that changed nothing has not helped, whatever is read after it', async t => {
  const nothing = { ...finish, ended: { ...ended, changed: 'nothing' } } as const
  t.strictSame(after(...begun).follows(nothing), ['ActionFinished', 'Unverified nothing_done'])
})

t.test(
  'the third attempt in a row that does not help is the last, however long each took',
  async t => {
    const past = [...failed(1, 0), ...failed(2, 7_200), ...acted(3, 14_400)]
    const third = judge(15_000, { attemptId: idOf(3), showsBy: at(15_000) })
    t.strictSame(after(...past).follows(third), ['Unverified not_read', 'Escalated not_helping'])
  },
)

t.test('an attempt is begun once, by whoever is first, on its machine and in time', async t => {
  t.strictSame(after(...requested).follows(start), ['ActionStarted'])
  t.strictSame(after(...begun).follows(start), [], 'a second process has nothing to do')
  t.strictSame(after(...watched).follows(start), [])
  t.strictSame(after(...requested).follows({ ...start, node: 'web02' }), [])
  t.strictSame(after(...requested).follows({ ...start, now: at(60) }), [])
  t.strictSame(after(...requested).follows({ ...start, digest: 'b'.repeat(64) }), [
    'Withdrawn action_changed',
  ])
})

t.test('what died between start and finish is abandoned, and never begun again', async t => {
  t.strictSame(after(...begun).follows(judge(75)), [], 'it may still tell')
  t.strictSame(after(...begun).follows(judge(76)), ['Abandoned'])
  const gone = told(76, 'recovery.Abandoned', { attemptId: idOf(1), text: 'It is gone.' })
  t.strictSame(after(...begun, gone).follows(start), [])
  t.strictSame(after(...begun, gone).follows(finish), [], 'and one that tells later is not heard')
  t.strictSame(after(...begun, gone).follows(judge(80, { standing: 'well', good })), [])
})

t.test('a request that nobody takes up, or that is no longer needed, is withdrawn', async t => {
  t.strictSame(after(...requested).follows(judge(59)), [])
  t.strictSame(after(...requested).follows(judge(60)), ['Withdrawn not_taken'])
  t.strictSame(after(...requested).follows(judge(1, { standing: 'well' })), ['Withdrawn well'])
  const twice = [...failed(2, -800), ...failed(3, -400), ...requested]
  t.strictSame(after(...twice).follows(judge(60)), [
    ...['Withdrawn not_taken', 'Escalated not_helping'],
  ])
})

t.test('a rehearsal ends with what it told', async t => {
  const wish = [
    told(0, 'recovery.Asked', { attemptId: idOf(1), how: 'rehearsed', note: null }),
    ...begun.map(event =>
      event.type === 'recovery.Requested'
        ? { ...event, data: { ...event.data, how: 'rehearsed' as const } }
        : event,
    ),
  ]
  t.strictSame(after(...wish).follows(finish), ['ActionFinished', 'Withdrawn rehearsed'])
})

t.test('what was given up is over when it is well, gone, or nobody’s any more', async t => {
  const up = told(0, 'recovery.Escalated', { why: 'too_often', attempts: 3, text: 'No.' })
  for (const why of ['well', 'gone', 'policy_gone'] as const)
    t.strictSame(after(up).follows({ type: 'settle', about, why }), [`Resolved ${why}`])
  t.strictSame(after().follows({ type: 'settle', about, why: 'well' }), [])
})

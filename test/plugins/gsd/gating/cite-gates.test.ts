import t from 'tap'
import {
  ada,
  bot,
  change,
  ci,
  errorOf,
  minuteOf,
  next,
  otherRelease,
  refusalOf,
  releaseId,
  runId,
  start,
  tell,
  typesOf,
  type Told,
} from '../story.ts'

const release = [start({ releaseId }), change({ stage: 'implementation' })] as const
const ready = tell(...release)
const enterRollout = (rest: Omit<Told, 'body'> = {}) => change({ stage: 'rollout' }, rest)
const bypass = (rest: Omit<Told, 'body'> = {}, gates: readonly string[] | null = null): Told => ({
  body: {
    ...{ kind: 'bypass', step: 'rollout', gates, reason: 'The disk comes at noon.' },
    expiresAt: minuteOf(60),
  },
  by: ada,
  ...rest,
})
const denied = { gates: { rollout: 'deny' } } as const

t.test('a run cites what the gates of a step decided', async t => {
  const events = next(ready, enterRollout({ gates: { rollout: 'allow' } }))
  t.match(events, [
    {
      type: 'gsd.GateDecided',
      data: { step: 'rollout', mode: 'enforce', decision: 'allow', effect: 'allowed' },
    },
    { type: 'gsd.StageEntered' },
  ])
  t.match(next(ready, enterRollout({ gates: { rollout: 'warn' } }))[0], {
    data: { effect: 'warned' },
  })
})

t.test('where a deny is enforced nothing happens but that it denied', async t => {
  const together = change({ stage: 'rollout', links: ['https://ci.example/1'] }, denied)
  t.match(next(ready, together), [{ type: 'gsd.GateDecided', data: { effect: 'refused' } }])
  t.equal(next(ready, together).length, 1)
})

t.test('where it only warns the step happens all the same', async t => {
  const telemetry = tell(start())
  t.match(next(telemetry, enterRollout(denied)), [
    { data: { mode: 'warn', decision: 'deny', effect: 'warned' } },
    { type: 'gsd.StageEntered' },
  ])
  t.match(tell(start(), enterRollout(denied)).run?.decisions, [{ step: 'rollout' }])
})

t.test('who skips a stage passes its gates, and completing early passes all', async t => {
  const skip = change({ stage: 'validation', reason: 'In a hurry.' }, denied)
  t.match(next(ready, skip), [{ data: { step: 'rollout', effect: 'refused' } }])
  const end = change({ status: 'completed', reason: 'Enough.' }, denied)
  t.match(next(ready, end), [{ data: { step: 'rollout', effect: 'refused' } }])
})

t.test('a run that would start behind denying gates does not start', async t => {
  const late = start({ releaseId, stage: 'rollout', reason: 'Begun by hand.' }, denied)
  t.equal(refusalOf(tell(), late), 'gate_denied')
  t.strictSame(typesOf(tell(), start({ stage: 'rollout' }, denied)), ['RunStarted', 'GateDecided'])
})

t.test('a bypass lets a denied step happen, for a while and for its release', async t => {
  const story = tell(...release, bypass())
  t.match(next(story, enterRollout({ ...denied, minute: 59 })), [
    { data: { effect: 'bypassed', bypassId: story.run?.bypasses[0]?.bypassId } },
    { type: 'gsd.StageEntered' },
  ])
  t.match(next(story, enterRollout({ ...denied, minute: 60 })), [{ data: { effect: 'refused' } }])
  const renamed = tell(...release, bypass(), change({ releaseId: otherRelease }))
  t.match(next(renamed, enterRollout(denied)), [{ data: { effect: 'refused' } }])
})

t.test('a bypass of some gates covers no other', async t => {
  const other = tell(...release, bypass({}, ['images']))
  t.match(next(other, enterRollout(denied)), [{ data: { effect: 'refused' } }])
  const same = tell(...release, bypass({}, ['disk']))
  t.match(next(same, enterRollout(denied))[0], { data: { effect: 'bypassed' } })
})

t.test('only who may approve bypasses', async t => {
  t.equal(refusalOf(ready, bypass({ by: ci })), 'DECKLOG_FORBIDDEN')
  t.equal(refusalOf(ready, bypass({ by: bot })), 'agent_cannot_approve')
  const completed = tell(start({ status: 'completed' }))
  t.equal(refusalOf(completed, bypass()), 'run_completed')
})

t.test(
  'a judgement that is missing, older than the last move or about another release is none',
  async t => {
    const judged = {
      step: 'rollout',
      runRevision: 1,
      boardId: ready.run!.boardId,
      replies: [],
      cited: null,
    } as const
    const cases = [
      [],
      [{ ...judged, releaseId }],
      [{ ...judged, runRevision: 9, releaseId: otherRelease }],
    ]
    for (const judgements of cases)
      t.equal(refusalOf(ready, enterRollout({ judgements })), 'gates_not_asked')
    const fresh = [{ ...judged, runRevision: ready.run!.transitionRevision, releaseId }]
    t.equal(refusalOf(ready, enterRollout({ judgements: fresh })), 'accepted')
    t.match(errorOf(ready, enterRollout({ judgements: [] })).allowed_now, [{ to: 'planning' }])
  },
)

const reasons = [
  { decision: 'deny', code: 'disk_critical', text: '/data is critical.', eventIds: ['e1'] },
  { decision: 'warn', code: 'disk_warning', text: '/ is warning.', eventIds: [] },
] as const
const replies = [
  {
    gate: 'disk',
    asking: 'asked',
    question: {},
    missing: [],
    answer: { decision: 'deny', reasons, position: '1' },
  },
] as const

t.test('a start that is refused says in full which gate denied, and why', async t => {
  const begin = start({ stage: 'rollout' }, { ...denied, mode: 'enforce', replies })
  t.equal(refusalOf(tell(), begin), 'gate_denied', 'also of a run that names no release')
  t.strictSame(errorOf(tell(), begin), {
    gate_decisions: [
      {
        ...{ id: runId, stage: 'rollout', decision: 'deny' },
        gates: [
          {
            ...{ gate: 'disk', decision: 'deny' },
            reasons: reasons.map(({ eventIds, ...rest }) => ({ ...rest, event_ids: eventIds })),
          },
        ],
      },
    ],
    ...{ reason: 'gate_denied', allowed_now: [] },
  })
})

import t from 'tap'
import type { Recorded } from '../../../../core/event.ts'
import type { Wait, WaitEvent } from '../../../../plugins/gsd/events/wait-events.ts'
import { waitDecider, type Waiting } from '../../../../plugins/gsd/waiting/wait.ts'
import { waitsOf } from '../../../../plugins/gsd/waiting/waits.ts'
import { gsdAlarms } from '../../../../plugins/gsd/alarms.ts'
import { signalOf } from '../../../support/signals.ts'
import * as story from '../story.ts'

const roles = { owner: ['person:ada', 'person:bob'] }
const rules = (minute: number) => ({ at: story.minuteOf(minute), tellBeforeEnd: 3_600, roles })

function waitsAt(minute: number, ...told: readonly story.Told[]): readonly Wait[] {
  const { run } = story.tell(...told)
  return run === null ? [] : waitsOf(run, rules(minute))
}

const briefly = (waits: readonly Wait[]): readonly string[] =>
  waits.map(({ what, step, mark }) => `${what} ${step} ${mark}`)

const asked = (differs: object = {}) =>
  story.change({ approvals: [story.rolloutPoint({ role: 'owner', ...differs })] })

t.test('an approval waits from when it is asked for until enough people have decided', t => {
  const two = asked({ required: 2 })
  t.match(waitsAt(1, story.start(), two), [
    {
      ...{ what: 'approval', step: 'rollout', mark: '1', required: 2, given: 0, endsAt: null },
      ...{ people: roles.owner, boardId: story.boardId, runName: 'checkout' },
    },
  ])
  const once = story.approve('rollout')
  t.match(waitsAt(2, story.start(), two, once), [{ given: 1 }])
  const twice = story.approve('rollout', { by: story.bob })
  t.strictSame(waitsAt(2, story.start(), two, once, twice), [])
  t.strictSame(waitsAt(2, story.start(), two, story.reject('rollout')), [])
  t.end()
})

t.test('what is asked for anew is another wait', t => {
  const again = [story.start(), asked(), story.reject('rollout'), asked()]
  t.strictSame(briefly(waitsAt(1, ...again)), ['approval rollout 2'])
  t.end()
})

t.test('an approval that ends soon is told of before it does, and is asked for when it has', t => {
  const given = [story.start(), asked({ expiresAfterSeconds: 7_200 }), story.approve('rollout')]
  t.strictSame(waitsAt(59, ...given), [])
  t.strictSame(briefly(waitsAt(60, ...given)), [`approval_expiring rollout ${story.minuteOf(120)}`])
  t.strictSame(briefly(waitsAt(120, ...given)), ['approval rollout 1'])
  t.end()
})

const release = [
  story.start({ releaseId: story.releaseId }),
  story.change({ stage: 'implementation' }),
] as const
const bypass: story.Told = {
  body: {
    ...{ kind: 'bypass', step: 'rollout', gates: null, reason: 'The disk comes at noon.' },
    expiresAt: story.minuteOf(90),
  },
  by: story.ada,
}

t.test('a bypass is told of before it ends unused, and when it was made use of', t => {
  t.strictSame(briefly(waitsAt(29, ...release, bypass)), [])
  const soon = waitsAt(30, ...release, bypass)
  t.strictSame(briefly(soon), [`bypass_expiring rollout ${story.minuteOf(90)}`])
  t.strictSame(soon[0]?.people, roles.owner, 'and so are the owners')
  t.strictSame(briefly(waitsAt(90, ...release, bypass)), [])
  const used = story.change({ stage: 'rollout' }, { gates: { rollout: 'deny' }, minute: 45 })
  t.strictSame(briefly(waitsAt(46, ...release, bypass, used)), [
    `bypass_used rollout ${story.minuteOf(45)}`,
  ])
  t.end()
})

t.test('what waits of a run ends with it', t => {
  const ended = story.change({ status: 'completed', outcome: 'cancelled', reason: 'Over.' })
  t.strictSame(waitsAt(1, story.start(), asked(), ended), [])
  t.end()
})

/** Looks at waits again and again; what each look records. */
function look(...looks: readonly { waits: readonly Wait[]; runRevision: number }[]) {
  let state: Waiting = waitDecider.initial
  return looks.map(one => {
    const events = waitDecider.decide(one, state)
    for (const event of events) state = waitDecider.evolve(state, event as Recorded<WaitEvent>)
    return events.map(({ type, data }) => `${type} ${data.what} ${data.mark}`)
  })
}

t.test('a wait is recorded once, when it begins and when it ends', t => {
  const waits = waitsAt(1, story.start(), asked())
  const anew = waits.map(wait => ({ ...wait, mark: '2' }))
  t.strictSame(
    look(
      { waits, runRevision: 1 },
      { waits, runRevision: 2 },
      { waits: anew, runRevision: 3 },
      { waits: [], runRevision: 2 },
      { waits: [], runRevision: 4 },
    ),
    [
      ['gsd.WaitBegan approval 1'],
      [],
      ['gsd.WaitBegan approval 2'],
      [],
      ['gsd.WaitEnded approval 2'],
    ],
    'and a look at a run as it was says nothing',
  )
  t.end()
})

t.test('what waits is an alarm that asks for a person, and says how to decide', t => {
  const [wait] = waitsAt(1, story.start(), asked())
  const began = signalOf(gsdAlarms, 'approval', { type: 'gsd.WaitBegan', data: wait ?? {} })
  t.match(began, {
    ...{ state: 'raised', severity: 'warning', boardId: story.boardId, people: roles.owner },
    page: `/runs/${story.runId}`,
    text: 'The approval of rollout of run checkout #1 is asked for.',
    commands: [/^decklog runs show /, /^decklog runs approve \S+ --stage rollout --note/],
  })
  t.equal(gsdAlarms['approval']?.nature, 'waits')
  const ended = signalOf(gsdAlarms, 'approval', { type: 'gsd.WaitEnded', data: wait ?? {} })
  t.match(ended, { state: 'cleared', cause: began.cause })
  t.end()
})

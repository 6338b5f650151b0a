import Joi from 'joi'
import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { compare, type Compared } from '../../../core/whatif/compare.ts'
import { Timelines } from '../../../core/whatif/timelines.ts'
import { continuityConfig } from '../../../plugins/continuity/config.ts'
import { type ContinuityEvent, continuityEvents } from '../../../plugins/continuity/events.ts'
import { continuityWhatIf } from '../../../plugins/continuity/what-if.ts'

const minute = (at: number): Date => new Date(Date.UTC(2026, 0, 1) + at * 60_000)
const range = { from: minute(5), to: minute(100) }
const boardId = '3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f3000'

function recorded(
  type: ContinuityEvent['type'],
  at: number,
  more: object,
): Recorded<ContinuityEvent> {
  const data = { ...continuityEvents[type].example, boardId, ...more }
  const place = { id: `${at}`, stream: 'agent-a', revision: 0n, position: BigInt(at), metadata: {} }
  return { type, data, ...place, receivedAt: minute(at), recordedAt: minute(at) } as never
}

const agents = ['a', 'b', 'c', 'd']
const story = [
  ...agents.map(agentId => recorded('continuity.AgentRegistered', 1, { agentId })),
  recorded('continuity.Changed', 10, { agentId: 'a', name: 'a', to: 'unreachable' }),
  recorded('continuity.Changed', 20, { agentId: 'b', name: 'b', to: 'unreachable' }),
  recorded('continuity.AgentPaused', 30, { agentId: 'b' }),
  recorded('continuity.Changed', 40, { agentId: 'a', name: 'a', to: 'alive' }),
  recorded('continuity.RuntimeLost', 50, {}),
  recorded('continuity.RuntimeRestored', 60, {}),
]

const configOf = (share: number) => Joi.attempt({ denyAbovePercent: share }, continuityConfig)

function judge(denyAbovePercent: number): Compared {
  const whatIf = continuityWhatIf(configOf(denyAbovePercent), configOf(50))
  const [was, is] = [whatIf.asRecorded(), whatIf.asSet()]
  const [before, after] = [new Timelines(), new Timelines()]
  for (const event of story) {
    t.ok(whatIf.types.includes(event.type))
    was.take(event).forEach(one => before.take(one))
    is.take(event).forEach(one => after.take(one))
  }
  return compare(before, after, range)
}

t.test('the settings in force answer the same', async t => {
  const { changes, same } = judge(50)
  t.strictSame(changes, [])
  t.equal(same.gate, 5)
  t.equal(same.alarm, 5, 'of two agents, and of the runtime')
})

t.test(
  'alarms and levels of a board end with it, and agents of one name are told apart',
  async t => {
    const other = '3f9d4a52-8c1e-4b7a-9d30-5a6e2c7f3001'
    const changed = { agentId: 'a', name: 'scribe', to: 'unreachable' }
    const events = [
      recorded('continuity.Changed', 1, changed),
      recorded('continuity.Changed', 2, { ...changed, agentId: 'z', boardId: other }),
      recorded('continuity.RuntimeLost', 3, {}),
      recorded('continuity.BoardForgotten', 4, {}),
    ]
    const made = new Timelines()
    const again = continuityWhatIf(configOf(50), configOf(50)).asSet()
    for (const event of events) again.take(event).forEach(one => made.take(one))
    const standing = made.subjects('alarm').map(subject => {
      return made.within('alarm', subject, { from: minute(0), to: minute(9) }).at(-1)?.state
    })
    t.strictSame(standing, ['cleared', 'raised critical', 'cleared'])
    t.equal(made.subjects('transition').length, 2)
  },
)

t.test('a smaller share denies where it warned', async t => {
  const { changes } = judge(40)
  t.match(changes, [
    { kind: 'gate', change: 'added', state: 'deny', at: minute(20) },
    { kind: 'gate', change: 'added', state: 'warn', at: minute(30) },
  ])
})

t.test('how agents stood stays as it was recorded', async t => {
  const { held, changes } = judge(0)
  t.ok(changes.every(({ kind }) => kind === 'gate'))
  t.ok(held.every(({ recordedSeconds, judgedSeconds }) => recordedSeconds === judgedSeconds))
})

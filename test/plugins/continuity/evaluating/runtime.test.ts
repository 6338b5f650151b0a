import t from 'tap'
import {
  runtimeDecider,
  type JudgeRuntime,
} from '../../../../plugins/continuity/evaluating/runtime.ts'
import type { RuntimeEvent } from '../../../../plugins/continuity/events.ts'
import { decided } from '../given.ts'
import { httpRuntime, idOf, minute } from '../stories.ts'

const down: JudgeRuntime = {
  ...{ boardId: idOf(1), boardName: 'Delivery', target: httpRuntime, standing: 'down' },
  ...{ since: minute(1), error: 'It did not answer.', agents: 3, judgedAt: minute(5) },
  evidence: { eventId: idOf(2), receivedAt: minute(1).toISOString() },
}
const up: JudgeRuntime = { ...down, standing: 'up', error: null, since: minute(4) }

const given = (...events: readonly RuntimeEvent[]) => decided(runtimeDecider, events)
const lost = given()(down)

t.test('a runtime that is down is lost once, for all of its agents', async t => {
  t.match(lost, [
    {
      type: 'continuity.RuntimeLost',
      data: { agents: 3, error: 'It did not answer.', becameTrueAt: minute(1).toISOString() },
    },
  ])
  t.strictSame(given(...lost)(down), [])
})

t.test('it is restored once it answers', async t => {
  t.match(given(...lost)(up), [
    {
      type: 'continuity.RuntimeRestored',
      data: { reason: 'answers', lostAt: minute(1).toISOString(), evidence: { eventId: idOf(2) } },
    },
  ])
  t.strictSame(given()(up), [])
})

t.test('it is restored when the board has another runtime, or none', async t => {
  const target = { ...httpRuntime, url: 'http://other/' }
  t.match(given(...lost)({ ...down, target }), [{ data: { reason: 'replaced', evidence: null } }])
  t.match(given(...lost)({ ...down, target: null, standing: 'unknown' }), [
    { data: { reason: 'removed', evidence: null } },
  ])
})

t.test('what is not known changes nothing', async t => {
  const unknown: JudgeRuntime = { ...down, standing: 'unknown' }
  t.strictSame(given()(unknown), [])
  t.strictSame(given(...lost)(unknown), [])
})

t.test('a judgement older than the last event is ignored', async t => {
  t.strictSame(given(...lost)({ ...up, judgedAt: minute(0) }), [])
})

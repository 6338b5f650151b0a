import t from 'tap'
import type { TellingRow } from '../../../../plugins/notify/rows.ts'
import { planIncidents } from '../../../../plugins/notify/telling/plan-incidents.ts'
import { noticeAt } from '../notices.ts'

const key = 'f2a4b0f2-6a9e-5a57-9d5f-2d6a2b1c0d11'

/** A notice of an alarm, the later the greater its position. */
function told(alarm: string, position: number, differs: Partial<TellingRow> = {}): TellingRow {
  return noticeAt(position, { alarm_id: alarm, notice_id: `${alarm} ${position}`, ...differs })
}

const arrived = { state: 'delivered', attempts: 1 } as const
const stormed = { ...arrived, storm_id: key } as const
const over = { alarm_state: 'cleared' } as const
const cared = { reminder: 'acknowledged' } as const

/** What a pager is told, a line a message: the changes, each with its key and how many notices; then what it is not told. */
function planned(due: readonly TellingRow[], history: readonly TellingRow[] = []) {
  const { messages, untold } = planIncidents(due, { history, receiver: 'pager' })
  return {
    messages: messages.map(({ incidents }) =>
      incidents.map(({ key: of, change, notices }) => `${change} ${of} ${notices.length}`).join(),
    ),
    storms: messages.flatMap(({ stormId }) => stormId ?? []),
    untold: untold.map(({ notice_id }) => notice_id),
  }
}

const many = (count: number, differs: Partial<TellingRow> = {}): readonly TellingRow[] =>
  Array.from({ length: count }, (_, index) => told(`a${index}`, index, differs))

t.test('20 new alarms are one each, ten a message, and 21 are a storm', async t => {
  const few = planned(many(20))
  t.equal(few.messages.length, 2)
  t.equal(few.messages[0]?.split(',').length, 10)
  t.strictSame(few.storms, [])
  const storm = planned(many(21))
  t.strictSame(storm.messages, [`trigger ${storm.storms[0]} 21`])
  t.equal(planned(many(21)).storms[0], storm.storms[0], 'under the same key each time')
})

t.test('it is alarms that are counted, not what is told of them', async t => {
  const twice = many(11).flatMap(row => [row, told(row.alarm_id, row.position + 50)])
  t.strictSame(planned(twice).storms, [])
})

t.test('what was tried stays under its key, alone or not', async t => {
  const tried = many(3, { attempts: 1, storm_id: key })
  t.strictSame(planned(tried), { messages: [`trigger ${key} 3`], storms: [key], untold: [] })
  t.strictSame(planned(many(30, { attempts: 1 })).storms, [], 'as what was tried one by one')
})

t.test('what is told again is new nowhere', async t => {
  const own = many(30, arrived)
  const again = own.map(row => told(row.alarm_id, row.position + 100))
  t.strictSame(planned(again, own).storms, [])
  const inStorm = many(30, stormed)
  t.strictSame(planned(again, inStorm).messages, [`trigger ${key} 30`])
})

t.test('a storm ends with the last of it, and is looked after with the last of it', async t => {
  const history = [told('a', 1, stormed), told('b', 2, stormed)]
  const a = told('a', 3, over)
  t.strictSame(planned([a], history), { messages: [], storms: [], untold: ['a 3'] })
  const b = told('b', 4, over)
  t.strictSame(planned([b], [...history, { ...a, state: 'lapsed' }]).messages, [`resolve ${key} 1`])
  t.strictSame(planned([a, b], history).messages, [`resolve ${key} 2`])
  t.strictSame(planned([told('a', 3, cared)], history).untold, ['a 3'])
  const both = [a, told('b', 4, cared)]
  t.strictSame(planned(both, history).messages, [`acknowledge ${key} 2`])
})

t.test('of a storm that is told again while something of it ends both is told', async t => {
  const history = [told('a', 1, stormed), told('b', 2, stormed)]
  const due = [told('a', 3, over), told('b', 4, { reminder: 'still_critical' })]
  t.strictSame(planned(due, history).messages, [`trigger ${key} 2`])
  t.strictSame(planned([due[0]!, due[1]!, told('b', 5, over)], history).messages, [
    `resolve ${key} 3`,
  ])
})

t.test('what is worse than in its storm is its own besides, and both are ended', async t => {
  const history = [told('a', 1, { ...stormed, severity: 'warning' })]
  const worse = told('a', 2)
  t.strictSame(planned([worse], history).messages, ['trigger a 1'])
  const known = [...history, { ...worse, ...arrived }]
  t.strictSame(planned([told('a', 3, over)], known).messages, [`resolve a 1,resolve ${key} 1`])
  t.strictSame(planned([told('a', 3)], known).messages, ['trigger a 1'], 'told again as its own')
})

t.test('what was never sent, or has been over, is in no incident', async t => {
  const never = told('a', 1, { state: 'lapsed' })
  t.strictSame(planned([told('a', 2, over)], [never]).messages, ['resolve a 1'])
  const back = [told('a', 1, stormed), told('a', 2, { ...over, state: 'lapsed' })]
  t.strictSame(planned([told('a', 3)], back).messages, ['trigger a 1'])
})

t.test('what an older version opened ends under the id of its alarm', async t => {
  const history = many(30, arrived)
  const due = history.map(row => told(row.alarm_id, row.position + 100, over))
  const { messages, untold } = planned(due, history)
  t.equal(messages.join().split(',').length, 30)
  t.match(messages[0], /^resolve a0 1,resolve a1 1,/)
  t.strictSame(untold, [])
})

import t from 'tap'
import type { TellingRow } from '../../../../plugins/notify/rows.ts'
import { joinStorm, planMessages } from '../../../../plugins/notify/telling/plan-messages.ts'
import { noticeAt, startMs } from '../notices.ts'

/** What is due so many seconds after the start: how many notices, and which attempt. */
function dueAt(seconds: number, rows: readonly TellingRow[]): readonly string[] {
  const now = new Date(startMs + seconds * 1_000)
  return planMessages(rows, { now, collectMs: 5_000 }).map(
    ({ notices, attempt }) => `${notices.length} #${attempt}`,
  )
}

t.test('waits a little for more of the same cause and tells it in one message', async t => {
  const rows = [noticeAt(0), noticeAt(3), noticeAt(4)]
  t.strictSame(dueAt(4, rows), [])
  t.strictSame(dueAt(5, rows), ['3 #1'])
})

t.test('what is of another cause is another message', async t => {
  const other = noticeAt(1, { cause_group: 'disk web02' })
  t.strictSame(dueAt(60, [noticeAt(0), other, noticeAt(2)]), ['2 #1', '1 #1'])
})

t.test('a message that failed waits for its time, with what has come since', async t => {
  const failed = { attempts: 2, retry_at: new Date(startMs + 30_000) }
  const rows = [noticeAt(0, failed), noticeAt(10)]
  t.strictSame(dueAt(29, rows), [])
  t.strictSame(dueAt(30, rows), ['2 #3'])
})

t.test('a message holds a hundred notices, the oldest first', async t => {
  const rows = Array.from({ length: 150 }, (_, index) => noticeAt(149 - index))
  const [first] = planMessages(rows, { now: new Date(startMs + 600_000), collectMs: 5_000 })
  t.equal(first?.notices.length, 100)
  t.equal(first?.notices[0]?.position, 0)
})

t.test(
  '500 of one cause are one message, however long it takes until the last has come',
  async t => {
    const rows = Array.from({ length: 500 }, (_, index) => noticeAt(Math.floor(index / 25)))
    const dueOf = (seconds: number): readonly number[] =>
      planMessages(rows, {
        now: new Date(startMs + seconds * 1_000),
        collectMs: 5_000,
        most: 1_000,
      }).map(({ notices }) => notices.length)
    t.strictSame(dueOf(23), [])
    t.strictSame(dueOf(24), [500])
  },
)

t.test('what keeps coming is not waited for without end', async t => {
  const rows = Array.from({ length: 500 }, (_, index) => noticeAt(Math.floor(index / 10)))
  const planning = { now: new Date(startMs + 30_000), collectMs: 5_000, most: 1_000 }
  t.equal(planMessages(rows, planning).length, 1)
})

t.test('500 of many causes at once are as few messages as hold them', async t => {
  const rows = Array.from({ length: 500 }, (_, index) =>
    noticeAt(0, { cause_group: `board ${index % 40}`, position: index, notice_id: `n${index}` }),
  )
  const planning = { now: new Date(startMs + 60_000), collectMs: 5_000, most: 1_000 }
  const due = planMessages(rows, planning)
  t.equal(due.length, 40)
  t.strictSame(
    joinStorm(due, 1_000).map(({ notices }) => notices.length),
    [500],
  )
  t.strictSame(
    joinStorm(due, 300).map(({ notices }) => notices.length),
    [296, 204],
  )
  t.equal(joinStorm(due.slice(0, 5), 1_000).length, 5, 'a few are told one by one')
})

import t from 'tap'
import type { TellingRow } from '../../../../plugins/notify/rows.ts'
import { planMessages } from '../../../../plugins/notify/telling/plan-messages.ts'
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

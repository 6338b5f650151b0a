import t from 'tap'
import type { NoticeRow } from '../../../../plugins/notify/telling/notice.ts'
import { planMessages } from '../../../../plugins/notify/telling/tell-sweep.ts'
import { noticeAt, startMs, untold } from '../notices.ts'

/** What is due so many seconds after the start: webhook, how many notices, and which attempt. */
function dueAt(seconds: number, rows: readonly NoticeRow[]): readonly string[] {
  const now = new Date(startMs + seconds * 1_000)
  return planMessages(rows, { now, collectMs: 5_000 }).map(
    ({ webhook, notices, attempt }) => `${webhook} ${notices.length} #${attempt}`,
  )
}

t.test('waits a little for more of the same cause and tells it in one message', async t => {
  const rows = [noticeAt(0), noticeAt(3), noticeAt(4)]
  t.strictSame(dueAt(4, rows), [])
  t.strictSame(dueAt(5, rows), ['ops 3 #1'])
})

t.test('what is of another cause, or for another webhook, is another message', async t => {
  const other = noticeAt(1, { cause_group: 'disk web02' })
  const both = noticeAt(2, { tellings: { ops: untold, team: untold } })
  t.strictSame(dueAt(60, [noticeAt(0), other, both]), ['ops 2 #1', 'ops 1 #1', 'team 1 #1'])
})

t.test('what has been told, given up or kept back is not due', async t => {
  const rows = (['delivered', 'failed', 'withheld'] as const).map((state, index) =>
    noticeAt(index, { tellings: { ops: { ...untold, state } } }),
  )
  t.strictSame(dueAt(60, rows), [])
})

t.test('a message that failed waits for its time, with what has come since', async t => {
  const failed = { state: 'pending', attempts: 2, retryAtMs: startMs + 30_000 } as const
  const rows = [noticeAt(0, { tellings: { ops: failed } }), noticeAt(10)]
  t.strictSame(dueAt(29, rows), [])
  t.strictSame(dueAt(30, rows), ['ops 2 #3'])
})

t.test('a message holds a hundred notices, the oldest first', async t => {
  const rows = Array.from({ length: 150 }, (_, index) => noticeAt(149 - index))
  const [first] = planMessages(rows, { now: new Date(startMs + 600_000), collectMs: 5_000 })
  t.equal(first?.notices.length, 100)
  t.equal(first?.notices[0]?.position, 0)
})

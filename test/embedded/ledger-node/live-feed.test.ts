import t from 'tap'
import type { AppendRow } from '../../../core/embedded/ledger-node/append-row.ts'
import { LiveFeed } from '../../../core/embedded/ledger-node/live-feed.ts'

function row(position: number, bytes = 10): AppendRow {
  const body = Buffer.alloc(bytes)
  return { position, streamId: 1, revision: position, events: 1, recordedAtMs: 0, body }
}

t.test('hands over what has come, once', async t => {
  const feed = new LiveFeed()
  feed.push(row(1))
  feed.push(row(2))
  await feed.waiting()
  t.strictSame(feed.take(), [row(1), row(2)])
  t.strictSame(feed.take(), [])
})

t.test('wakes a reader that waits', async t => {
  const feed = new LiveFeed()
  const waiting = feed.waiting()
  feed.push(row(1))
  await waiting
  t.strictSame(feed.take(), [row(1)])
  const stopped = feed.waiting()
  feed.stop()
  await stopped
})

t.test('sends a slow reader back to the disk instead of growing', async t => {
  const feed = new LiveFeed()
  feed.push(row(1, 2 * 1024 * 1024))
  t.strictSame(feed.take(), [row(1, 2 * 1024 * 1024)], 'one row always fits')
  for (let position = 1; position <= 5_000; position++) feed.push(row(position))
  t.equal(feed.take(), 'overflowed')
  feed.push(row(5_001))
  t.strictSame(feed.take(), [row(5_001)], 'and begins anew')
})

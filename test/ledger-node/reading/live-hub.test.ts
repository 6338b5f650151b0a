import t from 'tap'
import { type LiveAppend, LiveFeed } from '../../../ledger-node/reading/live-hub.ts'
import { asFrame } from '../../../ledger-node/wire/frame.ts'

function append(position: number, bytes = 10): LiveAppend {
  return { events: [{ position, revision: position, frame: asFrame(Buffer.alloc(bytes)) }], bytes }
}

t.test('hands over what has come, once', async t => {
  const feed = new LiveFeed()
  feed.push(append(1))
  feed.push(append(2))
  await feed.waiting()
  t.strictSame(feed.take(), [append(1), append(2)])
  t.strictSame(feed.take(), [])
})

t.test('wakes a reader that waits', async t => {
  const feed = new LiveFeed()
  const waiting = feed.waiting()
  feed.push(append(1))
  await waiting
  t.strictSame(feed.take(), [append(1)])
  const stopped = feed.waiting()
  feed.stop()
  await stopped
})

t.test('sends a slow reader back to the disk instead of growing', async t => {
  const feed = new LiveFeed()
  feed.push(append(1, 2 * 1024 * 1024))
  t.strictSame(feed.take(), [append(1, 2 * 1024 * 1024)], 'one append always fits')
  for (let position = 1; position <= 5_000; position++) feed.push(append(position))
  t.equal(feed.take(), 'overflowed')
  feed.push(append(5_001))
  t.strictSame(feed.take(), [append(5_001)], 'and begins anew')
})

t.test('sends a reader back for bytes too, and for no fewer than it may have', async t => {
  const half = 512 * 1024
  const feed = new LiveFeed()
  feed.push(append(1, half))
  feed.push(append(2, half))
  t.strictSame(feed.take(), [append(1, half), append(2, half)], 'a MiB fits')
  feed.push(append(3, half))
  feed.push(append(4, half))
  feed.push(append(5, 1))
  t.equal(feed.take(), 'overflowed')
  feed.push(append(6, half))
  t.strictSame(feed.take(), [append(6, half)], 'what was taken counts no more')
})

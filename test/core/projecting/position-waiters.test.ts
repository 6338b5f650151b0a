import t from 'tap'
import { createPositionWaiters, watchWaiters } from '../../../core/projecting/position-waiters.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

t.test('waits until every named projection has passed', async t => {
  const waiters = createPositionWaiters(createFakeClock())
  const waiting = waiters.waitFor(['a', 'b'], 5n, 1_000)
  waiters.moved('a', 6n)
  waiters.moved('b', 4n)
  t.equal(waiters.waiting(), 1)
  waiters.moved('b', 5n)
  t.equal(await waiting, true)
  t.equal(waiters.waiting(), 0)
  t.equal(await waiters.waitFor(['a', 'b'], 5n, 1_000), true)
})

t.test('gives up in time', async t => {
  const clock = createFakeClock()
  const waiters = createPositionWaiters(clock)
  const waiting = waiters.waitFor(['a'], 5n, 1_000)
  await clock.advance(1_000)
  t.equal(await waiting, false)
  t.equal(waiters.waiting(), 0)
  t.equal(await waiters.waitFor(['a'], 5n, 0), false)
})

t.test('gives up when its caller goes away', async t => {
  const waiters = createPositionWaiters(createFakeClock())
  const leaving = new AbortController()
  const waiting = waiters.waitFor(['a'], 5n, 1_000, leaving.signal)
  leaving.abort()
  t.equal(await waiting, false)
  t.equal(await waiters.waitFor(['a'], 5n, 1_000, leaving.signal), false)
})

t.test('never lets a position go back', async t => {
  const waiters = createPositionWaiters(createFakeClock())
  waiters.moved('a', 6n)
  waiters.moved('a', 2n)
  t.equal(waiters.positionOf('a'), 6n)
})

t.test('looks while somebody waits, and not when nobody does', async t => {
  const clock = createFakeClock()
  const waiters = createPositionWaiters(clock)
  const closing = new AbortController()
  const looked: number[] = []
  const watch = watchWaiters(
    waiters,
    { clock, everyMs: 250, signal: closing.signal },
    async () => void looked.push(clock.monotonicMs()),
  )
  const wait = (name: string, timeoutMs: number): Promise<boolean> => {
    const waiting = waiters.waitFor([name], 5n, timeoutMs)
    watch.begin()
    return waiting
  }
  watch.begin()
  await clock.advance(1_000)
  t.strictSame(looked, [], 'nobody waits')
  const waiting = wait('a', 10_000)
  await clock.advance(500)
  t.strictSame(looked, [1_250, 1_500])
  waiters.moved('a', 5n)
  t.equal(await waiting, true)
  await clock.advance(5_000)
  t.strictSame(looked, [1_250, 1_500], 'nobody waits any more')
  t.equal(await wait('a', 10_000), true)
  void wait('b', 10_000)
  await clock.advance(250)
  t.equal(looked.length, 3, 'who waits later is looked for again')
  closing.abort()
  await watch.ended()
  await clock.advance(1_000)
  t.equal(looked.length, 3)
})

import t from 'tap'
import { lastsMs, systemClock } from '../../core/clock.ts'

t.test('delays of a second and more end together, up to 50 ms later and never earlier', async t => {
  const ends = (ms: number, nowMs: number): number => nowMs + lastsMs(ms, nowMs)
  t.equal(ends(1_000, 7.5), 1_050)
  t.equal(ends(1_000, 49.5), 1_050)
  t.equal(ends(2_000, 100), 2_100, 'a grid that is met is kept')
  t.equal(lastsMs(999, 7.5), 999, 'a short one lasts as long as it was asked for')
})

t.test('a delay resolves, and not before its time', async t => {
  const startMs = systemClock.monotonicMs()
  await systemClock.delay(20)
  // A timer of Node may fire within the millisecond before.
  t.ok(systemClock.monotonicMs() - startMs >= 19)
})

t.test('a delay ends with its signal', async t => {
  const stopping = new AbortController()
  const waiting = systemClock.delay(60_000, stopping.signal)
  stopping.abort(new Error('stop'))
  const error = { name: 'AbortError', code: 'ABORT_ERR', cause: { message: 'stop' } }
  await t.rejects(waiting, error)
  await t.rejects(systemClock.delay(1, stopping.signal), error, 'one that begins after it, too')
})

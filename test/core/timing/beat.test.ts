import { getEventListeners } from 'node:events'
import t from 'tap'
import { nextBeat } from '../../../core/timing/beat.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

function prepare() {
  const fake = createFakeClock()
  let delays = 0
  const clock = {
    ...fake,
    delay(ms: number, signal?: AbortSignal) {
      delays += 1
      return fake.delay(ms, signal)
    },
  }
  const heard: (readonly [string, number])[] = []
  const listen = (name: string, everyMs: number, signal = new AbortController().signal) =>
    nextBeat(clock, everyMs, signal).then(() => void heard.push([name, clock.monotonicMs()]))
  return { clock, heard, listen, delays: () => delays }
}

t.test('whoever waits for the same moment shares it, whatever the periods', async t => {
  const { clock, heard, listen, delays } = prepare()
  await clock.advance(100)
  void listen('a second', 1_000)
  await clock.advance(300)
  void listen('another', 1_000)
  await clock.advance(4_000)
  void listen('five', 5_000)
  void listen('one', 1_000)
  await clock.advance(10_000)
  t.strictSame(heard, [
    ['a second', 1_000],
    ['another', 1_000],
    ['one', 5_000],
    ['five', 10_000],
  ])
  t.equal(delays(), 3)
})

t.test('a beat is at least half of its period away', async t => {
  const { clock, heard, listen } = prepare()
  await clock.advance(500)
  void listen('half', 1_000)
  await clock.advance(1)
  void listen('less', 1_000)
  // As after a timer that fires within the millisecond before.
  await clock.advance(498.5)
  void listen('early', 1_000)
  await clock.advance(10_000)
  t.strictSame(heard, [
    ['half', 1_000],
    ['less', 2_000],
    ['early', 2_000],
  ])
})

t.test('who is stopped goes on at once, and nobody else does', async t => {
  const { clock, heard, listen, delays } = prepare()
  const stopping = new AbortController()
  const stopped = listen('stopped', 1_000, stopping.signal)
  void listen('stays', 1_000)
  await clock.advance(100)
  stopping.abort()
  await stopped
  t.strictSame(heard, [['stopped', 100]])
  await listen('later', 1_000, stopping.signal)
  t.equal(delays(), 1, 'nothing is waited for by who has been stopped')
  await clock.advance(900)
  t.strictSame(heard.at(-1), ['stays', 1_000])
})

t.test('a moment nobody waits for any more is forgotten, and can be waited for again', async t => {
  const { clock, heard, listen, delays } = prepare()
  const stopping = new AbortController()
  const stopped = listen('stopped', 1_000, stopping.signal)
  stopping.abort()
  void listen('again', 1_000)
  await stopped
  await clock.advance(1_000)
  t.strictSame(heard.at(-1), ['again', 1_000])
  t.equal(delays(), 2)
})

t.test('who waits again and again leaves nothing behind on its signal', async t => {
  const { clock, listen } = prepare()
  const { signal } = new AbortController()
  for (let beat = 0; beat < 3; beat += 1) {
    void listen('loop', 1_000, signal)
    t.equal(getEventListeners(signal, 'abort').length, 1)
    await clock.advance(1_000)
  }
  t.equal(getEventListeners(signal, 'abort').length, 0)
})

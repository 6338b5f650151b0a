import t from 'tap'
import { createLiveness, type Beat } from '../../../core/ledger/liveness.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

function prepare() {
  const clock = createFakeClock()
  let asked = 0
  let problem: Error | undefined
  const head = async (): Promise<bigint> => {
    asked += 1
    if (problem) throw problem
    return 7n
  }
  const liveness = createLiveness({ ledger: { head }, clock })
  const listen = async () => {
    const beats: Beat[] = []
    const subscription = liveness.beats$.subscribe(beat => beats.push(beat))
    await new Promise(setImmediate)
    return { beats, stop: () => subscription.unsubscribe() }
  }
  return { clock, listen, asked: () => asked, fail: (error?: Error) => (problem = error) }
}

t.test('asks once a second for all who listen, and tells each at once what it knows', async t => {
  const { clock, listen, asked } = prepare()
  t.equal(asked(), 0, 'nobody listens')
  const first = await listen()
  await clock.advance(2_500)
  const second = await listen()
  t.same(second.beats, [{ askedMs: 2_000, head: 7n, problem: undefined }])
  await clock.advance(1_000)
  t.equal(first.beats.length, 4)
  t.equal(second.beats.length, 2)
  t.equal(asked(), 4)
  first.stop()
  second.stop()
  await clock.advance(5_000)
  t.equal(asked(), 4, 'nobody listens any more')
})

t.test('says since when the ledger has not answered, and that it does again', async t => {
  const { clock, listen, fail } = prepare()
  const { beats, stop } = await listen()
  await clock.advance(500)
  fail(new Error('no route'))
  await clock.advance(1_000)
  t.same(beats.at(-1), { askedMs: 1_000, head: undefined, problem: 'no route' })
  fail()
  await clock.advance(1_000)
  t.same(beats.at(-1), { askedMs: 2_000, head: 7n, problem: undefined })
  stop()
})

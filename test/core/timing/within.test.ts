import t from 'tap'
import { createLateSignal, untilAborted, within, withinAsked } from '../../../core/timing/within.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const never = (): Promise<never> => new Promise(() => {})

t.test('answers what the work answers, also what is no promise', async t => {
  t.equal(await within({ ms: 1_000 }, async () => 'done'), 'done')
  t.equal(await within({ ms: 1_000 }, () => 'at once'), 'at once')
})

t.test('fails as the work fails, also where it throws before it awaits', async t => {
  const broken = (): never => {
    throw new Error('broken')
  }
  await t.rejects(within({ ms: 1_000 }, broken), { message: 'broken' })
  await t.rejects(
    within({ ms: 1_000 }, async () => broken()),
    { message: 'broken' },
  )
})

t.test('ends with DECKLOG_TIMEOUT when the time is over, and tells the work so', async t => {
  const time = createFakeClock()
  let told: AbortSignal | undefined
  const work = (signal: AbortSignal): Promise<never> => {
    told = signal
    return never()
  }
  const late = t.rejects(within({ ms: 2_000, time }, work), { code: 'DECKLOG_TIMEOUT' })
  await time.advance(1_999)
  t.notOk(told?.aborted)
  await time.advance(1)
  await late
  t.match(told?.reason, { code: 'DECKLOG_TIMEOUT', message: 'it took over 2 s' })
})

t.test('says what its caller says when it is late', async t => {
  const late = (): Error => new Error('the disk keeps silent')
  await t.rejects(within({ ms: 1, late }, never), { message: 'the disk keeps silent' })
})

t.test('takes an answer that is there when the timer fires', async t => {
  const time = createFakeClock()
  const work = (): Promise<string> => time.delay(1_000).then(() => 'just in time')
  const answer = within({ ms: 1_000, time }, work)
  await time.advance(1_000)
  t.equal(await answer, 'just in time')
})

t.test('ends with the reason of a signal that aborts first, and stops its clock', async t => {
  const outer = new AbortController()
  let told: AbortSignal | undefined
  const work = within({ ms: 60_000, signal: outer.signal }, signal => {
    told = signal
    return never()
  })
  const reason = new Error('no longer wanted')
  outer.abort(reason)
  await t.rejects(work, { message: 'no longer wanted' })
  t.equal(told?.reason, reason)
})

t.test('begins nothing under a signal that has aborted', async t => {
  let begun = 0
  const signal = AbortSignal.abort(new Error('too late'))
  await t.rejects(
    within({ ms: 1, signal }, () => (begun += 1)),
    { message: 'too late' },
  )
  t.equal(begun, 0)
})

t.test('hears nothing of work that fails after its time', async t => {
  let fail = (_error: Error): void => {}
  const work = (): Promise<never> => new Promise((_resolve, reject) => (fail = reject))
  await t.rejects(within({ ms: 1 }, work), { code: 'DECKLOG_TIMEOUT' })
  fail(new Error('much too late'))
  await new Promise(setImmediate)
  t.pass('no unhandled rejection')
})

t.test('listens to no signal once the work has ended', async t => {
  const outer = new AbortController()
  let told: AbortSignal | undefined
  await within({ ms: 1_000, signal: outer.signal }, signal => (told = signal))
  outer.abort()
  t.notOk(told?.aborted)
})

t.test('waits until a signal aborts, and no longer', async t => {
  const outer = new AbortController()
  t.equal(await untilAborted(Promise.resolve('here'), outer.signal), 'here')
  const waiting = untilAborted(never(), outer.signal)
  outer.abort(new Error('stopped'))
  await t.rejects(waiting, { message: 'stopped' })
})

t.test('hears of work that fails although its signal had aborted before', async t => {
  const signal = AbortSignal.abort(new Error('stopped'))
  let unheard = 0
  const hear = (): void => void (unheard += 1)
  process.on('unhandledRejection', hear)
  t.teardown(() => process.off('unhandledRejection', hear))
  const work = new Promise<never>((_resolve, reject) => {
    setImmediate(() => reject(new Error('much too late')))
  })
  await t.rejects(untilAborted(work, signal), { message: 'stopped' })
  await new Promise(resolve => setTimeout(resolve, 5))
  t.equal(unheard, 0)
})

t.test(
  'makes a signal only for work that asks for it, and one that has aborted when it is late',
  async t => {
    const late = createLateSignal()
    const reason = new Error('gone')
    late.abort(reason)
    late.abort(new Error('again'))
    t.ok(late.signal().aborted)
    t.equal(late.signal().reason, reason)
    t.equal(late.signal(), late.signal())

    const clock = createFakeClock()
    let ask: () => AbortSignal = () => AbortSignal.abort()
    const work = withinAsked({ ms: 100, time: clock }, signal => {
      ask = signal
      return new Promise<never>(() => {})
    })
    const failed = t.rejects(work, { code: 'DECKLOG_TIMEOUT' })
    await clock.advance(100)
    await failed
    t.match(ask().reason, { code: 'DECKLOG_TIMEOUT' })
  },
)

t.test('whose time counts is the time that is given', async t => {
  const time = createFakeClock()
  const budget = { ms: 1, time }
  let real = 0
  await within(budget, async () => {
    while (real < 20) await new Promise(resolve => setTimeout(resolve, (real += 10)))
  })
  t.equal(real, 20, 'and no other: more than a millisecond has passed by the real one')
})

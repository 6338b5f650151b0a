import t from 'tap'
import { eachInTurns, inTurns } from '../../../core/timing/in-turns.ts'

const signal = new AbortController().signal

t.test('does all of it, so much at once', async t => {
  const items = Array.from({ length: 20 }, (_, n) => n)
  const done: number[] = []
  let [running, most] = [0, 0]
  await inTurns(items, { atOnce: 3, signal }, async item => {
    running += 1
    most = Math.max(most, running)
    await new Promise(setImmediate)
    running -= 1
    done.push(item)
  })
  t.strictSame(
    done.toSorted((a, b) => a - b),
    items,
  )
  t.equal(most, 3)
})

t.test('begins nothing more after a failure, and throws it when the rest has ended', async t => {
  const begun: number[] = []
  const work = async (item: number): Promise<void> => {
    begun.push(item)
    await new Promise(setImmediate)
    if (item === 1) throw new Error('one')
  }
  await t.rejects(inTurns([0, 1, 2, 3, 4, 5], { atOnce: 2, signal }, work), { message: 'one' })
  t.strictSame(begun, [0, 1, 2])
})

t.test('begins nothing more once it is aborted', async t => {
  const ended = AbortSignal.abort()
  await inTurns([1, 2], { atOnce: 2, signal: ended }, async () => t.fail('it began'))
})

t.test(
  'what fails keeps nothing else from its turn, where they have nothing to do with each other',
  async t => {
    const begun: number[] = []
    const work = async (item: number): Promise<void> => {
      begun.push(item)
      await new Promise(setImmediate)
      if (item < 3) throw new Error(`${item}`)
    }
    await t.rejects(eachInTurns([0, 1, 2, 3, 4, 5], { atOnce: 2, signal }, work), { message: '0' })
    t.strictSame(begun, [0, 1, 2, 3, 4, 5])
    await eachInTurns([3, 4], { atOnce: 2, signal }, work)
  },
)

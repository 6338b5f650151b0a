import t from 'tap'
import { createTurns } from '../../../core/timing/turns.ts'

/** Work that ends when it is told to. */
function createWork() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  return {
    begun,
    work: (name: string) => () => {
      begun.push(name)
      return new Promise<string>(resolve => ends.set(name, () => resolve(name)))
    },
    async end(name: string): Promise<void> {
      ends.get(name)?.()
      await new Promise(setImmediate)
    },
  }
}

const forGood = new AbortController().signal

t.test('nobody has more than a share at once, and who waits comes in order', async t => {
  const { begun, work, end } = createWork()
  const turns = createTurns({ share: 2 })
  const all = ['a1', 'a2', 'a3', 'a4', 'b1'].map(name =>
    turns.take(name.slice(0, 1), forGood, work(name)),
  )
  await new Promise(setImmediate)
  t.strictSame(begun, ['a1', 'a2', 'b1'])
  await end('a2')
  await end('a1')
  t.strictSame(begun, ['a1', 'a2', 'b1', 'a3', 'a4'])
  for (const name of ['a3', 'a4', 'b1']) await end(name)
  t.strictSame(await Promise.all(all), ['a1', 'a2', 'a3', 'a4', 'b1'])
})

t.test('all together have no more than there are', async t => {
  const { begun, work, end } = createWork()
  const turns = createTurns({ share: 2, total: 3 })
  for (const name of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'])
    void turns.take(name.slice(0, 1), forGood, work(name))
  await new Promise(setImmediate)
  t.strictSame(begun, ['a1', 'a2', 'b1'])
  await end('b1')
  t.strictSame(begun, ['a1', 'a2', 'b1', 'b2'], 'not a3, whose share is taken')
  await end('a1')
  t.equal(begun.at(-1), 'a3')
})

t.test('who gives up waiting begins nothing and keeps no turn', async t => {
  const { begun, work, end } = createWork()
  const turns = createTurns({ share: 1 })
  void turns.take('a', forGood, work('first'))
  const impatient = new AbortController()
  const given = turns.take('a', impatient.signal, work('second'))
  const patient = turns.take('a', forGood, work('third'))
  impatient.abort(new Error('enough'))
  await t.rejects(given, { message: 'enough' })
  await end('first')
  t.strictSame(begun, ['first', 'third'])
  await end('third')
  t.equal(await patient, 'third')
})

t.test('a turn that comes in the moment of giving up goes to the next', async t => {
  const { begun, work, end } = createWork()
  const turns = createTurns({ share: 1 })
  const first = turns.take('a', forGood, work('first'))
  const impatient = new AbortController()
  const given = turns.take('a', impatient.signal, work('second'))
  const patient = turns.take('a', forGood, work('third'))
  void first.then(() => impatient.abort(new Error('enough')))
  given.catch(() => {})
  await new Promise(setImmediate)
  await end('first')
  // Whether it was called or gave up first: what it did begin ends.
  await end('second')
  await end('third')
  t.equal(await patient, 'third')
  t.equal(begun.at(-1), 'third')
})

t.test('work that fails leaves its turn', async t => {
  const turns = createTurns({ share: 1 })
  const fail = async (): Promise<never> => {
    throw new Error('no')
  }
  await t.rejects(turns.take('a', forGood, fail), { message: 'no' })
  t.equal(await turns.take('a', forGood, async () => 'next'), 'next')
})

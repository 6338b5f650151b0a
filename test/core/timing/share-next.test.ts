import t from 'tap'
import { shareNext, shareNextOf } from '../../../core/timing/share-next.ts'

function createWork() {
  const runs: { resolve(value: number): void; reject(error: Error): void }[] = []
  const ask = shareNext(
    () => new Promise<number>((resolve, reject) => void runs.push({ resolve, reject })),
  )
  return { ask, runs }
}

/** Until what begins at the end of this moment has begun. */
const momentEnds = (): Promise<void> => new Promise(resolve => void setImmediate(resolve))

t.test('those who ask at the same moment get one run, which begins after all of them', async t => {
  const { ask, runs } = createWork()
  const asked = [ask(), ask(), ask()]
  t.equal(runs.length, 0)
  await momentEnds()
  t.equal(runs.length, 1)
  runs[0]?.resolve(1)
  t.strictSame(await Promise.all(asked), [1, 1, 1])
})

t.test('gives those who ask meanwhile a run that began after they asked', async t => {
  const { ask, runs } = createWork()
  const first = ask()
  await momentEnds()
  const [second, third] = [ask(), ask()]
  await momentEnds()
  t.equal(runs.length, 1)
  runs[0]?.resolve(1)
  t.equal(await first, 1)
  await momentEnds()
  t.equal(runs.length, 2, 'one run for both')
  runs[1]?.resolve(2)
  t.strictSame(await Promise.all([second, third]), [2, 2])
})

t.test('goes on after a run that failed', async t => {
  const { ask, runs } = createWork()
  const first = ask()
  await momentEnds()
  const second = ask()
  runs[0]?.reject(new Error('for a while'))
  await t.rejects(first)
  await momentEnds()
  runs[1]?.resolve(2)
  t.equal(await second, 2)
  const third = ask()
  await momentEnds()
  t.equal(runs.length, 3)
  runs[2]?.resolve(3)
  t.equal(await third, 3)
})

t.test('shares the runs about one thing, and none with those who ask about another', async t => {
  const runs: string[] = []
  const settle: (() => void)[] = []
  const ask = shareNextOf(key => {
    runs.push(key)
    return new Promise<string>(resolve => void settle.push(() => resolve(`${key} ${runs.length}`)))
  })
  const asked = [ask('a'), ask('b')]
  await momentEnds()
  asked.push(ask('a'), ask('a'))
  t.strictSame(runs, ['a', 'b'])
  settle.splice(0).forEach(end => end())
  await Promise.all(asked.slice(0, 2))
  await momentEnds()
  t.strictSame(runs, ['a', 'b', 'a'], 'one run for both who asked meanwhile')
  settle.splice(0).forEach(end => end())
  t.strictSame(await Promise.all(asked), ['a 2', 'b 2', 'a 3', 'a 3'])
})

t.test('tells all who share a run that it failed, and runs again for the next', async t => {
  let runs = 0
  const ask = shareNextOf(async () => {
    runs += 1
    if (runs < 3) throw new Error('for a while')
    return runs
  })
  const failing = await Promise.allSettled([ask('a'), ask('a')])
  const later = await Promise.allSettled([ask('a')])
  t.strictSame(
    [...failing, ...later].map(({ status }) => status),
    Array(3).fill('rejected'),
  )
  t.equal(runs, 2)
  t.equal(await ask('a'), 3)
})

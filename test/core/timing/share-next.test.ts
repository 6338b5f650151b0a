import t from 'tap'
import { shareNext } from '../../../core/timing/share-next.ts'

function createWork() {
  const runs: { resolve(value: number): void; reject(error: Error): void }[] = []
  const ask = shareNext(
    () => new Promise<number>((resolve, reject) => void runs.push({ resolve, reject })),
  )
  return { ask, runs }
}

t.test('gives those who ask meanwhile a run that began after they asked', async t => {
  const { ask, runs } = createWork()
  const first = ask()
  const [second, third] = [ask(), ask()]
  t.equal(runs.length, 1)
  runs[0]?.resolve(1)
  t.equal(await first, 1)
  await new Promise(setImmediate)
  t.equal(runs.length, 2, 'one run for both')
  runs[1]?.resolve(2)
  t.strictSame(await Promise.all([second, third]), [2, 2])
})

t.test('goes on after a run that failed', async t => {
  const { ask, runs } = createWork()
  const first = ask()
  const second = ask()
  runs[0]?.reject(new Error('for a while'))
  await t.rejects(first)
  await new Promise(setImmediate)
  runs[1]?.resolve(2)
  t.equal(await second, 2)
  const third = ask()
  t.equal(runs.length, 3)
  runs[2]?.resolve(3)
  t.equal(await third, 3)
})

import t from 'tap'
import { createLoopTurn } from '../../../core/timing/loop-turn.ts'

t.test('whoever waits in one turn of the loop goes on together, when the turn ends', async t => {
  const endOfTurn = createLoopTurn()
  const gone: string[] = []
  const wait = async (name: string): Promise<void> => {
    await endOfTurn()
    gone.push(name)
  }
  const waiting = [wait('first')]
  // Microtasks are of the turn in which they begin.
  await Promise.resolve()
  waiting.push(wait('second'))
  t.strictSame(gone, [])
  setImmediate(() => gone.push('the next turn'))
  await Promise.all(waiting)
  await new Promise(setImmediate)
  t.strictSame(gone, ['first', 'second', 'the next turn'])
})

t.test('every turn has an end of its own', async t => {
  const endOfTurn = createLoopTurn()
  await endOfTurn()
  let turns = 0
  setImmediate(() => (turns += 1))
  await endOfTurn()
  t.equal(turns, 1)
})

import t from 'tap'
import { createPace, mapYielding } from '../../../core/timing/map-yielding.ts'

function workFor(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

/** Counts how often others have had their turn. */
function countTurns(): { readonly stop: () => number } {
  let turns = 0
  let isRunning = true
  const next = (): void => {
    turns += 1
    if (isRunning) setImmediate(next)
  }
  setImmediate(next)
  return {
    stop() {
      isRunning = false
      return turns
    },
  }
}

t.test('gives others their turn while a long list is mapped', async t => {
  const turns = countTurns()
  const doubled = await mapYielding(
    Array.from({ length: 100 }, (_, index) => index),
    item => {
      workFor(1)
      return 2 * item
    },
  )
  t.ok(turns.stop() >= 5)
  t.equal(doubled[99], 198)
})

t.test('gives others their turn when many go on after the same wait', async t => {
  const turns = countTurns()
  const pace = createPace()
  const shared = Promise.resolve()
  await Promise.all(
    Array.from({ length: 100 }, async () => {
      await shared
      await pace(() => workFor(1))
    }),
  )
  t.ok(turns.stop() >= 5)
})

import t from 'tap'
import type { Outlook } from '../../../core/forecasting/forecaster.ts'
import { createForeseenLevel } from '../../../core/forecasting/foreseen-level.ts'

const rule = {
  withinSeconds: 10_000,
  leftPercent: 40,
  reach: 2,
  enterSeconds: 300,
  leaveSeconds: 900,
}
const outlook: Outlook = {
  inSeconds: 9_000,
  lowSeconds: 8_000,
  highSeconds: 10_000,
  reach: 1.9,
  seenSeconds: 100_000,
}

t.test('is entered when it has held for its time', async t => {
  const level = createForeseenLevel(rule)
  t.equal(level.take(0, outlook, 39), 'off')
  t.equal(level.take(299, outlook, 39), 'off')
  t.equal(level.take(300, outlook, 39), 'on')
})

t.test('is entered sooner when the rise itself is young', async t => {
  const level = createForeseenLevel(rule)
  const young = { ...outlook, seenSeconds: 1_500 }
  level.take(0, young, 39)
  t.equal(level.take(99, young, 39), 'off')
  t.equal(level.take(100, young, 39), 'on')
})

for (const [name, changes, leftPercent] of [
  ['the end is too far', { inSeconds: 10_000 }, 39],
  ['too much is left', {}, 40],
  ['too little has grown', { reach: 2 }, 39],
] as const) {
  t.test(`is not entered when ${name}`, async t => {
    const level = createForeseenLevel(rule)
    level.take(0, { ...outlook, ...changes }, leftPercent)
    t.equal(level.take(600, { ...outlook, ...changes }, leftPercent), 'off')
  })
}

t.test('is held within a margin, and left when it has not held for its time', async t => {
  const level = createForeseenLevel(rule)
  level.take(0, outlook, 39)
  t.equal(level.take(600, outlook, 39), 'on')
  t.equal(level.take(5_000, { ...outlook, inSeconds: 14_999 }, 39), 'on')
  t.equal(level.take(5_899, null, 39), 'on')
  t.equal(level.take(5_900, null, 39), 'off')
  t.equal(level.take(6_000, { ...outlook, inSeconds: 14_999 }, 39), 'off')
})

t.test('an interruption begins the waiting anew', async t => {
  const level = createForeseenLevel(rule)
  level.take(0, outlook, 39)
  level.take(200, null, 39)
  t.equal(level.take(300, outlook, 39), 'off')
  t.equal(level.take(600, outlook, 39), 'on')
})

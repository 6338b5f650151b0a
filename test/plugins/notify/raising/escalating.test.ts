import t from 'tap'
import type { LaterStep } from '../../../../plugins/notify/routing/routing.ts'
import { type Happens, tellStory } from './alarm-story.ts'

const step = (receiver: string, minutes: number, from: LaterStep['from'] = 'warning') => ({
  ...{ receiver, afterMs: minutes * 60_000, from, route: 'oncall' },
})
const rules = { atOnce: ['a'], later: [step('b', 10), step('c', 30)] }
const told = (...story: readonly Happens[]): readonly string[] => tellStory(story, rules)

t.test('who is next is told when nobody has looked after it for so long', async t => {
  t.strictSame(told([0, 'critical'], [120, 'look']), [
    '0 raised critical → a',
    '10 escalated critical → b',
    '30 escalated critical → c',
  ])
})

t.test('nobody else is told once somebody looks after it, or it is over', async t => {
  t.strictSame(told([0, 'critical'], [12, 'acknowledge'], [120, 'look']), [
    '0 raised critical → a',
    '10 escalated critical → b',
  ])
  t.strictSame(told([0, 'critical'], [5, 'cleared'], [120, 'look']), [
    '0 raised critical → a',
    '5 cleared critical → a',
  ])
})

t.test('whoever was told how it began is told how it ends, and nobody else', async t => {
  t.strictSame(told([0, 'critical'], [12, 'cleared']), [
    '0 raised critical → a',
    '10 escalated critical → b',
    '12 cleared critical → a b',
  ])
})

t.test('what gets worse than somebody took on is told on', async t => {
  t.strictSame(told([0, 'warning'], [5, 'acknowledge'], [20, 'critical'], [60, 'look']), [
    '0 raised warning → a',
    '20 raised critical → a',
    '20 escalated critical → b',
    '30 escalated critical → c',
  ])
})

t.test('steps of a route for what is critical count from when it is', async t => {
  const later = [step('b', 10, 'critical')]
  const story: Happens[] = [
    [0, 'warning'],
    [30, 'critical'],
    [60, 'look'],
  ]
  t.strictSame(tellStory(story, { atOnce: ['a'], later }), [
    '0 raised warning → a',
    '30 raised critical → a',
    '40 escalated critical → b',
  ])
})

t.test('coming and going buys no time: what never settled was never over', async t => {
  const flaps = Array.from({ length: 10 }, (_, index): Happens[] => [
    [index * 3, 'critical'],
    [index * 3 + 2, 'cleared'],
  ]).flat()
  const at = told(...flaps, [40, 'look']).filter(one => one.includes('escalated'))
  t.strictSame(at, ['10 escalated critical → b'])
})

t.test('what was over for long enough begins anew', async t => {
  t.strictSame(told([0, 'critical'], [12, 'cleared'], [100, 'critical'], [105, 'look']), [
    '0 raised critical → a',
    '10 escalated critical → b',
    '12 cleared critical → a b',
    '100 raised critical → a',
  ])
})

t.test('nobody is waited for while it is silenced, and from then on as long as ever', async t => {
  const story: Happens[] = [
    [0, 'critical'],
    [5, 'silence'],
    [60, 'hear'],
    [75, 'look'],
  ]
  t.strictSame(told(...story), ['0 raised critical → a', '70 escalated critical → b'])
})

t.test(
  'whoever looked after it, or said that it is over, is given the same time again',
  async t => {
    const again = (by: 'acknowledge' | 'resolve'): readonly string[] =>
      told([0, 'critical'], [8, by], [9, 'cleared'], [12, 'critical'], [30, 'look']).filter(one =>
        one.includes('escalated'),
      )
    t.strictSame(again('acknowledge'), ['19 escalated critical → b'])
    t.strictSame(again('resolve'), ['18 escalated critical → b'])
  },
)

t.test('looking when it is time tells the same as looking all the time', async t => {
  const stories: Happens[][] = [
    [
      [0, 'warning'],
      [7, 'critical'],
      [700, 'look'],
    ],
    [
      [0, 'critical'],
      [2, 'cleared'],
      [4, 'critical'],
      [700, 'look'],
    ],
    [
      ...Array.from({ length: 30 }, (_, at): Happens => [at * 4, at % 2 ? 'cleared' : 'critical']),
      [700, 'look'],
    ],
  ]
  for (const story of stories)
    t.strictSame(
      tellStory(story, { ...rules, look: 'when it is time' }),
      tellStory(story, { ...rules, look: 'every minute' }),
    )
})

t.test('that somebody else is told makes nobody know it who was told otherwise', async t => {
  const story: Happens[] = [
    [0, 'critical'],
    [1, 'warning'],
    [2, 'critical'],
    [100, 'look'],
  ]
  t.strictSame(tellStory(story, { later: [step('boss', 10, 'critical')] }), [
    '0 raised critical → ops',
    '1 raised warning → ops',
    '10 escalated critical → boss',
    '15 settled critical → ops',
  ])
})

t.test('whoever was told by a later step is not told the same again a moment after', async t => {
  const story: Happens[] = [
    [0, 'critical'],
    [16, 'critical'],
    [100, 'look'],
  ]
  t.strictSame(tellStory(story, { later: [step('boss', 10, 'critical')] }).slice(0, 3), [
    '0 raised critical → ops',
    '10 escalated critical → boss',
    '16 raised critical → ops',
  ])
})

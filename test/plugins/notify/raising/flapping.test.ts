import t from 'tap'
import { type Happens, tellStory } from './alarm-story.ts'

/** What flaps: ill for so many minutes, well for so many, until so many have passed. */
function flaps(ill: number, well: number, until: number, severity: 'warning' | 'critical') {
  const story: Happens[] = []
  for (let at = 0; at < until; at += ill + well) story.push([at, severity], [at + ill, 'cleared'])
  return story
}

const minuteOf = (line: string): number => Number(line.split(' ', 1)[0])

/** The most that is told within any hour. */
function mostAnHour(told: readonly string[]): number {
  const at = told.map(minuteOf)
  return Math.max(...at.map(from => at.filter(one => one >= from && one < from + 60).length))
}

t.test('a flapping agent tells twice an hour at most, whatever its rhythm', async t => {
  for (const severity of ['warning', 'critical'] as const)
    for (const [ill, well] of [
      [1, 1],
      [2, 3],
      [5, 1],
      [3, 10],
      [9, 9],
      [14, 14],
      [14, 1],
      [1, 14],
    ] as const) {
      const told = tellStory([...flaps(ill, well, 12 * 60, severity), [900, 'look']])
      t.equal(mostAnHour(told), 2, `${severity} ${ill}/${well}: ${told.join('; ')}`)
      t.ok(told.length >= 8, 'and is not forgotten')
    }
})

t.test('it says how often it flapped', async t => {
  const told = tellStory([...flaps(2, 2, 70, 'critical'), [200, 'look']])
  t.strictSame(told.slice(0, 2), ['0 raised critical → ops', '2 cleared critical → ops'])
  t.match(told[2], /^60 (raised|settled|flapping) critical ×1[45] → ops$/)
})

t.test('what has settled is told as it is, without waiting for the hour', async t => {
  const story: Happens[] = [...flaps(1, 1, 12, 'warning'), [12, 'critical'], [100, 'look']]
  t.strictSame(tellStory(story), [
    '0 raised warning → ops',
    '1 cleared warning → ops',
    '12 raised critical ×6 → ops',
  ])
  const over = tellStory([...flaps(1, 1, 12, 'warning'), [100, 'look']])
  t.match(over[2], /^26 flapping warning ×5 → ops$/)
})

t.test('what is worse than was told is told at once, however it flaps', async t => {
  const story: Happens[] = [...flaps(1, 1, 20, 'warning'), [21, 'critical']]
  t.match(tellStory(story).at(-1), /^21 raised critical/)
})

t.test('what comes back after more than an hour has not flapped', async t => {
  const story: Happens[] = [
    [0, 'warning'],
    [1, 'cleared'],
    [80, 'warning'],
    [81, 'cleared'],
  ]
  t.strictSame(
    tellStory(story).map(line => line.split(' ').slice(0, 2).join(' ')),
    ['0 raised', '1 cleared', '80 raised', '81 cleared'],
  )
})

import fc from 'fast-check'
import t from 'tap'
import { levels, type Level } from '../../../../core/guarding/levels.ts'
import { everyMinute, turnsOf, type Sight } from './story.ts'

type Story = readonly (readonly [number, Sight])[]

const ok: Story = [[0, 'ok']]
const margin = (retained: Level): Sight => ({ observed: 'ok', retained })

// A turn reads: second, from > to, and what is held when that is something else.
const stories: readonly { name: string; story: Story; turns: readonly string[] }[] = [
  { name: 'a subject that looks well is ok at once', story: ok, turns: ['0 unknown>ok'] },
  {
    name: 'warning is entered after 120 s',
    story: [...ok, [60, 'warning'], [179, 'warning'], [180, 'warning']],
    turns: ['0 unknown>ok', '180 ok>warning'],
  },
  {
    name: 'critical is entered after 60 s',
    story: [...ok, [60, 'critical'], [119, 'critical'], [120, 'critical']],
    turns: ['0 unknown>ok', '120 ok>critical'],
  },
  {
    name: 'emergency is entered at once',
    story: [...ok, [60, 'emergency']],
    turns: ['0 unknown>ok', '60 ok>emergency'],
  },
  {
    name: 'a moment of relief starts the waiting anew',
    story: [
      ...ok,
      [60, 'warning'],
      [120, margin('warning')],
      [180, 'warning'],
      [240, 'warning'],
      [300, 'warning'],
    ],
    turns: ['0 unknown>ok', '300 ok>warning'],
  },
  {
    name: 'time under a worse limit counts for the milder one',
    story: [...ok, [60, 'critical'], [100, 'warning'], [180, 'warning']],
    turns: ['0 unknown>ok', '180 ok>warning'],
  },
  {
    name: 'severities are passed one after another as each has been waited for',
    story: [
      ...ok,
      ...everyMinute(60, 180, 'warning'),
      ...everyMinute(240, 300, 'critical'),
      [360, 'emergency'],
    ],
    turns: ['0 unknown>ok', '180 ok>warning', '300 warning>critical', '360 critical>emergency'],
  },
  {
    name: 'a severity is left 300 s after the margin was won back',
    story: [[0, 'emergency'], [60, 'ok'], ...everyMinute(120, 300, 'ok'), [359, 'ok'], [360, 'ok']],
    turns: ['0 unknown>emergency', '360 emergency>ok'],
  },
  {
    name: 'within the margin nothing is left',
    story: [[0, 'emergency'], ...everyMinute(60, 1200, margin('emergency'))],
    turns: ['0 unknown>emergency'],
  },
  {
    name: 'a fall stops at the worst level that is not yet won back',
    story: [
      [0, 'emergency'],
      ...everyMinute(60, 360, margin('warning')),
      ...everyMinute(420, 720, 'ok'),
    ],
    turns: ['0 unknown>emergency', '360 emergency>warning', '720 warning>ok'],
  },
  {
    name: 'a fall goes no further than each level was won back for its time',
    story: [[0, 'emergency'], ...everyMinute(60, 180, 'critical'), ...everyMinute(240, 540, 'ok')],
    turns: ['0 unknown>emergency', '360 emergency>critical', '540 critical>ok'],
  },
  {
    name: 'a touch of the margin starts the way back anew',
    story: [
      [0, 'emergency'],
      ...everyMinute(60, 300, 'ok'),
      [360, margin('emergency')],
      ...everyMinute(420, 720, 'ok'),
    ],
    turns: ['0 unknown>emergency', '720 emergency>ok'],
  },
  {
    name: 'a gap of two intervals is none',
    story: [...ok, [60, 'warning'], [180, 'warning']],
    turns: ['0 unknown>ok', '180 ok>warning'],
  },
  {
    name: 'a gap over two intervals starts the waiting anew',
    story: [...ok, [60, 'warning'], [181, 'warning'], [241, 'warning'], [301, 'warning']],
    turns: ['0 unknown>ok', '301 ok>warning'],
  },
  {
    name: 'a gap never releases a block',
    story: [[0, 'emergency'], [60, 'ok'], [3600, 'ok'], ...everyMinute(3660, 3900, 'ok')],
    turns: ['0 unknown>emergency', '3900 emergency>ok'],
  },
  {
    name: 'a clock that goes back is a gap',
    story: [
      [600, 'emergency'],
      [660, 'ok'],
      [100, 'ok'],
      [160, 'ok'],
    ],
    turns: ['600 unknown>emergency'],
  },
  {
    name: 'one failed read changes nothing, not even the waiting',
    story: [...ok, [60, 'warning'], [120, 'failed'], [180, 'warning']],
    turns: ['0 unknown>ok', '180 ok>warning'],
  },
  {
    name: 'two failed reads make a subject unknown, which holds what was',
    story: [
      [0, 'emergency'],
      [60, 'failed'],
      [120, 'failed'],
      [180, 'failed'],
    ],
    turns: ['0 unknown>emergency', '120 emergency>unknown (emergency)'],
  },
  {
    name: 'the first good reading takes an unknown subject back to what it held',
    story: [
      [0, 'emergency'],
      [60, 'failed'],
      [120, 'failed'],
      [180, 'ok'],
      ...everyMinute(240, 480, 'ok'),
    ],
    turns: [
      '0 unknown>emergency',
      '120 emergency>unknown (emergency)',
      '180 unknown>emergency',
      '480 emergency>ok',
    ],
  },
  {
    name: 'an unknown subject can get worse at once',
    story: [...ok, [60, 'failed'], [120, 'failed'], [180, 'emergency']],
    turns: ['0 unknown>ok', '120 ok>unknown', '180 unknown>emergency'],
  },
  {
    name: 'a subject that is first seen past a limit stays unknown until that was waited for',
    story: [
      [0, 'warning'],
      [60, 'warning'],
      [120, 'warning'],
    ],
    turns: ['120 unknown>warning'],
  },
  {
    name: 'the worst of several measures is what a subject is',
    story: [
      [0, { cpu: 'ok', memory: 'ok' }],
      [60, { cpu: 'critical', memory: 'warning' }],
      [120, { cpu: 'critical', memory: 'warning' }],
      [180, { cpu: 'warning', memory: 'emergency' }],
    ],
    turns: ['0 unknown>ok', '120 ok>critical by cpu', '180 critical>emergency by memory'],
  },
  {
    name: 'each measure is waited for by itself',
    story: [
      [0, { cpu: 'ok', memory: 'ok' }],
      [60, { cpu: 'warning', memory: 'ok' }],
      [120, { cpu: 'ok', memory: 'warning' }],
      [180, { cpu: 'ok', memory: 'warning' }],
      [240, { cpu: 'ok', memory: 'warning' }],
    ],
    turns: ['0 unknown>ok', '240 ok>warning by memory'],
  },
  {
    name: 'a level is left when every measure has won it back for its time',
    story: [
      [0, { cpu: 'emergency', memory: 'emergency' }],
      ...everyMinute(60, 120, { cpu: 'ok', memory: 'emergency' }),
      ...everyMinute(180, 480, { cpu: 'ok', memory: 'ok' }),
    ],
    turns: ['0 unknown>emergency by cpu', '480 emergency>ok'],
  },
  {
    name: 'a measure that is new has won back nothing yet',
    story: [
      [0, { cpu: 'emergency' }],
      ...everyMinute(60, 300, { cpu: 'ok' }),
      ...everyMinute(360, 660, { cpu: 'ok', memory: 'ok' }),
    ],
    turns: ['0 unknown>emergency by cpu', '660 emergency>ok'],
  },
  {
    name: 'a reading of which nothing is judged releases nothing and is not well',
    story: [[0, {}], [60, 'emergency'], ...everyMinute(120, 900, {})],
    turns: ['60 unknown>emergency'],
  },
  {
    name: 'a subject that was never read and fails is unknown without a word',
    story: [
      [0, 'failed'],
      [60, 'failed'],
    ],
    turns: [],
  },
]

for (const { name, story, turns } of stories) {
  t.test(name, async t => {
    const told = turnsOf(story).map(({ at, from, to, held, measure }) => {
      const hidden = to === 'unknown' && held !== 'ok' ? ` (${held})` : ''
      const by = measure === null || measure === 'all' ? '' : ` by ${measure}`
      return `${at} ${from}>${to}${hidden}${by}`
    })
    t.strictSame(told, turns)
  })
}

t.test(
  'a change says since when it has been so: the first to pass, the last to win back',
  async t => {
    const turns = turnsOf([
      [0, { cpu: 'ok', memory: 'ok' }],
      [60, { cpu: 'warning', memory: 'ok' }],
      ...everyMinute(120, 240, { cpu: 'warning', memory: 'warning' }),
      [300, { cpu: 'ok', memory: 'warning' }],
      ...everyMinute(360, 660, { cpu: 'ok', memory: 'ok' }),
    ])
    t.match(turns.slice(1), [
      { at: 180, to: 'warning', measure: 'cpu', since: 60 },
      { at: 660, to: 'ok', measure: null, since: 360 },
    ])
    const other = turnsOf([
      [0, { cpu: 'warning', memory: 'warning' }],
      [60, { cpu: 'warning', memory: 'warning' }],
      [120, { cpu: 'warning', memory: 'warning' }],
      [180, { cpu: 'warning', memory: 'ok' }],
      ...everyMinute(240, 540, { cpu: 'ok', memory: 'ok' }),
    ])
    t.match(other, [{ at: 120 }, { at: 540, to: 'ok', since: 240 }])
  },
)

const sights = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 400 }),
    fc.oneof(
      { weight: 1, arbitrary: fc.constant('failed' as const) },
      {
        weight: 8,
        arbitrary: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })).map(([a, b]): Sight => ({
          observed: levels[Math.min(a, b)] ?? 'ok',
          retained: levels[Math.max(a, b)] ?? 'ok',
        })),
      },
    ),
  ),
  { maxLength: 60 },
)

function storyOf(steps: readonly (readonly [number, Sight])[]): Story {
  let seconds = 0
  return steps.map(([pause, sight]) => [(seconds += pause), sight])
}

t.test('a level is never left sooner than its leaving time after it was entered', async t => {
  const property = fc.property(sights, steps => {
    let enteredAt = -Infinity
    let held: Level = 'ok'
    for (const turn of turnsOf(storyOf(steps))) {
      const rank = levels.indexOf(turn.held) - levels.indexOf(held)
      if (rank < 0 && turn.at - enteredAt < 300) return false
      if (rank > 0) enteredAt = turn.at
      held = turn.held
    }
    return true
  })
  t.doesNotThrow(() => fc.assert(property, { numRuns: 300 }))
})

t.test('no gap and no failed read ever lets go of a level', async t => {
  const property = fc.property(sights, steps => {
    const story = storyOf(steps)
    let held: Level = 'ok'
    return turnsOf(story).every(turn => {
      const released = levels.indexOf(turn.held) < levels.indexOf(held)
      held = turn.held
      if (!released) return true
      const before = story.filter(([at]) => at > turn.at - 300 && at <= turn.at)
      return before.every(([at], n) => at - (before[n - 1]?.[0] ?? turn.at - 300) <= 120)
    })
  })
  t.doesNotThrow(() => fc.assert(property, { numRuns: 300 }))
})

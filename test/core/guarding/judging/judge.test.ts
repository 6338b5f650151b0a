import fc from 'fast-check'
import t from 'tap'
import type { MeasureLimits } from '../../../../core/guarding/measure.ts'
import { judge, judgeAll, patienceOf } from '../../../../core/guarding/judging/judge.ts'
import { reaches } from '../../../../core/guarding/levels.ts'

const limit = (enter: number, leave: number, enterAfterSeconds = 0) => ({
  ...{ enter, leave, enterAfterSeconds },
})
const below: MeasureLimits = {
  side: 'below',
  warning: limit(20, 25, 120),
  critical: limit(10, 15, 60),
  emergency: limit(5, 10),
  leaveAfterSeconds: 300,
}
const above: MeasureLimits = {
  side: 'above',
  warning: limit(80, 75),
  critical: limit(90, 85),
  emergency: limit(95, 90),
  leaveAfterSeconds: 0,
}

for (const [value, observed, retained] of [
  [25, 'ok', 'ok'],
  [24.9, 'ok', 'warning'],
  [20, 'ok', 'warning'],
  [19.9, 'warning', 'warning'],
  [14.9, 'warning', 'critical'],
  [10, 'warning', 'critical'],
  [9.9, 'critical', 'emergency'],
  [4.9, 'emergency', 'emergency'],
  [-1, 'emergency', 'emergency'],
] as const) {
  t.test(
    `${value} of what runs out is ${observed} and falls no further than ${retained}`,
    async t => {
      t.strictSame(judge(value, below), { observed, retained })
    },
  )

  t.test(`${100 - value} of what fills is ${observed} as well`, async t => {
    t.strictSame(judge(100 - value, above), { observed, retained })
  })
}

t.test('a level without a limit is never entered', async t => {
  const { side, warning, emergency, leaveAfterSeconds } = below
  const rest = { side, warning, emergency, leaveAfterSeconds } as MeasureLimits
  t.strictSame(judge(7, rest), { observed: 'warning', retained: 'emergency' })
  t.strictSame(judge(-1, { side: 'below', leaveAfterSeconds: 0 }), {
    ...{ observed: 'ok', retained: 'ok' },
  })
})

t.test('what is no number enters nothing and leaves nothing', async t => {
  t.strictSame(judge(NaN, below), { observed: 'ok', retained: 'emergency' })
})

t.test('what is entered is not left, however its limits are set', async t => {
  const number = fc.double({ min: -100, max: 100, noNaN: true })
  const side = fc.constantFrom('below' as const, 'above' as const)
  const bound = fc.tuple(number, number).map(([enter, leave]) => limit(enter, leave))
  const property = fc.property(
    side,
    number,
    fc.tuple(bound, bound, bound),
    (side, value, bounds) => {
      const [warning, critical, emergency] = bounds
      const limits = { side, warning, critical, emergency, leaveAfterSeconds: 0 }
      const { observed, retained } = judge(value, limits)
      return reaches(retained, observed)
    },
  )
  t.doesNotThrow(() => fc.assert(property, { numRuns: 300 }))
})

t.test('each value is judged by the limits of its measure, and others are not', async t => {
  const tracks = judgeAll(
    { free: 9, load: 91, other: 0 },
    { free: below, load: above, gone: below },
  )
  t.match(tracks, [
    { measure: 'free', observed: 'critical', retained: 'emergency', leaveAfterSeconds: 300 },
    { measure: 'load', observed: 'critical', retained: 'emergency', leaveAfterSeconds: 0 },
  ])
  t.equal(tracks.length, 2)
  t.strictSame(tracks[0]?.enterAfterSeconds, { warning: 120, critical: 60, emergency: 0 })
})

t.test('a measure of any name is a measure and nothing else', async t => {
  const named = (name: string, value: unknown): object =>
    JSON.parse(`{"${name}":${JSON.stringify(value)}}`) as object
  for (const name of ['__proto__', 'constructor', 'toString', ''])
    t.match(
      judgeAll(
        named(name, 1) as Record<string, number>,
        named(name, below) as Record<string, MeasureLimits>,
      ),
      [{ measure: name, observed: 'emergency' }],
      name,
    )
  t.strictSame(judgeAll({}, { constructor: below, toString: below }), [])
})

t.test('patience knows no level that has no limit', async t => {
  t.strictSame(patienceOf({ critical: limit(1, 2, 30), leaveAfterSeconds: 7 }), {
    ...{ enterAfterSeconds: { critical: 30 }, leaveAfterSeconds: 7 },
  })
})

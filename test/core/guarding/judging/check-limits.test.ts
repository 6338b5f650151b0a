import t from 'tap'
import type { LevelLimit, MeasureLimits } from '../../../../core/guarding/measure.ts'
import { checkLimits, type Range } from '../../../../core/guarding/judging/check-limits.ts'

type Bound = readonly [enter: number, leave: number]

function faultsOf(
  side: MeasureLimits['side'],
  bounds: Readonly<Partial<Record<'warning' | 'critical' | 'emergency', Bound>>>,
  range?: Range,
): readonly string[] {
  const limits = Object.entries(bounds).map(([level, [enter, leave]]): [string, LevelLimit] => [
    ...([level, { enter, leave, enterAfterSeconds: 0 }] as const),
  ])
  const all = { side, ...Object.fromEntries(limits), leaveAfterSeconds: 0 }
  return checkLimits(all, range).map(({ level, fault }) => `${level} ${fault}`)
}

t.test('limits that grow worse and are left on the good side are right', async t => {
  t.strictSame(faultsOf('below', { warning: [20, 25], critical: [10, 10], emergency: [5, 6] }), [])
  t.strictSame(
    faultsOf('above', { warning: [80, 75], critical: [90, 90], emergency: [95, 94] }),
    [],
  )
  t.strictSame(faultsOf('above', {}), [])
})

t.test('a limit is not left where it is still entered', async t => {
  t.strictSame(faultsOf('below', { warning: [20, 19] }), ['warning wrong_side'])
  t.strictSame(faultsOf('above', { critical: [80, 81] }), ['critical wrong_side'])
})

t.test(
  'a worse level begins later than each milder one, with or without others between',
  async t => {
    t.strictSame(faultsOf('below', { warning: [20, 20], critical: [20, 20] }), [
      'critical not_worse',
    ])
    t.strictSame(faultsOf('above', { warning: [80, 80], emergency: [79, 79] }), [
      'emergency not_worse',
    ])
    t.strictSame(
      faultsOf('below', { warning: [10, 10], critical: [20, 20], emergency: [30, 30] }),
      ['critical not_worse', 'emergency not_worse'],
    )
  },
)

t.test('a limit can be left by a value that there can be', async t => {
  const percent = { least: 0, most: 100 }
  t.strictSame(faultsOf('below', { warning: [98, 100] }, percent), [])
  t.strictSame(faultsOf('below', { warning: [98, 101] }, percent), ['warning never_left'])
  t.strictSame(faultsOf('above', { warning: [3, 0] }, percent), [])
  t.strictSame(faultsOf('above', { warning: [3, -1] }, percent), ['warning never_left'])
  t.strictSame(faultsOf('above', { warning: [3, -1] }), [], 'of what can be anything')
})

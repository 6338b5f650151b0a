import t from 'tap'
import { checkLimits, resolveLimits } from '../../../../plugins/disk/judging/limits.ts'
import { configured } from '../defaults.ts'

const GB = 1e9

function errorsOf(limits: object, capacity: number): readonly string[] {
  const rules = configured({ limits }).limits
  return checkLimits(resolveLimits(rules, capacity), capacity).map(({ field }) => field)
}

t.test('the defaults fit a disk of any size', async t => {
  for (const size of [1000, 1e6, 100 * GB, 1000 * GB, 1e15])
    t.strictSame(errorsOf({}, size), [], `${size}`)
})

t.test('a share and a size are compared in bytes of the disk at hand', async t => {
  const limits = { critical: { availablePercent: 50, availableBytes: '30GB' } }
  t.strictSame(
    errorsOf(limits, 1000 * GB),
    ['emergency.availableBytes'],
    '50 GB is not under 30 GB',
  )
  t.strictSame(errorsOf(limits, 200 * GB), [], '40, 30 and 10 GB are in order')
  t.strictSame(errorsOf(limits, 20 * GB), ['critical.availableBytes'], '10 GB is not under 4 GB')
})

t.test('equal limits contradict each other', async t => {
  t.strictSame(errorsOf({ critical: { availablePercent: 20 } }, 10 * GB), [
    'critical.availableBytes',
  ])
  t.strictSame(errorsOf({ critical: { inodesUsedPercent: 90 } }, 10 * GB), [
    'critical.inodesUsedPercent',
  ])
})

t.test('a severity must be left some time', async t => {
  t.strictSame(errorsOf({ warning: { availablePercent: 96 } }, 10 * GB), [
    'warning.availablePercent',
  ])
  t.strictSame(errorsOf({ warning: { inodesUsedPercent: 4 } }, 10 * GB), [
    'warning.inodesUsedPercent',
  ])
})

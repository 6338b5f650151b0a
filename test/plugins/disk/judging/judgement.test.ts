import t from 'tap'
import type { Reading } from '../../../../plugins/disk/sample-events.ts'
import { judge } from '../../../../plugins/disk/judging/judgement.ts'
import { checkLimits, resolveLimits } from '../../../../plugins/disk/judging/limits.ts'
import type { Level } from '../../../../core/guarding/levels.ts'
import { diskEvents } from '../../../../plugins/disk/events.ts'
import { sample } from '../examples.ts'
import { configured } from '../defaults.ts'

const rules = configured().limits

function readingWith(capacity: number, availableBytes: number, inodesUsed = 0): Reading {
  return {
    totalBytes: capacity,
    usedBytes: capacity - availableBytes,
    freeBytes: availableBytes,
    availableBytes,
    inodesTotal: inodesUsed > 0 ? 1000 : 0,
    inodesUsed,
  }
}

const GB = 1e9
const small = 100 * GB
const large = 10_000 * GB

for (const { kind, capacity, limit, share, below, from } of [
  { kind: 'a share', capacity: small, limit: 20 * GB, share: 20, below: 'warning', from: 'ok' },
  {
    kind: 'a share',
    capacity: small,
    limit: 10 * GB,
    share: 10,
    below: 'critical',
    from: 'warning',
  },
  {
    kind: 'a share',
    capacity: small,
    limit: 5 * GB,
    share: 5,
    below: 'emergency',
    from: 'critical',
  },
  { kind: 'a size', capacity: large, limit: 200 * GB, share: 20, below: 'warning', from: 'ok' },
  {
    kind: 'a size',
    capacity: large,
    limit: 150 * GB,
    share: 10,
    below: 'critical',
    from: 'warning',
  },
  {
    kind: 'a size',
    capacity: large,
    limit: 100 * GB,
    share: 5,
    below: 'emergency',
    from: 'critical',
  },
] satisfies {
  kind: string
  capacity: number
  limit: number
  share: number
  below: Level
  from: Level
}[]) {
  t.test(`${below} begins under the limit of ${kind}, not at it`, async t => {
    const limits = resolveLimits(rules, capacity)
    const observed = (available: number): Level =>
      judge(readingWith(capacity, available), limits).observedSeverity
    t.equal(observed(limit - 1), below)
    t.equal(observed(limit), from)
    t.equal(observed(limit + 1), from)
  })

  t.test(
    `${below} is kept until 5 points above the limit of ${kind}, or as much less as the size is`,
    async t => {
      const limits = resolveLimits(rules, capacity)
      const leave = limit + (limit * 5) / share
      const retained = (available: number): Level =>
        judge(readingWith(capacity, available), limits).retainedSeverity
      t.equal(retained(leave - 1), below)
      t.not(retained(leave), below)
      t.not(retained(leave + 1), below)
    },
  )
}

for (const { percent, at, under } of [
  { percent: 90, at: 'warning', under: 'ok' },
  { percent: 95, at: 'critical', under: 'warning' },
  { percent: 98, at: 'emergency', under: 'critical' },
] satisfies { percent: number; at: Level; under: Level }[]) {
  const limits = resolveLimits(rules, small)
  const used = (inodes: number): Reading => readingWith(small, small, inodes)

  t.test(`${at} begins at ${percent} % of the inodes`, async t => {
    t.equal(judge(used(percent * 10 - 1), limits).observedSeverity, under)
    t.equal(judge(used(percent * 10), limits).observedSeverity, at)
    t.equal(judge(used(percent * 10 + 1), limits).observedSeverity, at)
  })

  t.test(`${at} is kept until 5 points below ${percent} % of the inodes`, async t => {
    const leave = (percent - 5) * 10
    t.equal(judge(used(leave + 1), limits).retainedSeverity, at)
    t.not(judge(used(leave), limits).retainedSeverity, at)
    t.not(judge(used(leave - 1), limits).retainedSeverity, at)
  })
}

t.test('the share counts what root keeps for itself as not there', async t => {
  // 100 GB of which root keeps 20: users can fill 80, and 20 % of that is 16.
  const limits = resolveLimits(rules, 80 * GB)
  t.equal(limits.warning.availableBytes, 16 * GB)
})

t.test('a limit between two bytes is met by every byte under it', async t => {
  const limits = resolveLimits(rules, 101)
  t.equal(limits.warning.availableBytes, 21)
  t.equal(judge(readingWith(101, 20), limits).observedSeverity, 'warning')
  t.equal(judge(readingWith(101, 21), limits).observedSeverity, 'ok')
})

t.test('a filesystem without a number of inodes is judged by its space alone', async t => {
  const reading = { ...readingWith(small, small), inodesTotal: 0, inodesUsed: 0 }
  t.strictSame(judge(reading, resolveLimits(rules, small)), {
    observedSeverity: 'ok',
    retainedSeverity: 'ok',
  })
})

t.test('a large disk leaves a severity well before it would be one again', async t => {
  const TB = 1000 * GB
  const limits = resolveLimits(rules, 20 * TB)
  t.match(limits, {
    warning: { availableBytes: 200 * GB, leaveAvailableBytes: 250 * GB },
    critical: { availableBytes: 150 * GB, leaveAvailableBytes: 225 * GB },
    emergency: { availableBytes: 100 * GB, leaveAvailableBytes: 200 * GB },
  })
  t.strictSame(judge(readingWith(20 * TB, 900 * GB), limits), {
    observedSeverity: 'ok',
    retainedSeverity: 'ok',
  })
})

t.test('nothing available is an emergency, even where nothing can be filled', async t => {
  for (const capacity of [0, 1, small]) {
    const limits = resolveLimits(rules, capacity)
    t.equal(judge(readingWith(capacity, 0), limits).observedSeverity, 'emergency', `${capacity}`)
    t.strictSame(checkLimits(limits, capacity), [])
  }
})

t.test('whatever the limits and the size, they can be recorded', async t => {
  const odd = configured({
    limits: { warning: { availablePercent: 99, inodesUsedPercent: 1 }, leaveMarginPercent: 99 },
  })
  const { limits } = { limits: resolveLimits(odd.limits, Number.MAX_SAFE_INTEGER) }
  t.notOk(diskEvents['disk.Sampled'].data.validate({ ...sample, limits }).error)
})

t.test('without a margin a limit that is reached is not won back', async t => {
  const limits = resolveLimits(configured({ limits: { leaveMarginPercent: 0 } }).limits, small)
  t.strictSame(judge(readingWith(small, small, 900), limits), {
    ...{ observedSeverity: 'warning', retainedSeverity: 'warning' },
  })
  t.strictSame(judge(readingWith(small, small, 899), limits), {
    ...{ observedSeverity: 'ok', retainedSeverity: 'ok' },
  })
})

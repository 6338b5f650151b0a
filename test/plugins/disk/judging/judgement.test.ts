import t from 'tap'
import type { Reading } from '../../../../plugins/disk/sample-events.ts'
import { judge } from '../../../../plugins/disk/judging/judgement.ts'
import { resolveLimits } from '../../../../plugins/disk/judging/limits.ts'
import type { Level } from '../../../../plugins/disk/severity.ts'
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

for (const { kind, capacity, limit, below, from } of [
  { kind: 'a share', capacity: small, limit: 20 * GB, below: 'warning', from: 'ok' },
  { kind: 'a share', capacity: small, limit: 10 * GB, below: 'critical', from: 'warning' },
  { kind: 'a share', capacity: small, limit: 5 * GB, below: 'emergency', from: 'critical' },
  { kind: 'a size', capacity: large, limit: 200 * GB, below: 'warning', from: 'ok' },
  { kind: 'a size', capacity: large, limit: 150 * GB, below: 'critical', from: 'warning' },
  { kind: 'a size', capacity: large, limit: 100 * GB, below: 'emergency', from: 'critical' },
] satisfies { kind: string; capacity: number; limit: number; below: Level; from: Level }[]) {
  t.test(`${below} begins under the limit of ${kind}, not at it`, async t => {
    const limits = resolveLimits(rules, capacity)
    const observed = (available: number): Level =>
      judge(readingWith(capacity, available), limits).observedSeverity
    t.equal(observed(limit - 1), below)
    t.equal(observed(limit), from)
    t.equal(observed(limit + 1), from)
  })

  t.test(`${below} is kept until 5 points above the limit of ${kind}`, async t => {
    const limits = resolveLimits(rules, capacity)
    const leave = limit + capacity / 20
    const retained = (available: number): Level =>
      judge(readingWith(capacity, available), limits).retainedSeverity
    t.equal(retained(leave - 1), below)
    t.not(retained(leave), below)
    t.not(retained(leave + 1), below)
  })
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

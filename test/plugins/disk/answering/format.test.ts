import t from 'tap'
import { describeDuration } from '../../../../core/timing/describe-duration.ts'
import { formatBytes } from '../../../../plugins/disk/answering/words.ts'

t.test('writes sizes with three digits in powers of 1000', async t => {
  t.equal(formatBytes(0), '0 bytes')
  t.equal(formatBytes(999), '999 bytes')
  t.equal(formatBytes(1000), '1 kB')
  t.equal(formatBytes(78_123_000_000), '78.1 GB')
  t.equal(formatBytes(2.5e12), '2.5 TB')
  t.equal(formatBytes(4e21), '4000 EB')
})

t.test('writes durations in their two largest units', async t => {
  t.equal(describeDuration(12.4), '12 s')
  t.equal(describeDuration(2100), '35 min')
  t.equal(describeDuration(7200), '2 h')
  t.equal(describeDuration(8100), '2 h 15 min')
  t.equal(describeDuration(187_200), '2 d 4 h')
})

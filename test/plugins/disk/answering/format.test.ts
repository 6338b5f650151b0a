import t from 'tap'
import { formatBytes, formatDuration } from '../../../../plugins/disk/answering/words.ts'

t.test('writes sizes with three digits in powers of 1000', async t => {
  t.equal(formatBytes(0), '0 bytes')
  t.equal(formatBytes(999), '999 bytes')
  t.equal(formatBytes(1000), '1 kB')
  t.equal(formatBytes(78_123_000_000), '78.1 GB')
  t.equal(formatBytes(2.5e12), '2.5 TB')
  t.equal(formatBytes(4e21), '4000 EB')
})

t.test('writes durations in their two largest units', async t => {
  t.equal(formatDuration(12.4), '12 s')
  t.equal(formatDuration(2100), '35 min')
  t.equal(formatDuration(7200), '2 h')
  t.equal(formatDuration(8100), '2 h 15 min')
  t.equal(formatDuration(187_200), '2 d 4 h')
})

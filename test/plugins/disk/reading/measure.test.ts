import t from 'tap'
import { measure } from '../../../../plugins/disk/reading/disk-reader.ts'

const stat = {
  type: 0xef53n,
  bsize: 4096n,
  blocks: 1000n,
  bfree: 300n,
  bavail: 250n,
  files: 500n,
  ffree: 100n,
}

t.test('takes sizes from statfs where systeminformation lists nothing', async t => {
  t.strictSame(measure(undefined, stat), {
    totalBytes: 4_096_000,
    usedBytes: 2_867_200,
    freeBytes: 1_228_800,
    availableBytes: 1_024_000,
    inodesTotal: 500,
    inodesUsed: 400,
  })
})

t.test(
  'takes sizes from systeminformation where it lists the mount, and inodes from statfs',
  async t => {
    const listed = {
      fs: 'tank/data',
      type: 'zfs',
      size: 9_000_000,
      used: 5_000_000,
      available: 4_000_000,
      use: 55.56,
      mount: '/data',
      rw: true,
    }
    t.strictSame(measure(listed, { ...stat, files: 0n, ffree: 0n }), {
      totalBytes: 9_000_000,
      usedBytes: 5_000_000,
      freeBytes: 4_000_000,
      availableBytes: 4_000_000,
      inodesTotal: 0,
      inodesUsed: 0,
    })
  },
)

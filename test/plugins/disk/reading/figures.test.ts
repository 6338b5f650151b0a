import t from 'tap'
import { measure, poolOf, type Figures } from '../../../../plugins/disk/reading/figures.ts'
import { diskEvents } from '../../../../plugins/disk/events.ts'
import { sample } from '../examples.ts'

const plain: Figures = {
  unit: 4096n,
  blocks: 1000n,
  free: 300n,
  available: 250n,
  inodes: 500n,
  freeInodes: 100n,
}
const MOST = Number.MAX_SAFE_INTEGER
const ALL = 2n ** 64n - 1n

t.test('makes bytes of blocks', async t => {
  t.strictSame(measure(plain), {
    kind: 'read',
    reading: {
      totalBytes: 4_096_000,
      usedBytes: 2_867_200,
      freeBytes: 1_228_800,
      availableBytes: 1_024_000,
      inodesTotal: 500,
      inodesUsed: 400,
    },
  })
})

for (const [what, figures, reading] of [
  [
    'sizes over 2^53 (EFS says 8 EiB) keep their shares',
    { unit: 2n ** 20n, blocks: 2n ** 43n, free: 2n ** 42n, available: 2n ** 42n },
    { totalBytes: MOST, usedBytes: Math.ceil(MOST / 2), availableBytes: Math.floor(MOST / 2) },
  ],
  [
    'sizes over 2^53 that are all free (s3fs says 64 PiB) are all free',
    { unit: 2n ** 24n, blocks: 2n ** 32n - 1n, free: 2n ** 32n - 1n, available: 2n ** 32n - 1n },
    { totalBytes: MOST, usedBytes: 0, availableBytes: MOST },
  ],
  ['less than nothing available is nothing', { available: -5n }, { availableBytes: 0 }],
  [
    'less than nothing available is nothing, however it is written',
    { available: ALL - 4n },
    { availableBytes: 0 },
  ],
  ['no more is available than is free', { available: 900n }, { availableBytes: 300 * 4096 }],
  ['no count of free inodes is no number of inodes', { freeInodes: -1n }, { inodesTotal: 0 }],
  ['2^64-1 free inodes are no number of inodes', { freeInodes: ALL }, { inodesTotal: 0 }],
  ['2^64-1 inodes are no number of inodes', { inodes: ALL, freeInodes: ALL }, { inodesTotal: 0 }],
  ['inodes over 2^53 are no number of inodes', { inodes: 2n ** 60n }, { inodesTotal: 0 }],
  ['more free inodes than there are are no number', { freeInodes: 501n }, { inodesTotal: 0 }],
] satisfies [string, Partial<Figures>, object][]) {
  t.test(what, async t => {
    const measured = measure({ ...plain, ...figures })
    t.match(measured, { kind: 'read', reading })
    if (measured.kind !== 'read') return
    if ('inodesTotal' in reading) t.equal(measured.reading.inodesUsed, 0)
    const { error } = diskEvents['disk.Sampled'].data.validate({ ...sample, ...measured.reading })
    t.notOk(error, 'and can be recorded')
  })
}

for (const [what, figures, kind] of [
  ['more free than there is', { free: 1001n }, 'odd'],
  ['less than nothing free', { free: -1n }, 'odd'],
  ['no blocks', { blocks: 0n }, 'sizeless'],
  ['blocks of no size', { unit: 0n }, 'sizeless'],
  ['2^64-1 of everything', { blocks: ALL, free: ALL, available: ALL }, 'sizeless'],
  ['-1 of everything', { blocks: -1n, free: -1n, available: -1n }, 'sizeless'],
  ['-1 blocks, none of them free', { blocks: -1n, free: 0n, available: 0n }, 'sizeless'],
] as const) {
  t.test(`${what} is no reading, and says so`, async t => {
    t.match(measure({ ...plain, ...figures }), { kind, message: /^It reports/ })
  })
}

t.test(
  'a pool is used by all that draw on it, and has the room of the one that has most',
  async t => {
    const one = { inodesTotal: 10, inodesUsed: 1 }
    const a = { totalBytes: 900, usedBytes: 100, freeBytes: 800, availableBytes: 800, ...one }
    const b = { totalBytes: 1000, usedBytes: 201, freeBytes: 799, availableBytes: 799, ...one }
    t.strictSame(poolOf([a]), a)
    t.match(poolOf([b, a]), {
      totalBytes: 1101,
      usedBytes: 301,
      freeBytes: 800,
      availableBytes: 800,
    })
  },
)

import t from 'tap'
import { checkConfig } from '../../../../plugins/disk/reading/check-config.ts'
import type { DiskReader } from '../../../../plugins/disk/reading/disk-reader.ts'
import { parseMountinfo } from '../../../../plugins/disk/reading/mountinfo.ts'
import { configured } from '../defaults.ts'

const GB = 1e9
const [mount] = parseMountinfo('2 1 8:17 / /data rw - xfs /dev/sdb1 rw')
const watched = { ...mount!, mount: '/data', path: '/data', pooled: [], reach: 'here' as const }

/** A machine with one disk of so many bytes. */
const diskOf = (bytes: number): DiskReader => ({
  choose: async () => ({ watched: [watched], standings: [], missing: [] }),
  readEach: async () => new Map(),
  read: async () => ({
    kind: 'read',
    reading: {
      totalBytes: bytes,
      usedBytes: 0,
      freeBytes: bytes,
      availableBytes: bytes,
      inodesTotal: 0,
      inodesUsed: 0,
    },
  }),
})

const config = configured({ limitsOf: { '/data': { warning: { availableBytes: '50GB' } } } })

t.test('limits that are in order on this disk are fine', async t => {
  await t.resolves(checkConfig(config, diskOf(300 * GB)))
})

t.test('limits that contradict each other on this disk name plugin, mount and key', async t => {
  await t.rejects(checkConfig(config, diskOf(10_000 * GB)), {
    code: 'DECKLOG_CONFIG_INVALID',
    fields: [
      { field: "plugins.disk.limitsOf['/data'].critical.availableBytes", message: /\/data/ },
    ],
  })
})

t.test('a disk that cannot be read contradicts nothing', async t => {
  const unread: DiskReader = {
    ...diskOf(1),
    read: async () => ({ kind: 'failed', failure: 'timed_out', message: 'late' }),
  }
  await t.resolves(checkConfig(config, unread))
})

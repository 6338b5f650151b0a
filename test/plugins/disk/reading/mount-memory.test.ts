import t from 'tap'
import { diskEvents } from '../../../../plugins/disk/events.ts'
import type { MountsListed } from '../../../../plugins/disk/mount-events.ts'
import type { GuardEvent } from '../../../../plugins/disk/reading/guard.ts'
import { diskIdOf, mountsStream } from '../../../../plugins/disk/streams.ts'
import { moment, recorded } from '../observations.ts'
import { watchMachine } from './watched-machine.ts'

const root = '1 0 8:1 / / rw - ext4 /dev/sda1 rw'
const data = '2 1 8:2 / /data rw - xfs /dev/sdb1 rw'
const both = `${root}\n${data}`

const listingsOf = (events: readonly GuardEvent[]): readonly MountsListed[] =>
  events.flatMap(event => (event.type === 'disk.MountsListed' ? [event] : []))

t.test('a disk that is gone is told until it is unknown, and then no more', async t => {
  const machine = watchMachine(t, { mountinfo: both })
  t.strictSame(await machine.told(), ['/ read', '/data read'])
  machine.mountinfo = root
  t.strictSame(await machine.told(), ['/ read', '/data not_mounted'])
  t.strictSame(await machine.told(), ['/ read', '/data not_mounted'])
  t.strictSame(await machine.told(), ['/ read'])
  machine.mountinfo = both
  t.strictSame(await machine.told(), ['/ read', '/data read'], 'it is back')
  machine.mountinfo = root
  t.strictSame(await machine.told(), ['/ read', '/data not_mounted'], 'and gone anew')
  t.strictSame(await machine.told(), ['/ read', '/data not_mounted'])
  t.strictSame(await machine.told(), ['/ read'])
})

t.test('a disk that is wanted and gone is told for as long as it is wanted', async t => {
  const machine = watchMachine(t, { mountinfo: root, config: { mounts: ['/data'] } })
  for (let n = 0; n < 4; n += 1) t.strictSame(await machine.told(), ['/data not_mounted'])
})

t.test('a disk under another mount is covered, and so is its child', async t => {
  const sub = '3 2 8:3 / /data/sub rw - xfs /dev/sdc1 rw'
  const machine = watchMachine(t, { mountinfo: `${both}\n${sub}` })
  await machine.round()
  machine.mountinfo = `${both}\n${sub}\n4 1 8:4 / /data rw - xfs /dev/sdd1 rw`.replace('4 1', '4 2')
  t.strictSame(await machine.told(), ['/ read', '/data read', '/data/sub covered'])
  machine.mountinfo = `${both}\n5 2 0:50 / /data rw - tmpfs tmpfs rw`
  t.strictSame(await machine.told(), ['/ read', '/data covered', '/data/sub not_mounted'])
})

t.test('a disk that is remounted read-only is read on', async t => {
  const loop = '2 1 7:2 / /data rw - ext4 /dev/loop2'
  const machine = watchMachine(t, { mountinfo: `${root}\n${loop} rw` })
  t.strictSame(await machine.told(), ['/ read', '/data read'])
  machine.mountinfo = `${root}\n${loop} ro`
  t.strictSame(await machine.told(), ['/ read', '/data read'])
})

t.test('a disk whose filesystem is mounted elsewhere too stays the one that is read', async t => {
  const machine = watchMachine(t, { mountinfo: both })
  await machine.round()
  machine.mountinfo = `${both}\n3 1 8:2 / /d rw - xfs /dev/sdb1 rw`
  t.strictSame(await machine.told(), ['/ read', '/data read'])
  machine.mountinfo = `${root}\n3 1 8:2 / /d rw - xfs /dev/sdb1 rw`
  t.strictSame(await machine.told(), ['/ read', '/d read', '/data not_mounted'])
})

t.test('hanging and unreadable are told apart', async t => {
  const machine = watchMachine(t, { mountinfo: both })
  await machine.round()
  machine.answers['/data'] = 'hangs'
  t.strictSame(await machine.told(), ['/ read', '/data timed_out'])
  machine.answers['/data'] = 'broken'
  t.strictSame(await machine.told(), ['/ read', '/data unreadable'])
  machine.answers['/data'] = { free: 2000n }
  t.match(await machine.round(), [
    {},
    { data: { failure: 'unreadable', message: '/data: It reports 2000 of 1000 blocks free.' } },
  ])
})

for (const [what, answer, why] of [
  ['a FUSE that tells no size', { blocks: 0n }, 'no_size'],
  ['a mount that nobody may enter', 'denied', 'not_permitted'],
] as const) {
  t.test(`${what} is left out, and it is listed why`, async t => {
    const fuse = `${root}\n2 1 0:60 / /data rw - fuse.x x rw`
    const machine = watchMachine(t, { mountinfo: fuse })
    machine.answers['/data'] = answer
    const events = await machine.round()
    t.strictSame(
      events.map(({ type }) => type),
      ['disk.Sampled', 'disk.MountsListed'],
    )
    t.match(listingsOf(events), [
      { data: { mounts: [{ unwatched: null }, { mount: '/data', diskId: null, unwatched: why }] } },
    ])
    machine.answers['/data'] = {}
    t.match(listingsOf(await machine.round()), [{ data: { mounts: [{}, { unwatched: null }] } }])
    machine.answers['/data'] = answer
    t.strictSame(await machine.told(), ['/ read', '/data unreadable'], 'now it is missed')
  })

  t.test(`${what} is told when it is included`, async t => {
    const fuse = `${root}\n2 1 0:60 / /data rw - fuse.x x rw`
    const machine = watchMachine(t, { mountinfo: fuse, config: { include: ['/data'] } })
    machine.answers['/data'] = answer
    t.strictSame(await machine.told(), ['/ read', '/data unreadable'])
  })
}

t.test('the mounts are listed when they have changed, and not otherwise', async t => {
  const machine = watchMachine(t, { mountinfo: `${both}\n3 1 0:50 / /run rw - tmpfs tmpfs rw` })
  const [listed, ...more] = listingsOf(await machine.round())
  t.strictSame(more, [])
  t.notOk(diskEvents['disk.MountsListed'].data.validate(listed?.data).error)
  t.match(listed?.data, {
    ...{ host: 'web-1', part: 0, parts: 1 },
    mounts: [
      { id: 1, parentId: 0, mount: '/', diskId: diskIdOf('web-1', '/'), unwatched: null },
      { id: 2, parentId: 1, mount: '/data', diskId: diskIdOf('web-1', '/data') },
      { id: 3, mount: '/run', diskId: null, unwatched: 'kind', fsType: 'tmpfs' },
    ],
  })
  t.strictSame(listingsOf(await machine.round()), [])
  machine.mountinfo = both
  t.equal(listingsOf(await machine.round()).length, 1)
})

t.test('a long list comes in parts that can be recorded', async t => {
  const many = Array.from(
    { length: 3_000 },
    (_, n) => `${n + 2} 1 0:${n + 100} / /run/${n} rw - tmpfs tmpfs rw`,
  )
  const machine = watchMachine(t, { mountinfo: [root, ...many].join('\n') })
  const parts = listingsOf(await machine.round())
  t.ok(parts.length > 1)
  t.equal(parts.flatMap(({ data }) => data.mounts).length, 3_001)
  t.equal(new Set(parts.map(({ data }) => data.listingId)).size, 1)
  for (const [index, { data }] of parts.entries()) {
    t.match(data, { part: index, parts: parts.length })
    t.ok(Buffer.byteLength(JSON.stringify(data)) < 256 * 1024)
  }
})

t.test('what was watched before a restart is known after it', async t => {
  const before = watchMachine(t, { mountinfo: both })
  const listed = listingsOf(await before.round())
  const stream = mountsStream('web-1')
  const streams = {
    [stream]: listed.map((event, revision) => recorded(event, { stream, revision, at: moment(0) })),
  }
  const after = watchMachine(t, { mountinfo: root, streams })
  t.strictSame(await after.told(), ['/ read', '/data not_mounted'])
  const same = watchMachine(t, { mountinfo: both, streams })
  t.strictSame(listingsOf(await same.round()), [], 'nothing is new')
})

t.test('a dataset that is limited within its pool is a disk of its own', async t => {
  const machine = watchMachine(t, {
    mountinfo: `1 0 0:30 / / rw - zfs rpool/ROOT rw
2 1 0:31 / /home rw - zfs rpool/home rw
3 1 0:33 / /quota rw - zfs rpool/quota rw`,
  })
  machine.answers['/quota'] = { blocks: 600n, free: 10n, available: 10n }
  const events = await machine.round()
  t.match(events, [
    { data: { mount: '/', usedBytes: 2 * 500 * 4096, availableBytes: 500 * 4096 } },
    { data: { mount: '/quota', availableBytes: 10 * 4096 } },
    { type: 'disk.MountsListed' },
  ])
  t.match(listingsOf(events)[0]?.data.mounts, [
    {},
    { mount: '/home', diskId: diskIdOf('web-1', '/') },
    { mount: '/quota', diskId: diskIdOf('web-1', '/quota') },
  ])
})

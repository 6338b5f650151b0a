import t from 'tap'
import { parseMountinfo } from '../../../../plugins/disk/reading/mountinfo.ts'
import {
  chooseMounts,
  type Choosing,
  type MountChoice,
} from '../../../../plugins/disk/reading/choose-mounts.ts'
import { emptyList } from '../../../support/empty-list.ts'
import { btrfs, container, hostInContainer, workstation } from './mount-tables.ts'

interface Asked extends Partial<Omit<Choosing, 'config'>> {
  readonly mounts?: readonly string[]
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}

function choose(
  table: string,
  { root = '/', mounts, include, exclude, ...memory }: Asked = {},
): MountChoice {
  const config = { mounts: mounts ?? [], include: include ?? [], exclude: exclude ?? [] }
  return chooseMounts(parseMountinfo(table), { root, config, ...memory })
}

function chosen(table: string, asked: Asked = {}): readonly string[] {
  return choose(table, asked).watched.map(({ mount }) => mount)
}

/** Who answers for a mount, or why nobody does. */
function standingOf(table: string, name: string, asked: Asked = {}): string | undefined {
  const own = choose(table, asked).standings.filter(({ mount }) => mount.mount === name)
  return own.map(one => ('watchedAs' in one ? one.watchedAs : one.unwatched)).join(' ')
}

t.test('takes every real filesystem of a machine once', async t => {
  t.strictSame(chosen(workstation), ['/', '/boot/efi', '/data', '/media/nas', '/srv'])
})

t.test('a disk that went read-only on an error stays watched', async t => {
  t.ok(chosen(workstation).includes('/srv'))
})

t.test('takes what holds / whatever it is, and a volume by the name it has here', async t => {
  t.strictSame(chosen(container), ['/', '/var/lib/postgresql'])
})

t.test("gives a host's mounts their own names and this process's paths", async t => {
  const { watched } = choose(hostInContainer, { root: '/host' })
  t.strictSame(
    watched.map(({ mount, path }) => [mount, path]),
    [
      ['/', '/host'],
      ['/boot/efi', '/host/boot/efi'],
      ['/data', '/host/data'],
    ],
  )
})

t.test('a root that is no mount itself stands for the filesystem that holds it', async t => {
  const { watched } = choose(workstation, { root: '/data/root' })
  t.match(watched, [{ mount: '/', path: '/data/root', device: '/dev/nvme0n1p3' }])
})

t.test('subvolumes are one filesystem', async t => {
  t.strictSame(chosen(btrfs), ['/'])
})

t.test('takes what is wanted, and nothing else, whatever it is', async t => {
  t.strictSame(chosen(workstation, { mounts: ['/tmp/quick', '/mnt/image'] }), [
    '/mnt/image',
    '/tmp/quick',
  ])
})

t.test('two wanted mounts of one filesystem are one subject', async t => {
  const choice = choose(workstation, { mounts: ['/home/me/projects', '/data'] })
  t.strictSame([choice.watched.map(({ mount }) => mount), choice.missing], [['/data'], []])
})

t.test('names what is wanted and not mounted', async t => {
  const { watched, missing } = choose(workstation, { mounts: ['/data', '/backup'] })
  t.strictSame([watched.map(({ mount }) => mount), missing], [['/data'], ['/backup']])
})

t.test('a later mount covers an earlier one of the same place', async t => {
  const table = `1 0 0:1 / / rw - rootfs rootfs rw\n2 1 8:1 / / rw - ext4 /dev/sda1 rw`
  t.match(choose(table).watched, [{ device: '/dev/sda1' }])
})

t.test(
  'a disk of its own under a container engine is real, what the engine mounts there is not',
  async t => {
    const table = `1 0 8:1 / / rw - ext4 /dev/sda1 rw
2 1 8:2 / /var/lib/docker rw - xfs /dev/sdb1 rw
3 2 8:3 / /var/lib/docker/volumes/x rw - xfs /dev/sdc1 rw`
    t.strictSame(chosen(table), ['/', '/var/lib/docker'])
  },
)

t.test('a child of a covered mount is covered too, and what covers answers there', async t => {
  const table = `1 0 8:1 / / rw - ext4 /dev/sda1 rw
2 1 8:2 / /data rw - xfs /dev/sdb1 rw
3 2 8:3 / /data/sub rw - xfs /dev/sdc1 rw
4 2 8:4 / /data rw - xfs /dev/sdd1 rw`
  t.strictSame(chosen(table), ['/', '/data'])
  t.match(choose(table).watched, [{}, { device: '/dev/sdd1' }])
  t.equal(standingOf(table, '/data'), 'covered /data')
  t.equal(standingOf(table, '/data/sub'), 'covered')
})

t.test('every other mount of a watched filesystem is answered by it', async t => {
  t.equal(standingOf(workstation, '/home/me/projects'), '/data')
  t.equal(standingOf(btrfs, '/home'), '/')
  t.equal(standingOf(container, '/etc/hosts'), 'engine')
  t.equal(standingOf(workstation, '/tmp/quick'), 'kind')
  t.equal(standingOf(workstation, '/mnt/image'), 'read_only')
  t.equal(standingOf(workstation, '/srv', { mounts: ['/data'] }), 'not_chosen')
})

for (const [what, line] of [
  ['composefs', '2 1 0:40 / /mnt ro - overlay composefs ro,lowerdir=/x'],
  ['a squashfs', '2 1 7:1 / /mnt ro - squashfs /dev/loop1 ro'],
  ['an AppImage', '2 1 0:41 / /mnt ro - fuse.Cursor-0.45.AppImage Cursor-0.45.AppImage ro'],
  ['a FUSE that cannot be written', '2 1 0:41 / /mnt ro - fuse.anything x ro,user_id=0'],
  ['an image on a loop device', '2 1 7:2 / /mnt ro - ext4 /dev/loop2 ro'],
] as const) {
  t.test(`leaves out ${what}, which is full from the day it was made`, async t => {
    const table = `1 0 8:1 / / rw - ext4 /dev/sda1 rw\n${line}`
    t.strictSame(chosen(table), ['/'])
    t.equal(standingOf(table, '/mnt'), 'read_only')
    t.strictSame(chosen(table, { include: ['/mnt'] }), ['/', '/mnt'])
  })
}

t.test('leaves out what dm-verity seals, even as the root', async t => {
  const [root] = parseMountinfo('1 0 253:0 / / ro - ext4 /dev/dm-0 ro')
  const config = { mounts: [], include: [], exclude: [] }
  t.match(chooseMounts([{ ...root!, sealed: 'sealed' }], { root: '/', config }), {
    watched: emptyList,
    standings: [{ unwatched: 'read_only' }],
  })
  t.match(chooseMounts([root!], { root: '/', config }), { watched: [{ mount: '/' }] })
})

t.test('a disk that was watched stays so when it is remounted read-only', async t => {
  const table = '1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 7:2 / /mnt ro - ext4 /dev/loop2 ro'
  t.strictSame(chosen(table, { known: new Map([['/mnt', 'ext4 /dev/loop2']]) }), ['/', '/mnt'])
})

t.test('what stood for a filesystem goes on standing for it', async t => {
  const table = `${workstation}\n50 27 259:3 / /d rw - xfs /dev/nvme0n1p3 rw`
  t.ok(chosen(table).includes('/d'))
  const choice = { known: new Map([['/data', 'xfs /dev/nvme0n1p3']]) }
  t.notOk(chosen(table, choice).includes('/d'))
  t.equal(standingOf(table, '/d', choice), '/data')
})

t.test('patterns leave out and take in', async t => {
  t.strictSame(chosen(workstation, { exclude: ['/media/*', '/boot/**'] }), ['/', '/data', '/srv'])
  t.ok(chosen(workstation, { include: ['/tmp/q?ick'] }).includes('/tmp/quick'))
  t.notOk(chosen(workstation, { include: ['/tmp'] }).includes('/tmp/quick'))
  t.notOk(chosen(workstation, { include: ['/*'] }).includes('/tmp/quick'), 'a star is no slash')
  t.strictSame(chosen(workstation, { mounts: ['/data'], exclude: ['**'] }), ['/data'])
  t.equal(standingOf(workstation, '/srv', { exclude: ['/s.v', '/srv'] }), 'excluded')
  t.notOk(chosen(workstation, { mounts: ['/data'] }).includes('/'))
})

const zfs = `1 0 0:30 / / rw - zfs rpool/ROOT rw
2 1 0:31 / /home rw - zfs rpool/home rw
3 1 0:32 / /tank rw - zfs tank rw
4 1 0:33 / /quota rw - zfs rpool/quota rw`

t.test('datasets of one pool are one disk, but for one that is limited within it', async t => {
  t.match(choose(zfs).watched, [
    { mount: '/', pooled: [{ mount: '/home' }, { mount: '/quota' }] },
    { mount: '/tank', pooled: emptyList },
  ])
  t.equal(standingOf(zfs, '/home'), '/')
  t.strictSame(chosen(zfs, { limited: new Set(['/quota']) }), ['/', '/quota', '/tank'])
  t.strictSame(chosen(zfs, { include: ['/home'] }), ['/', '/home', '/tank'])
})

t.test('what may hang, or lies in what may hang, is reached apart', async t => {
  const table = `1 0 8:1 / / rw - ext4 /dev/sda1 rw
2 1 0:50 / /nas rw - nfs4 nas:/export rw
3 2 8:3 / /nas/disk rw - xfs /dev/sdc1 rw
4 1 0:51 / /vm rw - virtiofs share rw
5 1 8:4 / /data rw - xfs /dev/sdd1 rw`
  t.strictSame(
    choose(table).watched.map(({ mount, reach }) => `${mount} ${reach}`),
    ['/ here', '/data here', '/nas apart', '/nas/disk apart', '/vm apart'],
  )
})

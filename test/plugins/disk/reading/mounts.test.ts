import t from 'tap'
import { parseMountinfo } from '../../../../plugins/disk/reading/mountinfo.ts'
import { chooseMounts } from '../../../../plugins/disk/reading/mounts.ts'
import { btrfs, container, hostInContainer, workstation } from './mount-tables.ts'

function chosen(table: string, root = '/', wanted: readonly string[] = []): readonly string[] {
  return chooseMounts(parseMountinfo(table), root, wanted).mounts.map(({ mount }) => mount)
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
  const { mounts } = chooseMounts(parseMountinfo(hostInContainer), '/host', [])
  t.strictSame(
    mounts.map(({ mount, path }) => [mount, path]),
    [
      ['/', '/host'],
      ['/boot/efi', '/host/boot/efi'],
      ['/data', '/host/data'],
    ],
  )
})

t.test('a root that is no mount itself stands for the filesystem that holds it', async t => {
  const { mounts } = chooseMounts(parseMountinfo(workstation), '/data/root', [])
  t.match(mounts, [{ mount: '/', path: '/data/root', device: '/dev/nvme0n1p3' }])
})

t.test('subvolumes are one filesystem', async t => {
  t.strictSame(chosen(btrfs), ['/'])
})

t.test('takes what is wanted, and nothing else, whatever it is', async t => {
  t.strictSame(chosen(workstation, '/', ['/tmp/quick', '/mnt/image']), ['/mnt/image', '/tmp/quick'])
})

t.test('two wanted mounts of one filesystem are one subject', async t => {
  const choice = chooseMounts(parseMountinfo(workstation), '/', ['/home/me/projects', '/data'])
  t.strictSame([choice.mounts.map(({ mount }) => mount), choice.missing], [['/data'], []])
})

t.test('names what is wanted and not mounted', async t => {
  const { mounts, missing } = chooseMounts(parseMountinfo(workstation), '/', ['/data', '/backup'])
  t.strictSame([mounts.map(({ mount }) => mount), missing], [['/data'], ['/backup']])
})

t.test('a later mount covers an earlier one of the same place', async t => {
  const table = `1 0 0:1 / / rw - rootfs rootfs rw\n2 1 8:1 / / rw - ext4 /dev/sda1 rw`
  t.match(chooseMounts(parseMountinfo(table), '/', []).mounts, [{ device: '/dev/sda1' }])
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

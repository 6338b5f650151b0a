import t from 'tap'
import { parseMountinfo } from '../../../../plugins/disk/reading/mountinfo.ts'

t.test('reads a line with optional fields', async t => {
  const line =
    '36 35 98:0 /mnt1 /mnt/parent rw,noatime shared:2 master:1 - ext3 /dev/root rw,errors=continue'
  t.strictSame(parseMountinfo(line), [
    {
      id: 36,
      parentId: 35,
      filesystem: '98:0',
      root: '/mnt1',
      mountPoint: '/mnt/parent',
      fsType: 'ext3',
      device: '/dev/root',
      superOptions: ['rw', 'errors=continue'],
    },
  ])
})

t.test('reads a line without optional fields, and escaped names', async t => {
  const line = String.raw`40 27 0:40 / /mnt/my\040disk\134x\012y rw - fuse.sshfs me@host:/a\040b rw`
  t.match(parseMountinfo(line), [
    { mountPoint: '/mnt/my disk\\x\ny', device: 'me@host:/a b', fsType: 'fuse.sshfs' },
  ])
})

t.test('leaves out what is not of its form', async t => {
  t.strictSame(parseMountinfo('\n36 35 98:0 /\n - ext4 /dev/a rw\n'), [])
})

t.test('a mount without a source is one all the same', async t => {
  const kernels = ['40 27 0:40 / /mnt rw - fuse  rw', '40 27 0:40 / /mnt rw - fuse none rw']
  for (const line of kernels)
    t.match(parseMountinfo(line), [{ mountPoint: '/mnt', device: 'none' }])
})

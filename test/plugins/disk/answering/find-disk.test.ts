import t from 'tap'
import { findDisk } from '../../../../plugins/disk/answering/find-disk.ts'

const disks = ['/', '/data', '/data/db', '/srv'].map(mount => ({ mount }))

for (const [path, mount] of [
  ['/', '/'],
  ['/etc', '/'],
  ['/data', '/data'],
  ['/data/', '/data'],
  ['/data/x/y', '/data'],
  ['/database', '/'],
  ['/data/db', '/data/db'],
  ['/data/dbx', '/data'],
  ['/data/db/../x', '/data'],
  ['/data/../../srv/./a', '/srv'],
  ['//srv//a', '/srv'],
] as const) {
  t.test(`${path} is on ${mount}`, async t => {
    t.equal(findDisk(disks, path)?.mount, mount)
  })
}

t.test('a path above every known mount is on none', async t => {
  t.equal(findDisk([{ mount: '/data' }], '/etc'), undefined)
  t.equal(findDisk([], '/'), undefined)
})

import t from 'tap'
import { createMountTree, type PlacedMount } from '../../../plugins/disk/mount-tree.ts'

type Line = readonly [id: number, parentId: number, mount: string]

function holder(lines: readonly Line[], path: string): number | undefined {
  const mounts = lines.map(([id, parentId, mount]): PlacedMount => ({ id, parentId, mount }))
  return createMountTree(mounts).holderOf(path)?.id
}

const plain: readonly Line[] = [
  [1, 0, '/'],
  [2, 1, '/data'],
  [3, 2, '/data/db'],
  [4, 1, '/srv'],
]

for (const [path, id] of [
  ['/', 1],
  ['/etc', 1],
  ['/data', 2],
  ['/data/', 2],
  ['/data/x/y', 2],
  ['/database', 1],
  ['/data/db', 3],
  ['/data/dbx', 2],
  ['/data/db/../x', 2],
  ['/data/../../srv/./a', 4],
  ['//srv//a', 4],
] as const) {
  t.test(`${path} is held by mount ${id}`, async t => {
    t.equal(holder(plain, path), id)
  })
}

t.test('what lies under a mount that covers it is not reached', async t => {
  const over: readonly Line[] = [...plain, [5, 2, '/data']]
  t.equal(holder(over, '/data'), 5)
  t.equal(holder(over, '/data/db/x'), 5)
  t.equal(holder([...plain, [5, 1, '/']], '/srv'), 5, 'a new root covers all')
})

t.test('a mount over a folder above covers what was mounted in it before', async t => {
  const lines: readonly Line[] = [
    [1, 0, '/'],
    [2, 1, '/a/b'],
    [3, 1, '/a'],
  ]
  t.equal(holder(lines, '/a/b/c'), 3)
})

t.test('a table that makes no sense ends all the same', async t => {
  t.equal(holder([], '/x'), undefined)
  t.equal(holder([[1, 1, '/']], '/x'), 1)
  t.equal(
    holder(
      [
        [1, 2, '/'],
        [2, 1, '/'],
      ],
      '/x',
    ),
    undefined,
  )
})

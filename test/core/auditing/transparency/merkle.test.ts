import fc from 'fast-check'
import t from 'tap'
import {
  consistencyProof,
  continues,
  emptyRoot,
  type Hash,
  includes,
  inclusionProof,
  leafHash,
  nodeHash,
  type ReadHash,
  rootAt,
} from '../../../../core/auditing/transparency/merkle.ts'
import {
  hashReader,
  type Tile,
  tilePath,
  TreeEdge,
} from '../../../../core/auditing/transparency/tiles.ts'

/** The leaves and roots of the tests of Certificate Transparency, which follow RFC 6962. */
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(hex => Buffer.from(hex, 'hex'))
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

function reader(hashes: readonly Hash[]): ReadHash {
  const read: ReadHash = async (height, index) => {
    if (height > 0)
      return nodeHash(await read(height - 1, index * 2), await read(height - 1, index * 2 + 1))
    const hash = hashes[index]
    if (!hash) throw new Error(`no leaf ${index}`)
    return hash
  }
  return read
}

const eight = leaves.map(leafHash)

t.test('gives the roots that RFC 6962 gives', async t => {
  for (const [size, root] of roots.entries()) {
    t.equal((await rootAt(size, reader(eight))).toString('hex'), root)
    const edge = new TreeEdge()
    eight.slice(0, size).forEach(leaf => edge.add(leaf))
    t.equal(edge.root().toString('hex'), root, 'and while it grows')
  }
})

t.test('gives the proofs of inclusion of the tests of Certificate Transparency', async t => {
  const proofOf = async (index: number, size: number): Promise<readonly string[]> =>
    (await inclusionProof({ index, size }, reader(eight))).map(hash => hash.toString('hex'))
  t.strictSame(await proofOf(0, 1), [])
  t.strictSame(await proofOf(0, 8), [
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
  t.strictSame(await proofOf(5, 8), [
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
  t.strictSame(await proofOf(2, 3), [
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  ])
})

t.test('gives the proofs of consistency of the tests of Certificate Transparency', async t => {
  const proofOf = async (older: number, size: number): Promise<readonly string[]> =>
    (await consistencyProof({ older, size }, reader(eight))).map(hash => hash.toString('hex'))
  t.strictSame(await proofOf(1, 1), [])
  t.strictSame(await proofOf(1, 8), [
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
  t.strictSame(await proofOf(6, 8), [
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
  t.strictSame(await proofOf(2, 5), [
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  ])
})

t.test(
  'proves every leaf and every older tree to whoever has the root, and nothing else',
  async t => {
    const most = 70
    const many = Array.from({ length: most }, (_, i) => leafHash(Buffer.from([i])))
    const read = reader(many)
    const sizes = fc.integer({ min: 1, max: most })
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, a, b) => {
        const [index, older] = [a % size, b % (size + 1)]
        const [leaf = emptyRoot] = many.slice(index)
        const [root, olderRoot] = [await rootAt(size, read), await rootAt(older, read)]
        const proof = await inclusionProof({ index, size }, read)
        t.ok(includes({ index, size }, { leaf, root, proof }))
        const others = [
          includes({ index, size }, { leaf: emptyRoot, root, proof }),
          includes({ index, size }, { leaf, root: emptyRoot, proof }),
          includes({ index, size }, { leaf, root, proof: [...proof, root] }),
          includes({ index: size, size }, { leaf, root, proof }),
          size > 1 && includes({ index, size }, { leaf, root, proof: proof.slice(1) }),
          size > 1 && includes({ index: (index + 1) % size, size }, { leaf, root, proof }),
        ]
        t.notOk(others.includes(true), 'no other leaf, place, root or proof')
        const steps = await consistencyProof({ older, size }, read)
        t.ok(continues({ older, size }, { olderRoot, root, proof: steps }))
        const forks = [
          continues({ older, size }, { olderRoot: leaf, root: emptyRoot, proof: steps }),
          continues({ older, size }, { olderRoot, root, proof: [...steps, leaf] }),
          older > 0 &&
            continues({ older, size }, { olderRoot: nodeHash(leaf, leaf), root, proof: steps }),
          older > 0 &&
            older < size &&
            continues({ older, size }, { olderRoot, root, proof: [] }) &&
            older !== 0,
        ]
        t.notOk(forks.includes(true), 'no other root or proof')
      }),
      { numRuns: 150 },
    )
  },
)

t.test('the tiles of a tree hold all its hashes, however often they were taken', async t => {
  const kept = new Map<string, Tile>()
  let edge = new TreeEdge()
  const many = Array.from({ length: 66_000 }, (_, i) => leafHash(Buffer.from(String(i))))
  for (const [i, leaf] of many.entries()) {
    edge.add(leaf)
    if (i % 7_919 !== 0 && i !== many.length - 1) continue
    for (const tile of edge.takeTiles()) kept.set(`${tile.level}/${tile.n}`, tile)
    const partial = [0, 1, 2].map(level => {
      const n = Math.floor(edge.size / 256 ** (level + 1))
      const width = Math.floor(edge.size / 256 ** level) % 256
      return (kept.get(`${level}/${n}`)?.hashes ?? Buffer.alloc(0)).subarray(0, width * 32)
    })
    const next = new TreeEdge(edge.size, partial)
    t.ok(next.root().equals(edge.root()), 'and it is taken up where it was left')
    edge = next
  }
  const read = hashReader(many.length, async ({ level, n, width }) => {
    const hashes = kept.get(`${level}/${n}`)?.hashes
    if (!hashes || hashes.length < width * 32)
      throw new Error(`no tile ${tilePath(level, n, width)}`)
    return hashes.subarray(0, width * 32)
  })
  const root = await rootAt(many.length, read)
  t.ok(root.equals(edge.root()))
  for (const index of [0, 255, 256, 65_535, 65_536, 65_999]) {
    const size = many.length
    const proof = await inclusionProof({ index, size }, read)
    t.ok(
      includes({ index, size }, { leaf: many[index] ?? emptyRoot, root, proof }),
      `leaf ${index}`,
    )
  }
  const olderRoot = await rootAt(777, read)
  const proof = await consistencyProof({ older: 777, size: many.length }, read)
  t.ok(continues({ older: 777, size: many.length }, { olderRoot, root, proof }))
})

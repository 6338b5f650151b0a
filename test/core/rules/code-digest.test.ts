import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { codeDigest } from '../../../core/rules/code-digest.ts'

const folder = t.testdir({
  'plugin.ts': 'one',
  'README.md': 'words',
  judging: { 'judge.ts': 'two' },
  node_modules: { other: { 'index.js': 'three' } },
  '.git': { 'hook.js': 'four' },
})

t.test(
  'the code of a folder has a digest, which words and code of others do not change',
  async t => {
    const before = await codeDigest(folder)
    t.match(before, /^[0-9a-f]{64}$/)
    await writeFile(join(folder, 'README.md'), 'other words')
    await writeFile(join(folder, 'node_modules/other/index.js'), 'other code')
    t.equal(await codeDigest(folder), before)
    await writeFile(join(folder, 'judging/judge.ts'), 'two!')
    t.not(await codeDigest(folder), before)
  },
)

t.test('where a file lies, and where one ends, is part of it', async t => {
  const digestOf = async (name: string, files: Readonly<Record<string, string>>) => {
    const place = join(folder, name)
    await mkdir(place)
    for (const [file, text] of Object.entries(files)) await writeFile(join(place, file), text)
    return codeDigest(place)
  }
  const digests = [
    await digestOf('a', { 'x.js': 'ab', 'y.js': '' }),
    await digestOf('b', { 'x.js': 'a', 'y.js': 'b' }),
    await digestOf('c', { 'x.js': 'ab', 'z.js': '' }),
  ]
  t.equal(new Set(digests).size, digests.length)
  t.equal(await digestOf('d', { 'y.js': 'b', 'x.js': 'a' }), digests[1], 'the order is not')
})

t.test('a plugin of one file is that file, and not what lies beside it', async t => {
  const before = await codeDigest(join(folder, 'plugin.ts'))
  await writeFile(join(folder, 'beside.ts'), 'five')
  t.equal(await codeDigest(join(folder, 'plugin.ts')), before)
})

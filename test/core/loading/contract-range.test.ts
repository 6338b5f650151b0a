import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { contractVersion, takesContract } from '../../../core/loading/contract-range.ts'
import { discoverExtension } from '../../../core/loading/discover-plugins.ts'

t.test('a range holds every later version of the same first number', async t => {
  for (const range of ['1', '^1', '1.0', '^1.0', '1.3', '^1.3', '1.x'])
    t.equal(takesContract(range, '1.3'), 'yes', range)
  for (const range of ['^1.4', '2', '^2.0', '0.9'])
    t.equal(takesContract(range, '1.3'), 'no', range)
  for (const range of ['', '*', '>=1', '1.0.0', 'latest', 1, null, {}])
    t.equal(takesContract(range, '1.3'), 'no range', String(range))
})

const manifestOf = (contract: unknown): string =>
  JSON.stringify({ type: 'module', decklog: { contract } })

t.test('an extension of another version is refused in words, before it is loaded', async t => {
  const from = t.testdir({
    'package.json': manifestOf('^2.1'),
    'plugin.js': "import { somethingOfTwo } from 'decklog'\nthrow new Error('loaded')",
  })
  const refused = (message: RegExp) => ({ code: 'DECKLOG_PLUGIN_INVALID', message })
  await t.rejects(
    discoverExtension({ from }),
    refused(/written for version \^2\.1 .* this Decklog has 1\.\d+: update Decklog$/),
  )
  await writeFile(join(from, 'package.json'), manifestOf('^0.9'))
  await t.rejects(discoverExtension({ from }), refused(/update the extension$/))
  await writeFile(join(from, 'package.json'), manifestOf(['1']))
  await t.rejects(discoverExtension({ from }), refused(/is \["1"\], and not such as "\^1\.0"/))
  await writeFile(join(from, 'package.json'), '{')
  await t.rejects(discoverExtension({ from }), refused(/package\.json cannot be read/))
  await writeFile(join(from, 'package.json'), manifestOf(`^${contractVersion}`))
  await t.rejects(discoverExtension({ from }), refused(/plugin\.js cannot be loaded/))
})

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'

t.test(
  'the package holds the command with all it needs, and nothing that only tests need',
  async t => {
    // What is packed is what is built now; `npm pack` builds it first.
    const options = ['pack', '--dry-run', '--ignore-scripts', '--json']
    const [packed] = JSON.parse(
      execFileSync('npm', options, { cwd: packageRoot, encoding: 'utf8' }),
    )
    const files: string[] = packed.files.map(({ path }: { path: string }) => path)
    for (const file of ['dist/core/main.js', 'dist/core/embedded/ledger-child.js', 'package.json'])
      t.ok(files.includes(file), file)
    for (const plugin of readdirSync(join(packageRoot, 'plugins')))
      t.ok(files.includes(`dist/plugins/${plugin}/plugin.js`), plugin)
    for (const chain of readdirSync(join(packageRoot, 'migrations'), { recursive: true }))
      if (String(chain).endsWith('.sql')) t.ok(files.includes(`migrations/${chain}`), String(chain))
    t.strictSame(
      files.filter(file => /^(dist\/(test|scripts)|test|core|node_modules)\//.test(file)),
      [],
    )
  },
)

t.test('wherever Decklog is begun, V8 is given the same room for what is new', async t => {
  const linesWith = (file: string, what: RegExp): readonly string[] =>
    readFileSync(join(packageRoot, file), 'utf8')
      .split('\n')
      .filter(line => what.test(line))
  const begun = [
    ...linesWith('core/main.ts', /^#!/),
    ...linesWith('Dockerfile', /^ENTRYPOINT/),
    ...linesWith('package.json', /dist\/core\/main\.js start/),
    ...linesWith('scripts/bench/start-own.ts', /^export const runDecklog/),
  ]
  t.strictSame(
    begun.map(line => /--min-semi-space-size=\d+/.exec(line)?.[0]),
    Array(4).fill('--min-semi-space-size=16'),
  )
})

import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
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

import t from 'tap'
import { appendFileSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../core/config/package-root.ts'
import { isBuilt, noteBuilt } from '../../scripts/built.ts'

const made = {
  core: { 'main.ts': 'start()', config: { 'port.ts': '8100' } },
  frontend: { 'index.html': '<p>' },
  'package.json': '{}',
  'package-lock.json': '{}',
  'tsconfig.json': '{}',
  dist: { '.tsbuildinfo': '{}', core: { 'main.js': 'start()' } },
}

t.test('knows what was built until a source, or what a compiler wrote, is another', async t => {
  const changes: Readonly<Record<string, (root: string) => void>> = {
    'another text': root => appendFileSync(join(root, 'core/config/port.ts'), '0'),
    'another time': root => {
      const { mtime } = statSync(join(root, 'core/main.ts'))
      utimesSync(join(root, 'core/main.ts'), mtime, new Date(mtime.getTime() + 5_000))
    },
    'a file more': root => appendFileSync(join(root, 'core/new.ts'), ''),
    'a file less': root => rmSync(join(root, 'frontend/index.html')),
    'another package': root => appendFileSync(join(root, 'package-lock.json'), ' '),
    'built by another command': root => appendFileSync(join(root, 'dist/.tsbuildinfo-test'), '{}'),
    'no program': root => rmSync(join(root, 'dist/core/main.js')),
  }
  for (const [what, change] of Object.entries(changes))
    await t.test(what, async t => {
      const root = t.testdir(made)
      t.notOk(isBuilt(root), 'nobody has built')
      noteBuilt(root)
      t.ok(isBuilt(root))
      change(root)
      t.notOk(isBuilt(root))
    })
})

t.test('npm start builds only what is not built', async t => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(
    readFileSync(join(packageRoot, 'package.json'), 'utf8'),
  )
  t.match(
    scripts['start'],
    /^\(node dist\/scripts\/built\.js .*\|\| npm run .*build:start\) && exec/,
  )
  t.match(scripts['build:start'], /node dist\/scripts\/built\.js note$/)
})

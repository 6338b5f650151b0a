import { execFileSync, spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { nodeProblem } from '../../../core/config/node-version.ts'
import { packageRoot } from '../../../core/config/package-root.ts'

const main = join(packageRoot, 'dist/core/main.js')

t.test('runs on the Node that the package asks for, and on newer ones', async t => {
  const { engines } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'))
  t.equal(engines.node, '>=20.19')
  for (const version of ['20.19.0', '20.20.2', '21.0.0', '22.1.0', '100.0.0'])
    t.equal(nodeProblem(version), undefined, version)
})

for (const version of ['20.18.3', '20.0.0', '18.20.4', '9.9.9'])
  t.test(`says in one sentence that Node ${version} is too old`, async t => {
    const old = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'${version}'}})`
    const run = (...words: readonly string[]) =>
      spawnSync(process.execPath, ['--import', old, main, ...words], { encoding: 'utf8' })
    const { status, stdout, stderr } = run('start')
    t.equal(status, 2)
    t.equal(stdout, '')
    t.equal(stderr, `decklog: this is Node ${version}, and Decklog needs Node 20.19 or newer.\n`)
    t.equal(run('check', 'disk').status, 3, 'a monitor is told that nothing is known')
  })

t.test('the command is a program of its own', async t => {
  execFileSync('chmod', ['+x', main])
  t.match(execFileSync(main, ['--version'], { encoding: 'utf8' }), /^\d+\.\d+\.\d+\n$/)
})

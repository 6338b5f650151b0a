import t from 'tap'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageRoot } from '../../../core/config/package-root.ts'
import { findCheck } from '../../../core/loading/find-check.ts'

// What Node loads is written down, a line a module, by a hook of the tests' own.
const hook = `
  import { appendFileSync } from 'node:fs'
  export async function load(url, context, next) {
    appendFileSync(process.env.LOADED, url + '\\n')
    return next(url, context)
  }
`

t.test('a check for monitors is loaded alone, without the plugins and most of core', async t => {
  const folder = t.testdir({
    'hook.mjs': hook,
    'register.mjs': `import { register } from 'node:module'; register('./hook.mjs', import.meta.url)`,
    loaded: '',
  })
  const run = (...words: readonly string[]) => {
    const program = join(packageRoot, 'dist/core/main.js')
    const register = pathToFileURL(join(folder, 'register.mjs')).href
    const env = { PATH: process.env['PATH'], LOADED: join(folder, 'loaded') }
    return spawnSync(process.execPath, ['--import', register, program, ...words], {
      ...{ cwd: folder, env, encoding: 'utf8' },
    })
  }
  const nobody = ['--url', 'http://127.0.0.1:1']
  for (const plugin of ['disk', 'continuity'])
    t.match(run('check', plugin, ...nobody), { status: 3, stdout: /UNKNOWN/ }, plugin)
  const loaded = readFileSync(join(folder, 'loaded'), 'utf8')
  t.match(loaded, /plugins\/disk\/check\.js/)
  for (const heavy of [
    'plugin-api',
    'disk/plugin',
    'core-commands',
    'rxjs',
    'yaml',
    'pino',
    '/pg/',
  ])
    t.notMatch(loaded, heavy)

  t.match(run('check', 'disk', '--help').stdout, /--mount <path>/)
  t.match(run('check', 'disk', '--mouth', '/'), { status: 3, stderr: /--mouth/ })
  t.match(run('check', 'nothing', ...nobody), { status: 3 }, 'of no plugin')
})

t.test('finds the checks of plugins that have one, by a plain name alone', async t => {
  t.equal((await findCheck('disk'))?.('here').name, 'check disk')
  t.equal((await findCheck('continuity'))?.('here').name, 'check continuity')
  for (const none of ['notify', 'nothing', '', '../plugins/disk', '-h'])
    t.equal(await findCheck(none), undefined, none)
})

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { adminToken } from '../support/decklog-process.ts'
import { howToWriteAGuard, packInto, runIn, startThere } from '../support/packed.ts'
import { until } from '../support/until.ts'

// As a user installs it, with all that it depends on from a registry, which takes a network and minutes: in the long run alone.

const long = process.env['DECKLOG_TEST_LONG'] !== undefined
const skip = long ? false : 'it installs from a registry: npm run test:long'

t.test(
  'from an empty folder, npm install and npx decklog are enough',
  { skip, timeout: 900_000 },
  async t => {
    const folder = await mkdtemp(join(tmpdir(), 'decklog-installed-'))
    t.teardown(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
    const tarball = await packInto(tmpdir())
    t.teardown(() => rm(tarball, { force: true }))
    const registry = process.env['npm_config_registry']
    const env = registry === undefined ? {} : { npm_config_registry: registry }
    const install = ['npm', 'install', '--no-audit', '--no-fund', tarball] as const
    const installed = await runIn(folder, install, env, 400_000)
    if (/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT/.test(installed.output) && !process.env['CI']) {
      t.comment(`no registry is reached from here: ${installed.output.slice(0, 200)}`)
      return
    }
    t.equal(installed.code, 0, installed.output)

    const [guard, configuration] = await Promise.all(['js', 'yaml'].map(howToWriteAGuard))
    const tanks = join(folder, 'tanks.json')
    await writeFile(tanks, '{"north":3}')
    await mkdir(join(folder, 'tank'))
    await writeFile(join(folder, 'tank/guard.js'), String(guard))
    const often = `file: ${tanks}, interval: 1, limits: { level: { enterAfter: 0 } }`
    const there = String(configuration).replace('file: /srv/tanks.json', often)
    const url = await startThere(t, folder, ['npx', 'decklog'], there)
    const called = { DECKLOG_URL: url, DECKLOG_TOKEN: adminToken }
    const check = () => runIn(folder, ['npx', 'decklog', 'check', 'tank'], called)
    await until('the north tank is critical', async () => (await check()).code === 2, 180_000)
    const page = await runIn(folder, ['npx', 'decklog', 'guards', 'docs', 'tank'], called)
    t.match(page, { code: 0, output: /^# tank\n[^]*### tank\.Sampled/ })
  },
)

import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { publint } from 'publint'
import t from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'
import { adminToken } from '../support/decklog-process.ts'
import { howToWriteAGuard, installPacked, runIn, startThere } from '../support/packed.ts'
import { until } from '../support/until.ts'

// The package as others get it: in an empty folder, without this checkout, without a build.

const { folder, tarball, installed, bin } = await installPacked(t)
const tool = (name: string): string => join(packageRoot, 'node_modules/.bin', name)

t.test('is a package in order, and its types are found by every way that there is', async t => {
  const { messages } = await publint({ pkgDir: installed, strict: true })
  t.strictSame(messages, [])
  const types = await runIn(folder, [tool('attw'), tarball, '--profile', 'esm-only'])
  t.equal(types.code, 0, types.output)
})

t.test('lets nothing else of it be imported', async t => {
  await writeFile(join(folder, 'all.mjs'), "import 'decklog'; import 'decklog/testing'")
  t.match(await runIn(folder, ['node', 'all.mjs']), { code: 0 })
  await writeFile(join(folder, 'inner.mjs'), "import 'decklog/dist/core/errors.js'")
  t.match(await runIn(folder, ['node', 'inner.mjs']), { output: /ERR_PACKAGE_PATH_NOT_EXPORTED/ })
})

/** Checks the types of files with everything that TypeScript can be strict about, libraries included. */
function typesOf(names: readonly string[], resolution: 'node16' | 'bundler') {
  const module = resolution === 'node16' ? 'node16' : 'esnext'
  const how = ['--module', module, '--moduleResolution', resolution, '--target', 'es2023']
  const strict = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--types', 'node']
  const more = ['--allowImportingTsExtensions']
  const compiler = long ? tool('tsc') : join(packageRoot, 'node_modules/typescript-native/bin/tsc')
  return runIn(folder, ['node', compiler, ...how, ...strict, ...more, ...names])
}

const long = process.env['DECKLOG_TEST_LONG'] !== undefined

for (const kind of ['guard', 'plugin'] as const)
  for (const language of ['js', 'ts'] as const) {
    // Each kind and each language once; with more time, all four.
    if (!long && (kind === 'guard') !== (language === 'js')) continue
    t.test(`a new ${kind} in ${language} keeps its contract, untouched and offline`, async t => {
      const name = `${kind}${language}`
      const options = [`--${kind}`, ...(language === 'ts' ? ['--ts'] : [])]
      const made = await runIn(folder, [bin, 'plugin', 'new', name, ...options])
      t.match(made, { code: 0, output: /package\.json/ })
      const tests = await runIn(folder, [bin, 'plugin', 'test', name])
      t.match(tests, { code: 0, output: /# fail 0/ })
      const contract = await runIn(folder, [bin, 'plugin', 'check', name, '--json'])
      t.match(contract, { code: 0, output: /"broken":0/ })
      t.match(await runIn(folder, [bin, 'plugin', 'new', name]), {
        ...{ code: 2, output: /is there already/ },
      })
      if (language === 'js') return
      const files = (await readdir(join(folder, name), { recursive: true }))
        .filter(file => file.endsWith('.ts'))
        .map(file => join(name, file))
      for (const resolution of ['node16', 'bundler'] as const) {
        const found = await typesOf(files, resolution)
        t.equal(found.code, 0, `${resolution}: ${found.output}`)
      }
    })
  }

t.test('from an empty folder, by the page alone, to a guard that is seen and asked', async t => {
  const [guard, configuration, commands] = await Promise.all(
    ['js', 'yaml', 'sh'].map(howToWriteAGuard),
  )
  const lines = (commands ?? '').trim().split('\n')
  t.ok(String(guard).split('\n').length <= 41, 'one file of at most 40 lines')
  t.ok(lines.length <= 6, 'at most 6 commands')
  const tanks = join(folder, 'tanks.json')
  await writeFile(tanks, '{"north":3,"south":80}')
  await mkdir(join(folder, 'tank'))
  await writeFile(join(folder, 'tank/guard.js'), String(guard))
  // As the page has it, but for where its file is, and read often enough for a test.
  const often = `file: ${tanks}, interval: 1, limits: { level: { enterAfter: 0 } }`
  const url = await startThere(
    t,
    folder,
    [bin],
    String(configuration).replace('file: /srv/tanks.json', often),
  )
  const env = { DECKLOG_URL: url, DECKLOG_TOKEN: adminToken }
  const run = (line: string) => runIn(folder, ['sh', '-c', line.replace('npx decklog', bin)], env)
  const critical = 'the north tank is critical'
  const typed = lines.filter(line => !line.startsWith('npx decklog start'))
  t.equal(typed.length, lines.length - 1, 'one of them starts it')
  await until(critical, async () => (await run('npx decklog check tank')).code === 2, 120_000)
  for (const line of typed) {
    const { code, output } = await run(line)
    const expected = line.startsWith('npx decklog check') ? 2 : 0
    t.equal(code, line.includes('gates ask') ? code : expected, `${line}: ${output}`)
  }
  t.match(await run('npx decklog check tank'), { output: /CRITICAL.*north.*level/s })
  t.match(await run('npx decklog gates ask tank --json'), { output: /"decision":"deny"/ })
  const get = async (path: string): Promise<string> => {
    const response = await fetch(url + path, { headers: { authorization: `Bearer ${adminToken}` } })
    return response.text()
  }
  await until('an alarm is raised', async () => (await get('/api/v1/alarms')).includes('tank'))
  t.match(await get('/api/v1/guards'), /"tank"/)
  const shown = JSON.parse(await get('/api/v1/guards/tank'))
  const [subject] = shown.subjects.filter((one: { subject: string }) => one.subject === 'north')
  t.match(
    await get(`/api/v1/guards/tank/${subject.id}`),
    /"history":\[\{.*"transitions":\[\{|"transitions":\[\{.*"history":\[\{/s,
  )
  t.match(await get('/api/v1/plugins'), /"name":"tank","version":"1.0.0","from":".\/tank"/)
})

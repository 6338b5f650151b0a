import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { packageRoot } from '../../core/config/package-root.ts'
import {
  adminToken,
  configure,
  createHome,
  decklog,
  startDecklog,
  until,
} from '../support/decklog-process.ts'
import { debianTool } from '../support/newer-tool.ts'

/** A program of its own that says what a file says, and ends as its first line asks. */
async function writeProgram(folder: string): Promise<{ argv: readonly string[]; says: string }> {
  const says = join(folder, 'says')
  const script = `read -r code; cat; echo "as $2" >&2; exit "$code"`
  return { argv: ['sh', '-c', `exec < "$1"; ${script}`, 'sh', says, '--token=sesame'], says }
}

interface Listed {
  readonly subjects: readonly Record<string, unknown>[]
}

/** The built-in plugin as somebody else's: by another name, from a folder that knows this package as `decklog` alone. */
async function copyOutside(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-probes-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'package.json'), '{"name":"probes","type":"module"}')
  const to = join(folder, 'plugins', 'probes')
  await mkdir(to, { recursive: true })
  const from = join(packageRoot, 'dist', 'plugins', 'checks')
  for (const name of (await readdir(from)).filter(one => one.endsWith('.js'))) {
    const text = await readFile(join(from, name), 'utf8')
    const own = text
      .replaceAll('../../core/plugin-api.js', 'decklog')
      .replace(/name: ["']checks["']/, `name: 'probes'`)
    await writeFile(join(to, name), own)
  }
  return folder
}

t.test(
  'a check is sampled, judged, shown, asked and alarmed, in or outside the package',
  async t => {
    const outside = await copyOutside(t)
    const home = await createHome(t)
    const { argv, says } = await writeProgram(home.folder)
    await writeFile(says, "0\nDISK OK - fine | '/data'=40%;80;90\nmore of it\n")
    const checks = [
      { name: 'data', argv, every: 1, forecast: { '/data': { reaches: 100 } } },
      { name: 'nowhere', argv: ['no-such-check'], every: 1, host: 'db-2' },
    ]
    const config = { extensions: [outside], plugins: { checks: { checks }, probes: { checks } } }
    await configure(home, config)
    const app = await startDecklog(t, home)
    const subjectOf = async (guard: string, subject: string) => {
      const { body } = await app.get(`/api/v1/guards/${guard}`)
      return (body as unknown as Listed).subjects?.find(one => one['subject'] === subject)
    }
    for (const guard of ['checks', 'probes'])
      await until(async () => (await subjectOf(guard, 'data'))?.['level'] === 'ok')
    await writeFile(says, "2\nDISK CRITICAL - full | '/data'=95%;80;90\n")
    for (const guard of ['checks', 'probes']) {
      await until(async () => (await subjectOf(guard, 'data'))?.['level'] === 'critical')
      t.match(await subjectOf(guard, 'data'), { text: /DISK CRITICAL - full/ })
      t.match(await subjectOf(guard, 'nowhere'), { host: 'db-2', failure: /cannot be run/ })
      t.match(await app.post(`/api/v1/gates/${guard}`, {}), {
        body: { decision: 'allow', withheld: { reasons: [{ code: `${guard}_critical` }] } },
      })
      await until(async () =>
        JSON.stringify((await app.get('/api/v1/alarms')).body).includes(`"${guard}`),
      )
    }
    const checked = await decklog(['check', 'checks', '--url', app.url, '--token', adminToken])
    t.match(checked, { code: 2, stdout: /^CHECKS CRITICAL - / })
    const all = JSON.stringify((await app.get('/api/v1/events?limit=200')).body)
    t.match(all, 'checks.Sampled')
    t.notMatch(all + app.stderr() + app.stdout(), 'sesame')
  },
)

const { missing } = debianTool('check_disk', 'monitoring-plugins-basic')

t.test('what the how-to says to write and to type is understood', { skip: missing }, async t => {
  const page = await readFile(join(packageRoot, 'docs/how-to/use-monitoring-plugins.md'), 'utf8')
  const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = '']) => parse(block))
  t.equal(blocks.length, 2)
  const home = await createHome(t)
  for (const block of blocks) {
    await configure(home, block as object)
    t.match(await decklog(['config', 'check', '--config', home.configFile]), { code: 0 })
  }
  const argv = ['check_disk', '-w', '1%', '-c', '0%', '-p', '/']
  await configure(home, { plugins: { checks: { checks: [{ name: 'root', argv, every: 1 }] } } })
  const app = await startDecklog(t, home)
  const env = { DECKLOG_URL: app.url, DECKLOG_TOKEN: adminToken }
  await until(async () => (await decklog(['check', 'checks'], env)).code === 0)
  t.match(await decklog(['guards', 'show', 'checks'], env), { code: 0, stdout: /root/ })
})

import t from 'tap'
import {
  configure,
  createHome,
  decklog,
  runDecklog,
  startDecklog,
  until,
} from '../support/decklog-process.ts'
import { allowed } from '../support/rounds.ts'

t.test('a second start finds everything as it was, and a signal reloads', async t => {
  const home = await createHome(t)
  const first = await startDecklog(t, home)
  await until(async () => (await disks(first)).length > 0)
  const created = await first.post('/api/v1/tokens', {
    name: 'ci',
    kind: 'service',
    scopes: ['read'],
  })
  t.equal(created.status, 201)
  const stopped = await first.stop()
  t.strictSame(stopped.code, 0)
  t.ok(stopped.ms < allowed(5_000), `stop took ${Math.round(stopped.ms)} ms`)

  const second = await startDecklog(t, home)
  t.ok((await disks(second)).length > 0, 'its disks are there at once')
  const secret = String(created.body['secret'])
  const answer = await fetch(`${second.url}/api/v1/disks`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  t.equal(answer.status, 200, 'a token made before is known')

  await configure(home, { plugins: { gsd: { secondPerson: 'required' } } })
  process.kill(second.pid, 'SIGHUP')
  await until(() => second.stderr().includes('the configuration was read anew'))
  t.match(second.stderr(), '"changed":["plugins.gsd.secondPerson"]')
  await configure(home, { logLevel: 'debug', plugins: { gsd: { secondPerson: 'nobody' } } })
  process.kill(second.pid, 'SIGHUP')
  await until(() => second.stderr().includes('the configuration stays as it is'))
  t.equal((await second.get('/health')).status, 200, 'it goes on with what it had')
  await second.stop()
})

t.test('two starts in one data directory: the second is refused and says why', async t => {
  const home = await createHome(t)
  const first = await startDecklog(t, home)
  const second = await decklog(['start', '--config', home.configFile])
  t.equal(second.code, 2)
  t.match(second.stderr, /DECKLOG_DATA_DIR_LOCKED/)
  t.match(second.stderr, String(first.pid))
  await first.stop()
})

t.test(
  'without a configured admin token the first start shows one, and only the first',
  async t => {
    const home = await createHome(t)
    const start = async (): Promise<string> => {
      const child = runDecklog(['start', '--config', home.configFile])
      let output = ''
      child.stdout?.on('data', chunk => (output += chunk))
      t.teardown(() => child.kill('SIGKILL'))
      await until(() => /API\s+http/.test(output), 120_000)
      await until(() => output.endsWith('\n'))
      child.kill('SIGTERM')
      await until(() => child.exitCode !== null)
      return output
    }
    t.match(await start(), /dlk_/)
    t.notMatch(await start(), /dlk_/)
  },
)

async function disks(app: {
  get(path: string): Promise<{ body: Record<string, unknown> }>
}): Promise<unknown[]> {
  const items = (await app.get('/api/v1/disks')).body['disks']
  return Array.isArray(items) ? items : []
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createHome, decklog, startDecklog, until } from '../support/decklog-process.ts'

const guard = `
import { readFile } from 'node:fs/promises'
import { defineGuard, Joi } from 'decklog'

export default defineGuard({
  name: 'tank',
  version: '1.0.0',
  summary: 'Watches how full the tanks are.',
  every: 1,
  config: Joi.object({ file: Joi.string().required().description('Where the levels stand.') }),
  measures: {
    level: { title: 'Level', unit: 'percent', below: { warning: 20, critical: 10 } },
  },
  async read(signal, { config }) {
    const tanks = JSON.parse(await readFile(config.file, { encoding: 'utf8', signal }))
    return Object.entries(tanks).map(([subject, level]) => ({ subject, values: { level } }))
  },
})
`

const pushed = `
import { defineGuard } from 'decklog'

export default defineGuard({
  name: 'queue',
  version: '1.0.0',
  summary: 'Watches queues that others count.',
  every: 60,
  measures: { length: { title: 'Length', unit: 'count', above: { warning: 10, critical: 100 } } },
})
`

async function writeGuards(t: Test): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-guard-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'package.json'), '{"name":"guards","type":"module"}')
  for (const [name, text] of [
    ['tank', guard],
    ['queue', pushed],
  ] as const) {
    await mkdir(join(folder, 'plugins', name), { recursive: true })
    await writeFile(join(folder, 'plugins', name, 'plugin.js'), text)
  }
  const file = join(folder, 'tanks.json')
  await writeFile(file, '{"north":50,"south":5}')
  return { folder, file }
}

t.test('a guard of one file is sampled, judged, shown, asked, checked and alarmed', async t => {
  const { folder, file } = await writeGuards(t)
  const home = await createHome(t, { extensions: [folder], plugins: { tank: { file } } })
  const app = await startDecklog(t, home)

  await until(async () => {
    const { body } = await app.get('/api/v1/guards/tank')
    return JSON.stringify(body).includes('"critical"')
  })
  const tank = await app.get('/api/v1/guards/tank')
  t.comment(JSON.stringify(tank.body))
  t.match(await app.get('/api/v1/guards'), { status: 200 })
  t.match(await app.post('/api/v1/gates/tank', {}), {
    body: { reasons: [{ code: 'tank_critical' }] },
  })
  const south = await app.get('/api/v1/guards/tank/south?resolution=5m')
  t.comment(JSON.stringify(south.body))
  t.match(south.body, {
    level: 'critical',
    transitions: [{ to: 'critical' }],
    history: [{ measure: 'level', last: 5 }],
  })
  const checked = await decklog(['check', 'tank', '--config', home.configFile, '--url', app.url])
  t.comment(JSON.stringify(checked))
  const posted = await app.post('/api/v1/guards/queue/readings', {
    readings: [
      { subject: 'mail', values: { length: 12 } },
      { subject: 'x', values: { nonsense: 1 } },
    ],
  })
  t.comment(JSON.stringify(posted.body))
  await until(async () => {
    const { body } = await app.get('/api/v1/guards/queue')
    return JSON.stringify(body).includes('"warning"')
  })
  await app.stop()
})

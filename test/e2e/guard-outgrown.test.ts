import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t from 'tap'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'
import { until } from '../support/until.ts'

// A guard through its life: of one file, as a plugin that spreads it, and taken away.

const guard = `
import { defineGuard } from 'decklog'
export default defineGuard({
  name: 'tank', version: '1.0.0', summary: 'Watches tanks.', every: 600,
  measures: { level: { title: 'Level', unit: 'percent', below: { critical: 10 } } },
})
`
const outgrown = `
import { definePlugin, defineRoute, Joi } from 'decklog'
import guard from '../../was.js'
export default definePlugin({
  ...guard,
  version: '2.0.0',
  create(host) {
    const kit = guard.create(host)
    const own = defineRoute({
      method: 'GET', path: '/api/v1/tank-mode', scope: 'read', summary: 'Says that it is a plugin.',
      tags: ['tank'], response: Joi.object({ grown: Joi.boolean().required() }),
      handle: async () => ({ body: { grown: true } }),
    })
    return { ...kit, routes: [...(kit.routes ?? []), own] }
  },
})
`
const projection = `
import { columns, defineProjection, defineTable } from 'decklog'
export const fills = defineTable({ subject: columns.text('Which.'), readings: columns.integer('How many.'), revision: columns.hidden(columns.bigint()) })
export default defineProjection({
  name: 'tank-fills', version: 1, columns: fills.columns,
  keys: event => [event.data.subjectId],
  on: {
    'tank.Sampled': (row, { data, revision }) =>
      row && row.revision >= Number(revision)
        ? row
        : { subject: data.subject, readings: (row?.readings ?? 0) + 1, revision: Number(revision) },
  },
})
`
const routes = `
import { defineRoute, Joi } from 'decklog'
import { fills } from './projection.js'
export default host => [
  defineRoute({
    method: 'GET', path: '/api/v1/tank-fills', scope: 'read', summary: 'Counts readings.', tags: ['tank'],
    shows: ['tank-fills'], response: Joi.object({ fills: Joi.array().items(fills.schema).required() }),
    async handle() {
      const rows = await host.query('select * from ' + host.view('tank-fills') + ' order by subject')
      return { body: { fills: rows.map(fills.toBody) } }
    },
  }),
]
`

async function writeFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-tank-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const all = { 'package.json': '{"name":"tank","type":"module"}', ...files }
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

type Body = Record<string, unknown>
const callsOf = ({ send }: WholeApp) => ({
  get: async (path: string) => {
    const { status, text } = await send('GET', path)
    return { status, body: JSON.parse(text) as Body }
  },
  post: async (path: string, body: object) => {
    const { status, text } = await send('POST', path, { body: JSON.stringify(body) })
    return { status, body: JSON.parse(text) as Body }
  },
})

async function bring(app: WholeApp, subject: string, level: number): Promise<void> {
  const { get, post } = callsOf(app)
  const readings = [{ subject, values: { level } }]
  await post('/api/v1/guards/tank/readings', { readings })
  await until(`${subject} stands at ${level}`, async () => {
    const found = (await get(`/api/v1/guards/tank?subject=${subject}`)).body['subjects']
    const wanted = level < 10 ? 'critical' : 'ok'
    return JSON.stringify(found ?? []).includes(`"level":"${wanted}"`)
  })
}

t.test('a guard keeps its history when it becomes a plugin, and when it is taken away', async t => {
  const one = await writeFolder({ 'guard.js': guard })
  const first = await startWholeApp(t, { extensions: [join(one, 'guard.js')] })
  const { over } = first
  await bring(first, 'north', 5)
  const before = (await callsOf(first).get('/api/v1/guards/tank/north?resolution=1h')).body
  t.match(before, { level: 'critical', transitions: [{ to: 'critical' }] })
  await first.stop()

  const more = await writeFolder({
    'was.js': guard,
    'plugins/tank/plugin.js': outgrown,
    'projections/tank-fills/projection.js': projection,
    'projections/tank-fills/routes.js': routes,
  })
  const second = await startWholeApp(t, { over, extensions: [more] })
  const { get } = callsOf(second)
  t.match(await get('/api/v1/tank-mode'), { body: { grown: true } })
  const after = (await get('/api/v1/guards/tank/north?resolution=1h')).body
  for (const key of ['id', 'level', 'since', 'transitions', 'history', 'event_ids'])
    t.strictSame(after[key], before[key], key)
  await bring(second, 'north', 50)
  t.match((await get('/api/v1/guards/tank/north')).body, {
    transitions: [{ from: 'critical', to: 'ok' }, { to: 'critical' }],
  })
  await until('its own read model has what the guard recorded before', async () =>
    JSON.stringify((await get('/api/v1/tank-fills')).body).includes('"readings":2'),
  )
  await bring(second, 'south', 5)
  await until('an alarm is raised', async () =>
    JSON.stringify((await get('/api/v1/alarms?state=raised')).body).includes('south'),
  )
  await second.stop()

  const third = await startWholeApp(t, { over })
  const calls = callsOf(third)
  t.match(await calls.get('/api/v1/guards/tank'), {
    status: 404,
    body: { code: 'DECKLOG_NOT_FOUND' },
  })
  t.notMatch(JSON.stringify((await calls.get('/api/v1/guards')).body), 'tank')
  t.match(await calls.post('/api/v1/gates/tank', {}), { body: { code: 'DECKLOG_GATE_UNKNOWN' } })
  const recorded = await calls.get(`/api/v1/streams/tankLevel-${String(before['id'])}`)
  t.match(recorded.body['events'], [{ type: 'tank.LevelChanged' }, { type: 'tank.LevelChanged' }])
  // Whoever told of it cannot say that it is over.
  await until('its alarm is over by itself', async () => {
    const { status, body } = await calls.get('/api/v1/alarms?state=raised')
    return status === 200 && !JSON.stringify(body).includes('south')
  })
  const ended = (await calls.get('/api/v1/alarms?state=cleared')).body['alarms']
  t.match(
    (ended as readonly { subject: string }[]).filter(({ subject }) => subject.includes('south')),
    [{ text: /is no longer installed/ }],
  )
  await third.stop()

  const again = await startWholeApp(t, { over, extensions: [join(one, 'guard.js')] })
  let back: Body = {}
  await until('it answers again', async () => {
    const answer = await callsOf(again).get('/api/v1/guards/tank')
    back = answer.body
    return answer.status === 200
  })
  t.match(back, { counts: { ok: 1, critical: 1 } }, 'put back, it goes on where it was')
  t.match(
    (back['subjects'] as readonly { id: string }[]).filter(({ id }) => id === before['id']),
    [{ subject: 'north', level: 'ok' }],
  )
  await again.stop()
})

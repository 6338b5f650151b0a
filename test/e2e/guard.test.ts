import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'
import { adminToken, createHome, decklog, startDecklog, until } from '../support/decklog-process.ts'
import { emptyList } from '../support/empty-list.ts'

// The guard of the how-to, as it stands there.
const page = await readFile(join(packageRoot, 'docs/how-to/write-a-guard.md'), 'utf8')
const guard = /```js\n([^]*?)```/.exec(page)?.[1] ?? ''
const settings = { interval: 1, limits: { level: { enterAfter: 0, leaveMargin: 0 } } }

const pushed = `
import { defineGuard } from 'decklog'

export default defineGuard({
  name: 'queue',
  version: '1.0.0',
  summary: 'Watches queues that others count.',
  every: 60,
  measures: { length: { title: 'Length', unit: 'count', above: { warning: 10, critical: 100 } } },
  takesPart: [{ at: 'step:rollout' }, { at: 'verification' }],
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
  const home = await createHome(t, {
    extensions: [folder],
    plugins: { tank: { file, ...settings } },
  })
  const app = await startDecklog(t, home)
  const tank = async () => (await app.get('/api/v1/guards/tank')).body

  await until(async () => JSON.stringify(await tank()).includes('"critical","held"'))
  t.match(await tank(), {
    ...{ name: 'tank', level: 'critical', counts: { ok: 1, critical: 1 }, next: null },
    measures: [{ name: 'level', unit: 'percent', limits: { side: 'below' } }],
  })
  const all = (await app.get('/api/v1/guards')).body
  t.match(JSON.stringify(all), /"queue".*"tank"/)

  t.match((await app.post('/api/v1/gates/tank', {})).body, {
    ...{ decision: 'allow', reasons: emptyList },
    withheld: { mode: 'watch', decision: 'deny', reasons: [{ code: 'tank_critical' }] },
  })
  const env = { DECKLOG_TOKEN: adminToken, DECKLOG_URL: app.url }
  const promote = ['guards', 'promote', 'tank', '--reason', 'It was right.']
  t.match(await decklog(promote, env), { code: 0, stdout: /in the mode deny/ })
  t.match((await app.post('/api/v1/gates/tank', {})).body, {
    reasons: [{ decision: 'deny', code: 'tank_critical', text: /south of .* Level 5 %/ }],
  })
  t.match((await app.post('/api/v1/gates/tank', { subject: 'north' })).body, { decision: 'allow' })
  t.match((await app.post('/api/v1/gates/tank', { subject: 'west' })).body, {
    reasons: [{ code: 'tank_not_known' }],
  })

  t.match((await app.get('/api/v1/guards/tank/south?resolution=5m')).body, {
    ...{ subject: 'south', level: 'critical', values: { level: 5 }, state: 'read' },
    transitions: [{ from: 'unknown', to: 'critical', text: 'Level 5 %.' }],
    history: [{ measure: 'level', min: 5, max: 5, mean: 5, last: 5 }],
  })
  t.match(await app.get('/api/v1/guards/tank/west'), { status: 404 })

  for (const query of ['from=-271821-04-20T00:00:00Z', 'to=+275760-09-13T00:00:00Z'])
    for (const path of ['south', 'report'])
      t.match(
        await app.get(`/api/v1/guards/tank/${path}?${query.replace('+', '%2B')}`),
        { status: 422 },
        query,
      )

  const report = await decklog(['guards', 'report', 'tank'], env)
  t.match(report, { code: 0, stdout: /denied once, for \d+ s[^]*south/ })
  t.match(await decklog(['config', 'check', '--config', home.configFile]), { code: 0 })
  t.match(await decklog(['gates', 'ask', 'tank'], env), { code: 2, stdout: /tank_critical/ })
  t.match(await decklog(['guards', 'show', 'tank'], env), { code: 0, stdout: /south .*critical/ })

  const check = ['check', 'tank', '--config', home.configFile]
  t.match(await decklog(check, env), {
    code: 2,
    stdout: /^TANK CRITICAL - south is critical: Level 5 %\. \| .*'south level'=5%;20:;10:/,
  })

  await until(async () => JSON.stringify((await app.get('/api/v1/alarms')).body).includes('south'))
  await writeFile(file, 'this is no JSON')
  await until(async () => JSON.stringify(await tank()).includes('"failing"'))
  await until(async () => {
    const { body } = await app.post('/api/v1/gates/tank', { subject: 'south' })
    return JSON.stringify(body).includes('it was at critical before')
  })
  await app.stop()
})

t.test('a guard without a reading of its own takes those that others bring', async t => {
  const { folder, file } = await writeGuards(t)
  const home = await createHome(t, {
    extensions: [folder],
    plugins: { tank: { file, ...settings } },
  })
  const app = await startDecklog(t, home)
  const post = (readings: readonly unknown[]) =>
    app.post('/api/v1/guards/queue/readings', { readings })

  const mail = { subject: 'mail', values: { length: 120 } }
  t.match(await post([mail, { subject: 'mail', values: { width: 1 } }, 'nonsense']), {
    status: 200,
    body: {
      ...{ accepted: 1, refused: 2 },
      results: [
        { outcome: 'accepted' },
        { code: 'DECKLOG_VALIDATION', errors: [{ field: 'values.width' }] },
        { code: 'DECKLOG_VALIDATION' },
      ],
    },
  })
  const telex = { subject: 'telex', values: { length: 1 } }
  const sendOnce = async (): Promise<unknown> => {
    const response = await fetch(`${app.url}/api/v1/guards/queue/readings`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${adminToken}`,
        'content-type': 'application/json',
        'idempotency-key': 'the-list-of-noon',
      },
      body: JSON.stringify({ readings: [telex] }),
    })
    return response.json()
  }
  const sent = await sendOnce()
  t.match(sent, { accepted: 1, results: [{ event_id: String }] })
  t.strictSame(await sendOnce(), sent, 'the same list again is the same event')
  const page = async (query: string) => (await app.get(`/api/v1/guards/queue?${query}`)).body
  await until(async () => JSON.stringify(await page('')).includes('"telex"'))
  const first = await page('limit=1')
  const [one] = first['subjects'] as readonly { readonly id: string }[]
  const second = await page(`limit=1&after=${String(first['next'])}`)
  const [other] = second['subjects'] as readonly { readonly id: string }[]
  t.equal(second['next'], null)
  t.ok(one!.id < other!.id)
  t.match(await page(`keys=${other!.id}`), { subjects: [{ id: other!.id }], next: null })
  t.match(await page('keys=none'), { subjects: emptyList, counts: { ok: 1 } })

  t.match(await app.post('/api/v1/guards/tank/readings', { readings: [mail] }), { status: 409 })
  t.match(await app.post('/api/v1/guards/none/readings', { readings: [mail] }), { status: 404 })
  await until(async () => {
    const { body } = await app.post('/api/v1/gates/queue', {})
    return JSON.stringify(body).includes('queue_critical')
  })

  const run = (await app.post('/api/v1/gsd-runs', { name: 'A run', stage: 'rollout' })).body
  t.match(run['gate_decisions'], [{ gates: [{ gate: 'disk' }, { gate: 'queue' }] }])
  const [decided] = run['gate_decisions'] as readonly { readonly id: string }[]
  t.match((await app.get(`/api/v1/gate-decisions/${decided?.id}`)).body, {
    facts: {
      replies: [
        { gate: 'disk' },
        { gate: 'queue', answer: { decision: 'allow', withheld: { decision: 'deny' } } },
        { gate: 'continuity', asking: 'fact_missing' },
      ],
      byRules: [{ gate: 'queue', answer: 'not_enforced' }],
    },
  })
  const verified = (await app.post('/api/v1/verifications', {})).body
  const checks = verified['checks'] as readonly { readonly name: string }[]
  const told = checks.filter(({ name }) => name === 'queue')
  t.match(told, [{ required: true, verdict: 'passed' }])

  const env = { DECKLOG_TOKEN: adminToken, DECKLOG_URL: app.url }
  const forget = (subject: string) =>
    decklog(['guards', 'forget', 'queue', subject, '--reason', 'It is gone'], env)
  t.match(await forget('mail'), { code: 2, stderr: /it is there/ })
  await post([{ subject: 'fax', failure: 'Nobody answers.' }])
  const queue = async () => JSON.stringify((await app.get('/api/v1/guards/queue')).body)
  await until(async () => (await queue()).includes('"fax"'))
  t.match(await forget('fax'), { code: 0 })
  t.notMatch(await queue(), '"fax"')
  await post([{ subject: 'fax', level: 'ok', text: 'It is empty.' }])
  await until(async () => (await queue()).includes('It is empty.'))
  await app.stop()
})

import t, { type Test } from 'tap'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { startWholeApp, adminSecret, type WholeApp } from '../support/whole-app.ts'

const canary = 'a-canary-secret-that-nobody-may-see'
const webhook = { name: 'ops', url: 'https://hooks.example/1', secret: canary }
const sections = (gsd: object = {}) => ({ notify: { webhooks: [webhook] }, gsd })

async function get(app: WholeApp, path: string) {
  const { status, text } = await app.send('GET', path)
  return { status, text, body: JSON.parse(text) }
}

const recorded = (app: WholeApp) =>
  get(app, '/api/v1/events?type=core.RulesChanged&limit=200').then(({ body }) => body.events)

async function decklog(t: Test, app: WholeApp, ...words: readonly string[]) {
  let out = ''
  const code = await runCommandLine({
    words,
    env: { DECKLOG_URL: app.url, DECKLOG_TOKEN: adminSecret },
    cwd: t.testdir({}),
    print: text => (out += text),
    printError: text => (out += text),
  })
  return { code, out }
}

t.test('the rules that is judged by are facts', { timeout: 120_000 }, async t => {
  const first = await startWholeApp(t, { plugins: sections(), nodeName: 'one' })
  const { over } = first

  await t.test(
    'each start records the rules of core and of every plugin, and no secret',
    async t => {
      const { status, body, text } = await get(first, '/api/v1/rules')
      t.equal(status, 200)
      const plugins = ['continuity', 'core', 'disk', 'gsd', 'notify', 'release', 'rollout']
      const shown: readonly { readonly plugin: string }[] = body.rules
      t.match(
        plugins.filter(plugin => !shown.some(one => one.plugin === plugin)),
        [],
      )
      for (const one of body.rules) t.match(one, { in_force_here: true, machines: [] }, one.plugin)
      t.notMatch(text + JSON.stringify(await recorded(first)), canary)
      const disk = body.rules.find((one: { plugin: string }) => one.plugin === 'disk')
      t.match(disk, {
        gates: ['disk'],
        settings: { limits: { critical: { availablePercent: 10 } } },
      })
      const notify = body.rules.find((one: { plugin: string }) => one.plugin === 'notify')
      t.match(notify.sources, [{ path: 'webhooks', from: 'DECKLOG_PLUGINS' }])
    },
  )

  await t.test(
    'what is judged cites them: a gate that is asked, and everything recorded',
    async t => {
      const { body } = await get(first, '/api/v1/rules?plugin=disk')
      const [{ digest }] = body.rules
      const asked = await first.send('POST', '/api/v1/gates/disk', { body: '{}' })
      t.equal(JSON.parse(asked.text).rules, digest)
      const events = (await get(first, '/api/v1/events?limit=200')).body.events
      const stamped = events.filter(
        (event: { metadata: { plugin?: string } }) => event.metadata.plugin !== undefined,
      )
      t.ok(stamped.length > 5)
      for (const { metadata, type } of stamped) t.match(metadata.rules, /^[0-9a-f]{64}$/, type)
      const shown = await get(first, `/api/v1/rules/${digest.slice(0, 12)}`)
      t.match(shown.body, { plugin: 'disk', digest })
    },
  )

  await t.test(
    'the same rules are one fact, also of a second process and after a restart',
    async t => {
      const before = (await recorded(first)).length
      const second = await startWholeApp(t, { over, plugins: sections(), nodeName: 'two' })
      t.equal((await recorded(first)).length, before)
      await second.stop()
      const again = await startWholeApp(t, { over, plugins: sections(), nodeName: 'one' })
      t.equal((await recorded(first)).length, before)
      await again.stop()
    },
  )

  await t.test('a process with other rules is seen, and what it weakened is told', async t => {
    const other = sections({ gates: { rollout: [] }, gateModes: { release: 'warn' } })
    const second = await startWholeApp(t, { over, plugins: other, nodeName: 'two' })
    const { body } = await get(second, '/api/v1/rules/history?plugin=gsd&limit=1')
    const [change] = body.changes
    t.match(change, { machine: 'two', code_changed: 'no' })
    t.strictSame(
      change.changes.map(({ path, effect, from }: Record<string, string>) => [path, effect, from]),
      [
        ['gateModes.release', 'weakened', 'DECKLOG_PLUGINS'],
        ...['continuity', 'disk', 'images'].map(gate => [
          ...[`gates.rollout.${gate}`, 'weakened', 'DECKLOG_PLUGINS'],
        ]),
      ],
    )
    const next = await get(second, '/api/v1/rules/history?plugin=gsd&limit=1')
    t.match((await second.send('GET', '/api/v1/rules/history?limit=1')).headers.get('link'), /next/)
    t.equal(next.status, 200)

    const diff = await decklog(t, second, 'rules', 'diff', change.previous_digest)
    t.equal(diff.code, 1)
    t.match(diff.out, /weakened +gateModes.release: "enforce" -> "warn"/)
    const same = await decklog(t, second, 'rules', 'diff', change.digest)
    t.equal(same.code, 0)
    const history = await decklog(t, second, 'rules', 'history', '--plugin', 'gsd')
    t.match(history.out, /gates.rollout.disk: \{.*\} -> null {2}\(DECKLOG_PLUGINS\)/)
    const show = await decklog(t, second, 'rules', 'show', 'gsd')
    t.match(show.out, /gates.rollout +\[\] +DECKLOG_PLUGINS/)
    t.match((await decklog(t, second, 'rules', 'show')).out, /disk +[0-9a-f]{12} .* all/)
    t.equal((await decklog(t, second, 'rules', 'show', 'nobody')).code, 1)
    await second.stop()
  })
})

t.test('who may not see every board is not shown the rules of all', async t => {
  const board = 'b0a4d000-0000-4000-8000-00000000000a'
  const app = await startWholeApp(t, { tokens: { one: { scopes: ['audit'], boards: [board] } } })
  const headers = { authorization: `Bearer ${app.secrets['one']}` }
  for (const path of ['', '/history', '/00000000', '/diff?from=00000000'])
    t.equal((await app.send('GET', `/api/v1/rules${path}`, { headers })).status, 403, path)
  const unknown = await app.send('GET', '/api/v1/rules/00000000')
  t.equal(unknown.status, 404)
  t.equal((await app.send('GET', '/api/v1/rules/xyz')).status, 422)
})

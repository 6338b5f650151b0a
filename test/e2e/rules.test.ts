import t, { type Test } from 'tap'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { emptyList } from '../support/empty-list.ts'
import { until } from '../support/until.ts'
import { startWholeApp, adminSecret, type WholeApp } from '../support/whole-app.ts'

const canary = 'a-canary-secret-that-nobody-may-see'
const webhook = { name: 'ops', url: 'https://hooks.example/1', secret: canary }
const sections = (gsd: object = {}) => ({
  notify: { webhooks: [webhook] },
  gsd: { ...gsd, gates: { completion: [], ...('gates' in gsd ? Object(gsd.gates) : {}) } },
})
const board = 'b0a4d000-0000-4000-8000-00000000000a'
const tokens = {
  ada: { kind: 'person', subject: 'ada', scopes: ['read', 'operate', 'approve', 'audit'] },
  limited: { scopes: ['audit'], boards: [board] },
} as const

async function get(app: WholeApp, path: string) {
  const { status, text } = await app.send('GET', path)
  return { status, text, body: JSON.parse(text) }
}

async function recorded(app: WholeApp) {
  const { body } = await get(app, '/api/v1/events?type=core.RulesChanged&limit=200')
  return body.events
}

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

const first = await startWholeApp(t, {
  ...{ plugins: sections(), nodeName: 'one', tokens, from: 'file' },
})
const { over, secrets } = first
const headers = { authorization: `Bearer ${secrets['ada']}` }

async function send(app: WholeApp, method: string, path: string, body: object) {
  const answer = await app.send(method, path, { body: JSON.stringify(body), headers })
  return { status: answer.status, body: JSON.parse(answer.text) }
}

async function approve(app: WholeApp, path: string) {
  const { body: looked } = await get(app, `${path}/approvals`)
  const decision = { decision: 'approved', subject_digest: looked.subject_digest }
  const { body } = await send(app, 'POST', `${path}/approvals`, decision)
  return body.points[0].status
}

t.test('each start records the rules of core and of every plugin, and no secret', async t => {
  const { status, body, text } = await get(first, '/api/v1/rules')
  t.equal(status, 200)
  const plugins = ['continuity', 'core', 'disk', 'gsd', 'notify', 'release', 'rollout']
  const shown: readonly { readonly plugin: string }[] = body.rules
  const missing = plugins.filter(plugin => !shown.some(one => one.plugin === plugin))
  t.strictSame(missing, [])
  for (const one of body.rules)
    t.match(one, { in_force_here: true, machines: emptyList }, one.plugin)
  t.notMatch(text + JSON.stringify(await recorded(first)), canary)
  const disk = body.rules.find((one: { plugin: string }) => one.plugin === 'disk')
  t.match(disk, { gates: ['disk'], settings: { limits: { critical: { availablePercent: 10 } } } })
  const notify = body.rules.find((one: { plugin: string }) => one.plugin === 'notify')
  t.match(notify.sources, [{ path: 'webhooks', from: 'decklog.yml:1' }])
})

t.test('what is judged cites them: a gate that is asked, and everything recorded', async t => {
  const { body } = await get(first, '/api/v1/rules?plugin=disk')
  const [{ digest }] = body.rules
  const asked = await first.send('POST', '/api/v1/gates/disk', { body: '{}' })
  t.equal(JSON.parse(asked.text).rules, digest)
  const { events } = (await get(first, '/api/v1/events?limit=200')).body
  const stamped = events.filter(
    (event: { metadata: { plugin?: string } }) => event.metadata.plugin !== undefined,
  )
  t.ok(stamped.length > 5)
  for (const { metadata, type } of stamped) t.match(metadata.rules, /^[0-9a-f]{64}$/, type)
  t.match((await get(first, `/api/v1/rules/${digest.slice(0, 12)}`)).body, {
    ...{ plugin: 'disk', digest },
  })
})

t.test('who may not see every board is not shown the rules of all', async t => {
  const limited = { headers: { authorization: `Bearer ${secrets['limited']}` } }
  for (const path of ['', '/history', '/00000000', '/diff?from=00000000'])
    t.equal((await first.send('GET', `/api/v1/rules${path}`, limited)).status, 403, path)
  t.equal((await first.send('GET', '/api/v1/rules/00000000')).status, 404)
  t.equal((await first.send('GET', '/api/v1/rules/xyz')).status, 422)
})

t.test('the same rules are one fact, also of another process', async t => {
  const before = (await recorded(first)).length
  const second = await startWholeApp(t, { over, plugins: sections(), nodeName: 'two' })
  t.equal((await recorded(first)).length, before)
  await second.stop()
})

t.test('rules that a start refuses are none that were in force', async t => {
  const before = (await recorded(first)).length
  const user = 'nobody-is-called-so'
  const plugins = {
    ...sections({ gateModes: { release: 'warn' } }),
    checks: { checks: [{ name: 'never', argv: ['true'], user }] },
  }
  const refused = startWholeApp(t, { over, plugins, nodeName: 'one' })
  await t.rejects(refused, { code: 'DECKLOG_CONFIG_INVALID' })
  t.equal((await recorded(first)).length, before)
})

t.test('a process with other rules is seen, and what it weakened is told', async t => {
  const release_id = '3b1c7d0f'.repeat(8)
  const asked = { release_id, owner_approval_required: true }
  const { body: run } = await send(first, 'POST', '/api/v1/gsd-runs', asked)
  const path = `/api/v1/gsd-runs/${run.id}`
  t.equal(await approve(first, path), 'approved')

  const weaker = { gates: { rollout: [] }, gateModes: { release: 'warn' } }
  const second = await startWholeApp(t, { over, plugins: sections(weaker), nodeName: 'two' })
  const { body } = await get(second, '/api/v1/rules/history?plugin=gsd&limit=1')
  const [change] = body.changes

  await t.test('by its history', async t => {
    t.match(change, { machine: 'two', code_changed: 'no' })
    t.strictSame(
      change.changes.map(({ path, effect, from }: Record<string, string>) => [path, effect, from]),
      [
        ['gateModes.release', 'weakened', 'DECKLOG_PLUGINS'],
        ...['continuity', 'disk', 'images'].map(gate => {
          return [`gates.rollout.${gate}`, 'weakened', 'DECKLOG_PLUGINS']
        }),
      ],
    )
    const page = await second.send('GET', '/api/v1/rules/history?limit=1')
    t.match(page.headers.get('link'), /after=.*rel="next"/)
  })

  await t.test('by commands', async t => {
    const diff = await decklog(t, second, 'rules', 'diff', change.previous_digest)
    t.equal(diff.code, 1)
    t.match(diff.out, /weakened +gateModes.release: "enforce" -> "warn"/)
    t.equal((await decklog(t, second, 'rules', 'diff', change.digest)).code, 0)
    const history = await decklog(t, second, 'rules', 'history', '--plugin', 'gsd')
    t.match(history.out, /gates.rollout.disk: \{.*-> null {2}\(DECKLOG_PLUGINS\)/)
    const show = await decklog(t, second, 'rules', 'show', 'gsd')
    t.match(show.out, /gates.rollout +\[\] +DECKLOG_PLUGINS/)
    t.match((await decklog(t, second, 'rules', 'show')).out, /disk +[0-9a-f]{12} .* all/)
    t.equal((await decklog(t, second, 'rules', 'show', 'nobody')).code, 1)
  })

  await t.test('and an approval that was given before is needed anew', async t => {
    const done = { status: 'completed', reason: 'Early.' }
    t.match(await send(second, 'PATCH', path, done), {
      ...{ status: 409, body: { reason: 'approval_pending' } },
    })
    const known = async (): Promise<boolean> =>
      (await get(second, `${path}/approvals`)).body.subject.rules_weakened.length > 0
    await until('the run knows of it', known)
    const { body: shown } = await get(second, `${path}/approvals`)
    t.match(shown, { points: [{ status: 'pending' }], approvals: [{ state: 'void' }] })
    const [{ event_id: eventId }] = shown.subject.rules_weakened
    const [event] = (await recorded(second)).filter((one: { id: string }) => one.id === eventId)
    t.match(event, { type: 'core.RulesChanged', data: { plugin: 'gsd' } })
    const look = await decklog(t, second, 'runs', 'approve', run.id, '--look')
    t.match(look.out, /Weakened +rules of gsd: gateModes.release "enforce" -> "warn"/)

    t.equal(await approve(second, path), 'approved')
    const ended = await send(second, 'PATCH', path, done)
    t.match(ended, { status: 200, body: { status: 'completed', rules_weakened: [{}] } })
    const rollout = ended.body.gate_decisions.find(
      ({ stage }: { stage: string }) => stage === 'rollout',
    )
    t.match(rollout.by_rules, [{ gate: 'disk', text: 'not asked, by the rules' }, {}, {}])
    const show = await decklog(t, second, 'runs', 'show', run.id)
    t.match(show.out, /completion: verification not asked, by the rules/)
  })
})

t.test('a configuration takes effect without a restart, all of it or nothing', async t => {
  const reload = async () => {
    const { status, text } = await first.send('POST', '/api/v1/config/reload', { body: '{}' })
    return { status, body: JSON.parse(text) }
  }
  const digestOf = async (plugin: string) =>
    (await get(first, `/api/v1/rules?plugin=${plugin}`)).body.rules.find(
      (one: { in_force_here: boolean }) => one.in_force_here,
    ).digest
  const before = await digestOf('gsd')
  t.strictSame((await reload()).body, { changed: [], rules: [] })

  await first.configure(sections({ secondPerson: 'required', longestBypass: '2d' }))
  t.match(await reload(), {
    ...{ status: 422, body: { errors: [{ field: 'plugins.gsd.longestBypass' }] } },
  })
  await first.configure(sections({ secondPerson: 'nobody' }))
  t.match(await reload(), {
    status: 422,
    body: { errors: [{ field: 'plugins.gsd.secondPerson' }] },
  })
  t.equal(await digestOf('gsd'), before, 'nothing of it has taken effect')

  await first.configure(sections({ secondPerson: 'required' }))
  const done = await reload()
  t.match(done, { status: 200, body: { changed: ['plugins.gsd.secondPerson'] } })
  const [{ plugin, digest }] = done.body.rules
  t.strictSame([plugin, await digestOf('gsd')], ['gsd', digest])
  const [event] = (await recorded(first)).filter(
    (one: { data: { digest: string } }) => one.data.digest === digest,
  )
  t.equal(event.metadata.actor, 'person:admin', 'whoever asked for it is its actor')
  const paths = event.data.changes.map(({ path }: { path: string }) => path)
  t.strictSame(paths, ['secondPerson'], 'beside what it was here, whatever others judge by')
  const point = { stage: 'completion' }
  const { body } = await send(first, 'POST', '/api/v1/gsd-runs', { approvals: [point] })
  t.match(body.approvals, [{ two_person: true }], 'what is judged next is judged by it')

  const limits = { critical: { availablePercent: 12 } }
  await first.configure({ ...sections({ secondPerson: 'required' }), disk: { limits } })
  const told = await decklog(t, first, 'config', 'reload')
  t.match(told, { code: 0, out: /in force {2}plugins.disk.limits\nrules +disk [0-9a-f]{64}/ })
})

t.test(
  'every decision comes out the same when it is judged again, also after a restart',
  async t => {
    const { body: run } = await send(first, 'POST', '/api/v1/gsd-runs', { stage: 'implementation' })
    const entered = await send(first, 'PATCH', `/api/v1/gsd-runs/${run.id}`, { stage: 'rollout' })
    t.match(entered, { status: 200, body: { stage: 'rollout' } })
    // It begins with other rules than what it judges again was judged by.
    const strict = sections({ secondPerson: 'required', roles: { owner: ['person:ada'] } })
    const again = await startWholeApp(t, { over, plugins: strict, nodeName: 'one' })
    const judgedOn = async (app: WholeApp) => {
      const all = await decklog(t, app, 'audit', 'redecide', '--json')
      const { decisions, ...told } = JSON.parse(all.out)
      t.match(told, { different: 0, uncited: 0, unfounded: 0, differences: emptyList }, all.out)
      t.equal(all.code, 0)
      return decisions
    }
    const before = await judgedOn(first)
    t.ok(before > 5, `${before} are equal`)
    t.ok((await judgedOn(again)) >= before)
    const none = await decklog(t, again, 'audit', 'redecide', '--from', '2999-01-01T00:00:00Z')
    t.match(none, { code: 0, out: /^0 decisions/ })
  },
)

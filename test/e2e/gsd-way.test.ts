import t from 'tap'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { manifestExample } from '../../plugins/release/manifest.ts'
import { createHome, startDecklog, until } from '../support/decklog-process.ts'
import { emptyList } from '../support/empty-list.ts'
import { followChanges } from '../support/live-changes.ts'
import { createOperator, type Operator } from '../support/run-operator.ts'

const stages = ['planning', 'implementation', 'rollout', 'validation', 'hardening']
const board = '5a0e3c9b-8c5f-4d8e-9b53-0d1a4c6f0001'
const release = '3b1c7d0f'.repeat(8)
const unknown = '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a11'
const json = 'application/json'
const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const gates = {
  rollout: [{ gate: 'disk', question: { mount: '/nowhere' } }],
  hardening: [{ gate: 'verification', about: ['release_id'] }],
  completion: [{ gate: 'disk' }, { gate: 'images', about: ['board_id'] }],
}

const home = await createHome(t, { plugins: { gsd: { gates } } })
const app = await startDecklog(t, home)
const ada = await createOperator(app, { kind: 'person', subject: 'ada' })
const ci = await createOperator(app, { kind: 'service', scopes: ['read', 'operate'] })
const runs = '/api/v1/gsd-runs'

async function start(by: Operator, body: object): Promise<string> {
  const { status, body: run } = await by.post(runs, body)
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(run)}`)
  return `${runs}/${run['id']}`
}

t.test('a run starts with the defaults that Mission Control knows', async t => {
  const { status, body, headers } = await ada.post(runs, { profile: 'auto' })
  t.equal(status, 200)
  t.match(body, {
    ...{ organization_id: uuidForm, board_id: null, task_id: null },
    ...{ created_by_user_id: null, created_by: 'person:ada' },
    ...{ run_name: '', iteration_number: 1, stage: 'planning', status: 'in_progress' },
    ...{ owner_approval_required: false, owner_approval_status: 'not_required' },
    ...{ owner_approval_note: null, owner_approved_at: null, completed_at: null },
    ...{ rollout_evidence_links: emptyList, metrics_snapshot: {}, rules: 'telemetry' },
  })
  t.equal(headers.get('etag'), '"0"')
  t.match((await ada.get(`${runs}/${body['id']}`)).body, body, 'and is there at once')
  const next = await ci.post(runs, {})
  t.equal(next.body['organization_id'], body['organization_id'], 'made once')
  const given = await ci.post(runs, { organization_id: board.toUpperCase() })
  t.equal(given.body['organization_id'], board)
  t.equal((await ci.post(runs, { organization_id: 'ours' })).status, 422)
})

t.test('a run is created, changed and read in each stage, with iterations', async t => {
  for (const [index, stage] of stages.entries()) {
    const path = await start(ci, {
      ...{ run_name: 'delivery', board_id: board, iteration_number: index + 1, stage },
      metrics_snapshot: { incidents: '4', recovered: true, latency_ms: 100 - index },
    })
    const { body: changed } = await ci.patch(path, {
      ...{ status: 'blocked', stage: null, reason: 'Waiting.', run_name: '  ' },
      rollout_evidence_links: [' https://ci.example/1 ', 'https://ci.example/1'],
    })
    t.match(changed, { stage, status: 'blocked', run_name: 'delivery' })
    t.strictSame(changed['rollout_evidence_links'], ['https://ci.example/1'])
    t.match((await ci.get(path)).body, changed)
    const { body: summary } = await ci.get(`${path}/summary`)
    t.match(summary, {
      run: { metrics_snapshot: { incidents: 4, recovered: 1 } },
      previous: index === 0 ? null : { iteration_number: index },
      deltas: index === 0 ? {} : { incidents: 0, latency_ms: -1 },
    })
  }
})

t.test('the list is newest first, filtered in any case, and goes on by a link', async t => {
  const all = await ci.list(`${runs}?board_id=${board}`)
  t.strictSame(
    all.items.map(run => run['stage']),
    stages.toReversed(),
  )
  const filtered = await ci.list(`${runs}?stage=ROLLOUT&status_filter=Blocked&profile=x`)
  t.match(filtered.items, [{ stage: 'rollout', status: 'blocked' }])
  t.equal(filtered.items.length, 1)
  const first = await ci.list(`${runs}?board_id=${board}&limit=3`)
  const second = await ci.list(`${runs}${first.next}`)
  t.strictSame([...first.items, ...second.items], all.items)
  t.equal(second.next, undefined)
  t.equal((await ci.get(`${runs}?stage=nowhere`)).status, 422)
})

t.test('what is not valid is named', async t => {
  const bad: readonly (readonly [string, object])[] = [
    ['stage', { stage: 'nowhere' }],
    ['iteration_number', { iteration_number: 0 }],
    ['metrics_snapshot.a', { metrics_snapshot: { a: 'many' } }],
    ['rollout_evidence_links.0', { rollout_evidence_links: ['  '] }],
    ['rollout_evidence_links.0', { rollout_evidence_links: ['javascript:alert(1)'] }],
    ['release_id', { release_id: 'v1' }],
    ['approvals.0.stage', { approvals: [{ required: 2 }] }],
  ]
  for (const [field, body] of bad) {
    const answer = await ci.post(runs, body)
    t.match(answer, { status: 422, body: { code: 'DECKLOG_VALIDATION', errors: [{ field }] } })
  }
  t.equal((await ci.patch(`${runs}/${unknown}`, { stage: 'rollout' })).status, 404)
  t.equal((await ci.get(`${runs}/${unknown}`)).status, 404)
  t.equal((await ci.get(`${runs}/nonsense`)).status, 422)
})

t.test('a run with a release is held to the rules and told what is allowed', async t => {
  const path = await start(ci, { release_id: release.toUpperCase(), board_id: board })
  t.match(await ci.patch(path, { stage: 'validation' }), {
    status: 409,
    body: {
      ...{ code: 'DECKLOG_REFUSED', reason: 'reason_required' },
      allowed_now: [{ change: 'stage', to: 'implementation', needs: emptyList }],
    },
  })
  t.match(await ci.patch(path, { stage: 'implementation' }), { body: { rules: 'release' } })
})

t.test(
  'a gate that denies refuses, is kept whole, and can be bypassed by who may approve',
  async t => {
    const path = await start(ci, { release_id: release })
    await ci.patch(path, { stage: 'implementation' })
    const key = { 'idempotency-key': 'enter-rollout' }
    const refusal = await ci.patch(path, { stage: 'rollout' }, key)
    t.match(refusal, {
      status: 409,
      body: { reason: 'gate_denied', gate_decisions: [{ stage: 'rollout', decision: 'deny' }] },
    })
    const why = { decision: 'deny', code: /^disk_/, text: /./, event_ids: Array }
    const told = {
      detail: /^Entering rollout is denied by gate disk: .* \(disk_/,
      gate_decisions: [{ gates: [{ gate: 'disk', decision: 'deny', reasons: [why] }] }],
      allowed_now: [{ to: 'planning' }, { to: 'rollout', needs: ['gate:disk'] }],
    }
    t.match(refusal.body, told)
    t.strictSame((await ci.patch(path, { stage: 'rollout' }, key)).body['reason'], 'gate_denied')
    t.match((await ci.patch(path, { stage: 'rollout' }, key)).body, told, 'also when repeated')
    const { body: run } = await ci.get(path)
    t.match(run, {
      stage: 'implementation',
      gate_decisions: [{ stage: 'rollout', effect: 'refused' }],
    })
    const [cited] = run['gate_decisions'] as [{ id: string }]
    const { headers, body: record } = await ci.get(`/api/v1/gate-decisions/${cited.id}`)
    t.match(headers.get('content-type'), json)
    t.match(record, {
      decision: 'deny',
      facts: { mode: 'enforce', replies: [{ gate: 'disk', asking: 'asked' }] },
    })
    const bypass = { stage: 'rollout', reason: 'The disk comes.', expires_after: '1h' }
    t.equal((await ci.post(`${path}/gate-bypasses`, bypass)).status, 403)
    t.equal((await ada.post(`${path}/gate-bypasses`, bypass)).status, 200)
    t.match((await ci.patch(path, { stage: 'rollout' })).body, {
      stage: 'rollout',
      gate_decisions: [{ effect: 'bypassed' }],
      gate_bypasses: [{ actor: 'person:ada', state: 'active' }],
    })
  },
)

t.test(
  'without a release a deny is shown, and a gate about what the run lacks is not asked',
  async t => {
    const path = await start(ci, { stage: 'rollout' })
    t.match((await ci.get(path)).body, { gate_decisions: [{ decision: 'deny', effect: 'warned' }] })
    const { body } = await ci.patch(path, { status: 'completed' })
    const decisions = body['gate_decisions'] as { id: string; stage: string }[]
    const { id } = decisions.find(({ stage }) => stage === 'completion')!
    t.match((await ci.get(`/api/v1/gate-decisions/${id}`)).body['facts'], {
      replies: [{ asking: 'asked' }, { asking: 'fact_missing', missing: ['board_id'] }],
    })
    t.equal((await ci.get(`/api/v1/gate-decisions/${unknown}`)).status, 404)
  },
)

t.test(
  'approvals are given, kept with who and when, and void when the subject changes',
  async t => {
    const path = await start(ci, { owner_approval_required: true })
    t.match(await ci.patch(path, { status: 'completed' }), {
      status: 409,
      body: { reason: 'approval_pending', missing: [{ what: 'approval', step: 'completion' }] },
    })
    t.equal((await ci.patch(path, { owner_approval_status: 'approved' })).status, 403)
    t.match(await ada.patch(path, { owner_approval_status: 'rejected' }), {
      status: 422,
      body: { errors: [{ field: 'owner_approval_note' }] },
    })
    const { body: approved } = await ada.patch(path, { owner_approval_status: 'approved' })
    t.match(approved, { owner_approval_status: 'approved', owner_approved_at: /Z$/ })
    const proof = { type: 'test_report', title: 'All passed', predicate: { passed: 812 } }
    const attached = await ci.post(`${path}/evidence`, proof)
    t.match(attached, { status: 201, body: { digest: /^[0-9a-f]{64}$/, stage: 'planning' } })
    t.match((await ci.get(path)).body, {
      owner_approval_status: 'pending',
      owner_approved_at: null,
    })
    t.equal((await ada.post(`${path}/approvals`, { decision: 'approved' })).status, 200)
    const { body: approvals } = await ci.get(`${path}/approvals`)
    t.match(approvals['approvals'], [{ state: 'void' }, { state: 'counts', actor: 'person:ada' }])
    t.match((await ci.patch(path, { status: 'completed' })).body, { completed_at: /Z$/ })
  },
)

t.test('evidence is listed as it came, with what was withdrawn', async t => {
  const path = await start(ci, {})
  const proof = { type: 'sbom', title: 'Bill', subject: [{ name: 'api', digest: 'sha256:1' }] }
  const { body: first } = await ci.post(`${path}/evidence`, proof)
  t.match(await ci.post(`${path}/evidence`, { ...proof, url: 'javascript:alert(1)' }), {
    ...{ status: 422, body: { code: 'DECKLOG_VALIDATION', errors: [{ field: 'url' }] } },
  })
  t.equal((await ci.post(`${path}/evidence`, proof)).body['id'], first['id'])
  await ci.patch(path, { rollout_evidence_links: ['https://ci.example/2'] })
  const withdraw = `${path}/evidence/${first['id']}/withdraw`
  t.equal((await ci.post(withdraw, { reason: 'Of another build.' })).status, 200)
  t.equal((await ci.post(withdraw, {})).status, 422)
  t.match((await ci.get(`${path}/evidence`)).body['evidence'], [
    { type: 'sbom', state: 'withdrawn', withdrawn_reason: 'Of another build.' },
    { type: 'link', state: 'stands', url: 'https://ci.example/2' },
  ])
})

t.test('the timeline tells every fact, oldest first, page by page', async t => {
  const path = await start(ci, { run_name: 'told', metrics_snapshot: { a: 1 } })
  await ci.patch(path, { stage: 'implementation', status: 'queued' })
  const { body } = await ada.get(`${path}/timeline`)
  const entries = body['entries'] as Record<string, unknown>[]
  t.match(entries, [
    { revision: '0', type: 'gsd.RunStarted', actor: /^service:/, data: { runName: 'told' } },
    { summary: 'Recorded 1 metric.', occurred_at: /Z$/, at: /Z$/ },
    { summary: 'Went on from planning to implementation.', position: /^\d+$/ },
    { type: 'gsd.StatusChanged', data: { from: 'in_progress', to: 'queued' } },
  ])
  const first = await ci.get(`${path}/timeline?limit=3`)
  const next = /<(\?[^>]*)>/.exec(first.headers.get('link') ?? '')?.[1]
  const second = await ci.get(`${path}/timeline${next}`)
  t.strictSame([...(first.body['entries'] as []), ...(second.body['entries'] as [])], entries)
  t.equal(second.headers.get('link'), null)
  t.equal((await ci.get(`${path}/timeline?after=WyJ4IiwieCJd`)).status, 422)
  t.equal((await ci.get(`${runs}/${unknown}/timeline`)).status, 404)
})

t.test('of two changes at once with If-Match one wins', async t => {
  const path = await start(ci, {})
  const match = { 'if-match': '"0"' }
  const answers = await Promise.all([
    ci.patch(path, { status: 'queued' }, match),
    ci.patch(path, { status: 'blocked' }, match),
  ])
  t.strictSame(answers.map(({ status }) => status).sort(), [200, 412])
})

t.test('of two changes at once without it nothing is lost', async t => {
  const path = await start(ci, {})
  const answers = await Promise.all([
    ci.patch(path, { metrics_snapshot: { a: 1 } }),
    ci.patch(path, { rollout_evidence_links: ['https://ci.example/3'] }),
    ci.patch(path, { stage: 'implementation' }),
  ])
  t.strictSame(
    answers.map(({ status }) => status),
    [200, 200, 200],
  )
  t.match((await ci.get(path)).body, {
    metrics_snapshot: { a: 1 },
    rollout_evidence_links: ['https://ci.example/3'],
    stage: 'implementation',
  })
  const moves = await Promise.all([
    ci.patch(path, { stage: 'validation' }),
    ci.patch(path, { stage: 'planning' }),
  ])
  t.ok(moves.every(({ status }) => status === 200 || status === 409))
  t.ok(moves.some(({ status }) => status === 200))
})

t.test('a request that is repeated with its key is one', async t => {
  const key = { 'idempotency-key': 'start-once' }
  const one = await ci.post(runs, { run_name: 'once' }, key)
  const again = await ci.post(runs, { run_name: 'once' }, key)
  t.equal(again.body['id'], one.body['id'])
  t.equal(again.headers.get('etag'), one.headers.get('etag'))
  t.equal((await ci.post(runs, { run_name: 'twice' }, key)).status, 422)
})

t.test('a token of one board sees its runs alone', async t => {
  const limited = await createOperator(app, {
    kind: 'agent',
    scopes: ['read', 'operate'],
    boards: [board],
  })
  const elsewhere = await start(ci, {})
  t.equal((await limited.get(elsewhere)).status, 404)
  t.equal((await limited.patch(elsewhere, { status: 'queued' })).status, 404)
  t.equal((await limited.get(`${elsewhere}/evidence`)).status, 404)
  t.equal((await limited.get(`${elsewhere}/timeline`)).status, 404)
  t.equal((await limited.get(`${runs}?board_id=${unknown}`)).status, 404)
  t.equal((await limited.post(runs, {})).status, 422)
  t.equal((await limited.post(runs, { board_id: unknown })).status, 404)
  t.equal((await limited.post(runs, { board_id: board })).status, 200)
  const { items } = await limited.list(runs)
  t.ok(items.length > 0 && items.every(run => run['board_id'] === board))
})

t.test('the commands take a run from planning to its end', async t => {
  const proof = `${t.testdir({ 'report.json': '{ "passed": 812 }' })}/report.json`
  const runs = async (by: Operator, ...words: readonly string[]) => {
    const out: string[] = []
    const print = (text: string): void => void out.push(text)
    const env = { DECKLOG_URL: app.url, DECKLOG_TOKEN: by.secret }
    const line = { words: ['runs', ...words], env, cwd: '/', print, printError: print }
    return { code: await runCommandLine(line), out: out.join('') }
  }
  const named = ['checkout', '--release', release, '--board', board, '--needs-approval']
  const started = await runs(ci, 'start', ...named, '--needs-evidence', 'test_report')
  t.match(started, { code: 0, out: /^[0-9a-f-]{36} planning in_progress\n$/ })
  const id = started.out.slice(0, 36)
  t.match(await runs(ci, 'advance', id, 'completed'), { code: 1, out: /^refused: .*allowed now:/s })
  t.match(await runs(ci, 'advance', id), { out: `${id} implementation in_progress\n` })
  t.match(await runs(ci, 'advance', id), {
    code: 1,
    out: /denied by gate disk: .*gates of rollout: disk deny; decision/s,
  })
  const bypass = { reason: 'Both come later.', expires_after: '1h' }
  for (const stage of ['rollout', 'hardening'])
    await ada.post(`/api/v1/gsd-runs/${id}/gate-bypasses`, { stage, ...bypass })
  for (const stage of ['rollout', 'validation', 'hardening'])
    t.match(await runs(ci, 'advance', id), { code: 0, out: `${id} ${stage} in_progress\n` })
  const attach = ['attach', id, 'test_report', 'All passed', '--predicate', proof]
  t.match(await runs(ci, ...attach, '--subject', 'api=sha256:1'), { code: 0 })
  const other = (await runs(ci, 'start', 'other')).out.slice(0, 36)
  const ended = await runs(ci, 'end', other, 'superseded', '--reason', 'The next one came.')
  t.match(ended, { code: 0, out: `${other} planning completed, superseded\n` })
  t.match(await runs(ci, 'show', other), { out: /completed, superseded: The next one came\./ })
  t.match(await runs(ci, 'approve', id), { code: 2, out: /DECKLOG_FORBIDDEN/ })
  t.match(await runs(ada, 'approve', id, '--json'), { code: 0, out: /"status":"approved"/ })
  t.match(await runs(ci, 'list', '--stage', 'hardening'), { out: new RegExp(`${id} {2}checkout`) })
  t.match(await runs(ci, 'show', id), {
    out: /Approval {2}completion approved, 1 of 1.*STAGE .*planning +1 .*hardening +1 /s,
  })
  t.match((await ci.get(`/api/v1/gsd-runs/${id}/summary`)).body['durations'], {
    stages: [{ stage: 'planning' }, {}, {}, {}, { stage: 'hardening', left_at: null }],
    waiting: { gates_seconds: Number, approvals_seconds: Number },
  })
})

t.test('every change is told live', async t => {
  const changes = await followChanges(app.url, ci.secret)
  t.teardown(changes.stop)
  const path = await start(ci, {})
  await ci.patch(path, { status: 'queued' })
  const isTold = () =>
    changes.seen.filter(({ topic, key }) => topic === 'gsd-runs' && path.endsWith(key)).length >= 2
  await until(isTold)
  t.ok(isTold())
})

t.test('a release must be registered as soon as one is', async t => {
  t.equal((await ci.post(runs, { release_id: release })).status, 200)
  const { status, body } = await ada.post('/api/v1/releases', manifestExample)
  t.equal(status, 201)
  t.match(await ci.post(runs, { release_id: release }), {
    status: 422,
    body: { errors: [{ field: 'release_id' }] },
  })
  const named = { release_id: String(body['release_id']) }
  t.match((await ci.post(runs, named)).body, named)
})

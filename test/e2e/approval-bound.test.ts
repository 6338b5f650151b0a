import t from 'tap'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { createHome, startDecklog } from '../support/decklog-process.ts'
import { createOperator, type Operator } from '../support/run-operator.ts'

const release = '3b1c7d0f'.repeat(8)
const other = '4b1c7d0f'.repeat(8)

const home = await createHome(t, { plugins: { gsd: { gates: { completion: [] } } } })
const app = await startDecklog(t, home)
const ada = await createOperator(app, { kind: 'person', subject: 'ada' })
const agent = await createOperator(app, { kind: 'agent', scopes: ['read', 'operate'] })

async function start(): Promise<string> {
  const { body } = await agent.post('/api/v1/gsd-runs', {
    release_id: release,
    owner_approval_required: true,
    rollout_evidence_links: ['https://ci.example/1'],
  })
  return `/api/v1/gsd-runs/${String(body['id'])}`
}

t.test('an approver who looked, and an agent that swaps, do not meet', async t => {
  const path = await start()
  const { body: looked } = await ada.get(`${path}/approvals`)
  t.match(looked, {
    subject: { release_id: release, evidence: [{ url: 'https://ci.example/1' }] },
    subject_digest: /^[0-9a-f]{64}$/,
  })
  const decision = { decision: 'approved', subject_digest: looked['subject_digest'] }
  await agent.patch(path, { release_id: other, rollout_evidence_links: ['https://ci.example/2'] })
  const refused = await ada.post(`${path}/approvals`, decision)
  t.match(refused, {
    status: 409,
    body: {
      ...{ reason: 'subject_changed', subject: { release_id: other } },
      changed: {
        release_id: { was: release, is: other },
        attached: [{ url: 'https://ci.example/2' }],
        withdrawn: [{ url: 'https://ci.example/1' }],
      },
    },
  })
  const whole = { status: 'completed', reason: 'Early.', owner_approval_status: 'approved' }
  t.match(await ada.patch(path, { ...whole, subject_digest: looked['subject_digest'] }), {
    ...{ status: 409, body: { reason: 'subject_changed', changed: { release_id: {} } } },
  })
  t.match((await ada.get(path)).body, { owner_approval_status: 'pending' })
  const digest = refused.body['subject_digest']
  const patch = { owner_approval_status: 'approved' }
  t.match(await ada.patch(path, patch), {
    status: 409,
    body: { reason: 'subject_not_named', subject_digest: digest },
  })
  t.match(await ada.post(`${path}/approvals`, { decision: 'approved' }), { status: 409 })
  t.match((await ada.patch(path, { ...patch, subject_digest: digest })).body, {
    owner_approval_status: 'approved',
  })
  t.equal((await ada.post(`${path}/approvals`, { ...decision, subject_digest: 'x' })).status, 422)
})

t.test('the command shows what it decides on, and sends its digest', async t => {
  const path = await start()
  const id = path.slice(-36)
  const runs = async (by: Operator, ...words: readonly string[]) => {
    const out: string[] = []
    const print = (text: string): void => void out.push(text)
    const env = { DECKLOG_URL: app.url, DECKLOG_TOKEN: by.secret }
    const line = { words: ['runs', ...words], env, cwd: '/', print, printError: print }
    return { code: await runCommandLine(line), out: out.join('') }
  }
  const looked = await runs(ada, 'approve', id, '--look')
  t.match(looked, { code: 0, out: /Release +3b1c7d0f.*Evidence +link.*Digest +[0-9a-f]{64}/s })
  const digest = looked.out.trim().slice(-64)
  await agent.patch(path, { rollout_evidence_links: ['https://ci.example/3'] })
  t.match(await runs(ada, 'approve', id, '--digest', digest), {
    code: 1,
    out: /^refused: .*attached since: link.*ci\.example\/3.*withdrawn since.*it is now/s,
  })
  t.match(await runs(ada, 'approve', id), { code: 0, out: /ci\.example\/3.*completion approved/s })
})

t.test('nobody chooses by whom a run was created', async t => {
  const uuid = '0B2F6D4E-5C0A-4D0E-9A53-0D1A4C6F0001'
  const runs = '/api/v1/gsd-runs'
  const chosen = { created_by_user_id: uuid, created_by: 'person:ada' }
  const { body: byAgent } = await agent.post(runs, chosen)
  t.match(byAgent, { created_by_user_id: null, created_by: /^agent:/ })
  t.match((await agent.get(`${runs}/${String(byAgent['id'])}`)).body, byAgent)
  const user = await createOperator(app, { kind: 'person', subject: uuid })
  t.match((await user.post(runs, {})).body, {
    ...{ created_by_user_id: uuid.toLowerCase(), created_by: `person:${uuid}` },
  })
})

t.test('a service that may approve is no second person of the run it created', async t => {
  const mission = await createOperator(app, {
    ...{ kind: 'service', subject: 'mission', scopes: ['read', 'operate', 'approve'] },
  })
  const approvals = [{ stage: 'completion', two_person: true }]
  const { body } = await mission.post('/api/v1/gsd-runs', { approvals })
  const path = `/api/v1/gsd-runs/${String(body['id'])}`
  const decision = { decision: 'approved' }
  t.match((await mission.post(`${path}/approvals`, decision)).body, {
    reason: 'second_person_needed',
  })
  const twin = await createOperator(app, { kind: 'person', subject: 'Mission' })
  t.match((await twin.post(`${path}/approvals`, decision)).body, { reason: 'second_person_needed' })
  t.equal((await ada.post(`${path}/approvals`, decision)).status, 200)
  t.equal((await mission.patch(path, { status: 'completed' })).status, 200)
})

t.test('`owner_approval_required` takes 1 and 0', async t => {
  for (const [sent, required] of [
    [1, true],
    [0, false],
    ['1', true],
    ['0', false],
  ] as const) {
    const { status, body } = await ada.post('/api/v1/gsd-runs', { owner_approval_required: sent })
    t.match({ status, required: body['owner_approval_required'] }, { status: 200, required })
  }
  t.equal((await ada.post('/api/v1/gsd-runs', { owner_approval_required: 2 })).status, 422)
})

t.test('a system that acts for its people names them, and both are shown', async t => {
  const mission = await createOperator(app, {
    ...{ kind: 'service', subject: 'mission control' },
    scopes: ['read', 'operate', 'approve', 'represent'],
  })
  const named = (person: string) => ({ 'decklog-on-behalf-of': `person:${person}` })
  const user = '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0002'
  const approvals = [{ stage: 'completion', two_person: true }]
  const { body } = await mission.post('/api/v1/gsd-runs', { approvals }, named(user))
  t.match(body, {
    ...{ created_by: `person:${user}`, created_by_user_id: user },
    created_via: 'service:mission control',
  })
  const path = `/api/v1/gsd-runs/${String(body['id'])}`
  const approve = (person: string) =>
    mission.post(`${path}/approvals`, { decision: 'approved' }, named(person))
  t.match((await approve(user.toUpperCase())).body, { reason: 'second_person_needed' })
  t.match((await approve('bob')).body, {
    approvals: [{ actor: 'person:bob', via: 'service:mission control', state: 'counts' }],
  })
  const end = await mission.patch(path, { status: 'completed' }, named(user))
  t.match(end.body, { ended_by: `person:${user}`, ended_via: 'service:mission control' })
  const { body: timeline } = await mission.get(`${path}/timeline`)
  const entries = timeline['entries'] as Record<string, unknown>[]
  t.match(entries[0], { actor: `person:${user}`, via: 'service:mission control' })
  const unnamed = await createOperator(app, { kind: 'service', subject: 'other' })
  const { status } = await unnamed.post('/api/v1/gsd-runs', {}, named('bob'))
  t.equal(status, 403, 'and who may not name anybody does not')
})

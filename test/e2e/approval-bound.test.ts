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

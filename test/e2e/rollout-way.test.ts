import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import type { Manifest } from '../../plugins/release/manifest.ts'
import { createWorkshop } from '../plugins/release/building/workshop.ts'
import { createHome, startDecklog, until } from '../support/decklog-process.ts'
import { emptyList } from '../support/empty-list.ts'
import { createRolloutService, type Behaviour } from '../support/rollout-service.ts'
import { createOperator } from '../support/run-operator.ts'

// One Decklog, one service and one release for everything here; only docker is a stand-in.
const workshop = createWorkshop(t.testdir())
await workshop.release()
const releaseFile = join(workshop.folder, 'release.json')
const manifest: Manifest = JSON.parse(readFileSync(releaseFile, 'utf8'))
const images = manifest.images
  .filter(({ services }) => services.length > 0)
  .map(({ repository, tag, digest }) => `${repository}:${tag}@${digest}`)

const service = await createRolloutService(t)
const undone = join(workshop.folder, 'undone')
const note = `require('fs').appendFileSync(${JSON.stringify(undone)}, 'x'); console.log('taken back')`
// Whatever disk this runs on has room by these.
const room = (step: number): object => ({
  availablePercent: 0.04 - step / 100,
  availableBytes: 40 - 10 * step,
  inodesUsedPercent: 99.6 + step / 10,
})
const limits = { warning: room(1), critical: room(2), emergency: room(3) }
const home = await createHome(t, {
  plugins: {
    disk: { interval: 1, limits },
    rollout: {
      targets: {
        app: {
          health: [{ url: `${service.url}/healthz`, version: { field: 'commit', is: '{commit}' } }],
          images: { url: `${service.url}/images` },
          healthGate: { initialDelay: 0, interval: 0, attempts: 4, successes: 2 },
          rollback: { command: [process.execPath, '-e', note] },
        },
      },
    },
  },
})
let app = await startDecklog(t, home)
const ci = await createOperator(app, { kind: 'service', scopes: ['read', 'ingest', 'operate'] })
const owner = await createOperator(app, { kind: 'person', subject: 'ada' })
const runs = '/api/v1/gsd-runs'

/** Runs a command line as somebody at the machine that deploys. */
async function decklog(...words: readonly string[]): Promise<{ code: number; out: string }> {
  let out = ''
  const code = await runCommandLine({
    words: [...words, '--config', home.configFile],
    env: { ...process.env, DECKLOG_URL: app.url, DECKLOG_TOKEN: ci.secret },
    cwd: workshop.folder,
    print: text => void (out += text),
    printError: text => void (out += text),
  })
  return { code, out }
}

async function startRun(body: object): Promise<string> {
  const { body: run } = await ci.post(runs, body)
  return String(run['id'])
}

const right = { commit: manifest.commit, images }
const drifted = { ...right, images: images.map(one => one.replace(/.{4}$/, '0000')) }

t.test('a release is registered by what was built', async t => {
  t.match(await decklog('release', 'register', 'release.json'), { code: 0, out: /registered/ })
})

t.test('a rollout has the verdict that it deserves, and its run shows it', async t => {
  const stories: readonly (readonly [string, Behaviour, typeof right, object])[] = [
    ['good', 'good', right, { status: 'passed', rollback: { status: 'not_needed' } }],
    [
      'drifting',
      'good',
      drifted,
      {
        status: 'failed',
        status_reason: /running_images failed/,
        health_gate: { status: 'passed' },
      },
    ],
    ['login page', 'login', right, { status: 'failed', status_reason: /^health gate/ }],
    ['flapping', 'flapping', right, { status: 'failed', health_gate: { status: 'failed' } }],
    [
      'never ready',
      'never ready',
      right,
      { status: 'failed', failed_urls: [`${service.url}/healthz`] },
    ],
  ]
  for (const [name, behaviour, version, expected] of stories) {
    service.behave(behaviour)
    service.deploy(version)
    const id = await startRun({ run_name: name, stage: 'rollout' })
    const args = ['--target', 'app', '--run', id, '--release', 'release.json', '--json']
    const { code, out } = await decklog('rollout', 'verify', ...args)
    const outcome = JSON.parse(out)
    t.match(outcome, { ...expected, gsd_run_updated: true }, name)
    t.equal(code, outcome.status === 'passed' ? 0 : 1, name)
    const { body: run } = await ci.get(`${runs}/${id}`)
    const failed = outcome.status === 'failed'
    t.equal(
      run['status'],
      failed && outcome.health_gate.status === 'passed' ? 'blocked' : run['status'],
    )
    t.match(run['rollout_evidence_links'], [outcome.evidence_link], name)
    t.match(run['metrics_snapshot'], { verification_checks_total: 4 }, name)
    const { body: kept } = await ci.get(outcome.evidence_link)
    t.match(kept, { verdict: outcome.status, run_id: id, verified_by: /^service:/ }, name)
    if (failed) t.match(kept, { rollback: { outcome: 'succeeded', output: 'taken back' } }, name)
  }
  t.equal(readFileSync(undone, 'utf8').length, 4, 'what failed was taken back, each once')
})

t.test('from the release to the completed run, and evidence for people', async t => {
  service.behave('good')
  service.deploy(right)
  await until(async () => {
    const { body } = await app.get('/api/v1/runtime/ops/disk-guard?path=/')
    return body['severity'] === 'ok'
  })
  const { body: registered } = await ci.get('/api/v1/releases')
  const [{ release_id: releaseId }] = registered['releases'] as [{ release_id: string }]
  const approvals = [{ stage: 'completion' }]
  const id = await startRun({ run_name: 'whole way', release_id: releaseId, approvals })
  const path = `${runs}/${id}`
  t.match(await ci.patch(path, { stage: 'implementation' }), { status: 200 })
  t.match(await ci.patch(path, { stage: 'rollout' }), { status: 200, body: { stage: 'rollout' } })
  t.match(await decklog('rollout', 'verify', '--target', 'app', '--run', id), { code: 0 })
  t.match(await ci.patch(path, { stage: 'validation' }), { status: 200 })
  t.match(await ci.patch(path, { stage: 'hardening' }), { status: 200 })
  t.match(await ci.patch(path, { status: 'completed' }), { status: 409 }, 'not before its approval')
  const { body: looked } = await owner.get(`${path}/approvals`)
  const asked = {
    ...{ stage: 'completion', decision: 'approved' },
    subject_digest: looked['subject_digest'],
  }
  t.match(await owner.post(`${path}/approvals`, asked), { status: 200 })
  t.match(await ci.patch(path, { status: 'completed' }), { body: { completed_at: /Z$/ } })
  const { code, out } = await decklog('rollout', 'evidence', '--run', id)
  t.equal(code, 0, out)
  for (const part of [
    ...manifest.images.map(({ digest }) => digest),
    'person:ada',
    'gsd.RunCompleted',
  ])
    t.match(out, part)
  const good = await ci.get('/api/v1/releases/last-known-good')
  t.match(good, { status: 200, body: { release_id: releaseId } })
})

t.test('an image that is changed after the approval closes the gate', async t => {
  const { body: registered } = await ci.get('/api/v1/releases')
  const [{ release_id: releaseId }] = registered['releases'] as [{ release_id: string }]
  const ask = () => ci.post('/api/v1/gates/verification', { release_id: releaseId })
  t.match(await ask(), { body: { decision: 'allow' } })
  service.deploy(drifted)
  const args = ['--target', 'app', '--release', releaseId]
  t.match(await decklog('rollout', 'verify', ...args), { code: 1, out: /is another image/ })
  t.match(await ask(), { body: { decision: 'deny', reasons: [{ code: 'verification_failed' }] } })
})

t.test(
  'Mission Control verifies this Decklog itself, and asks how its control plane stands',
  async t => {
    const id = await startRun({ run_name: 'compatible' })
    const execute = `/api/v1/runtime/verification/execute?gsd_run_id=${id}&profile=auto`
    const { status, body } = await ci.post(execute, {})
    t.equal(status, 200, JSON.stringify(body))
    t.match(body, { all_passed: true, required_failed: 0, gsd_run_updated: true })
    t.match(body['checks'], [
      { name: 'health_routes', required: true, passed: true },
      { name: 'openapi_routes', required: true, passed: true },
    ])
    const unknown = '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a11'
    t.equal((await ci.post(execute.replace(id, unknown), {})).status, 404)
    for (const path of ['ops/control-plane-status', 'control-plane/status'])
      t.match(await ci.get(`/api/v1/runtime/${path}`), {
        status: 200,
        body: {
          board_id: null,
          verification: { all_passed: true, required_failed: 0, failed_check_names: emptyList },
          gsd: { latest_run_id: id, is_blocked: false, verification_required_failed: 0 },
          capabilities: { gsd: 'ready', verification: 'ready', mission_control: 'ready' },
        },
      })
  },
)

t.test('a result is written as variables too', async t => {
  service.deploy(right)
  const args = ['--target', 'app', '--release', 'release.json', '--env-out', 'rollout.env']
  await decklog('rollout', 'verify', ...args)
  t.ok(existsSync(join(workshop.folder, 'rollout.env')))
  t.match(readFileSync(join(workshop.folder, 'rollout.env'), 'utf8'), /^ROLLOUT_STATUS='passed'$/m)
})

t.test(
  'while Decklog is away a rollout is judged from here, and recorded when it is back',
  async t => {
    await app.stop()
    service.behave('never ready')
    const taken = readFileSync(undone, 'utf8').length
    const args = ['--target', 'app', '--release', 'release.json', '--json', '--env-out', 'away.env']
    const { code, out } = await decklog('rollout', 'verify', ...args)
    const outcome = JSON.parse(out)
    t.equal(code, 1)
    t.match(outcome, { status: 'failed', recorded: false, rollback: { status: 'succeeded' } })
    t.equal(readFileSync(undone, 'utf8').length, taken + 1)
    t.match(readFileSync(join(workshop.folder, 'away.env'), 'utf8'), /^ROLLOUT_STATUS='failed'$/m)
    app = await startDecklog(t, home)
    const recorded = await decklog('rollout', 'record', outcome.record_file, '--json')
    t.equal(recorded.code, 0, recorded.out)
    const link = `/api/v1/verifications/${JSON.parse(recorded.out).verification_id}`
    t.match(await app.get(link), {
      body: {
        verdict: 'failed',
        health_gate: { status: 'failed' },
        rollback: { outcome: 'succeeded' },
      },
    })
    t.match(await decklog('rollout', 'record', outcome.record_file, '--json'), recorded, 'once')
  },
)

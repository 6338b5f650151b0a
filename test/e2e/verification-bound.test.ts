import t from 'tap'
import { manifestExample, releaseIdOf } from '../../plugins/release/manifest.ts'
import { createHome, startDecklog, until } from '../support/decklog-process.ts'
import { createRolloutService } from '../support/rollout-service.ts'
import { createOperator, type Operator } from '../support/run-operator.ts'

// What says yes is bound to its subject: one Decklog, one target that can be well or ill, and a token that is limited to a board.
const service = await createRolloutService(t)
const secret = 'a-word-that-nobody-may-read'
const home = await createHome(t, {
  plugins: {
    rollout: {
      targets: {
        production: {
          health: [{ url: `${service.url}/healthz?token=${secret}` }],
          images: { url: `${service.url}/images?token=${secret}` },
          openapi: {
            url: `${service.url}/openapi?token=${secret}`,
            routes: [{ method: 'get', path: '/' }],
          },
          required: ['health_routes'],
        },
        aside: { health: [{ url: `${service.url}/healthz` }], required: ['health_routes'] },
      },
      defaultTarget: 'production',
    },
  },
})
const app = await startDecklog(t, home)
const boards = ['5a0e3c9b-8c5f-4d8e-9b53-0d1a4c6f000a', '5a0e3c9b-8c5f-4d8e-9b53-0d1a4c6f000b']
const [boardA = '', boardB = ''] = boards
const ci = await createOperator(app, { kind: 'service', scopes: ['read', 'operate'] })
const ofA = await createOperator(app, {
  ...{ kind: 'service', subject: 'a', scopes: ['read', 'operate'], boards: [boardA] },
})

let made = 0
async function release(): Promise<string> {
  made += 1
  const manifest = {
    ...manifestExample,
    created: `2026-01-01T12:00:00.${String(made).padStart(3, '0')}Z`,
  }
  await ci.post('/api/v1/releases', manifest)
  return releaseIdOf(manifest)
}
const runOf = async (by: Operator, board_id: string, body: object = {}): Promise<string> =>
  String((await by.post('/api/v1/gsd-runs', { board_id, ...body })).body['id'])
const verify = (by: Operator, body: object) => by.post('/api/v1/verifications', body)
const gate = async (question: object): Promise<unknown> =>
  (await ci.post('/api/v1/gates/verification', question)).body['decision']
const lastGood = async (): Promise<unknown> =>
  (await ci.get('/api/v1/releases/last-known-good')).body['release_id']

t.test('a token limited to boards verifies for a run of one of them, or not at all', async t => {
  const release_id = await release()
  for (const body of [{ target: 'self', release_id }, { release_id }, {}]) {
    const answer = await verify(ofA, body)
    t.match(answer, { status: 403, body: { code: 'DECKLOG_FORBIDDEN' } })
  }
  const execute = await ofA.post('/api/v1/runtime/verification/execute', {})
  t.match(execute, { status: 403, body: { code: 'DECKLOG_FORBIDDEN' } })
  const run_id = await runOf(ci, boardB)
  t.equal((await verify(ofA, { run_id, release_id })).status, 404, 'of another board there is none')
  t.match(await verify(ofA, { run_id: await runOf(ofA, boardA), release_id }), { status: 201 })
})

t.test('it writes nothing else that has no board, but for what was built', async t => {
  const until = '2030-01-01T00:00:00.000Z'
  for (const [path, body] of [
    ['/api/v1/gsd-runs', { run_name: 'of nobody' }],
    ['/api/v1/gsd-runs', { run_name: 'of another', board_id: boardB }],
    ['/api/v1/mutes', { kind: 'disk', until, reason: 'quiet' }],
    ['/api/v1/heartbeats', { name: 'scribe', board_id: boardB }],
  ] as const) {
    const { status } = await ofA.post(path, body)
    t.ok([403, 404, 422].includes(status), `${path}: ${status}`)
  }
  const manifest = { ...manifestExample, commit: 'b'.repeat(40) }
  t.equal((await ofA.post('/api/v1/releases', manifest)).status, 201)
})

t.test('what passed elsewhere opens no gate, and is not what a rollback goes to', async t => {
  const good = await release()
  service.behave('good')
  t.match(await verify(ci, { release_id: good }), { body: { verdict: 'passed' } })
  const release_id = await release()
  service.behave('never ready')
  t.match(await verify(ci, { release_id }), { body: { verdict: 'failed' } })
  service.behave('good')
  t.match(await verify(ci, { target: 'aside', release_id }), { body: { verdict: 'passed' } })
  const run_id = await runOf(ofA, boardA)
  const lie = { run_id, release_id, health_gate: null, running_images: [] }
  t.match(await verify(ofA, lie), { body: { verdict: 'passed' } })
  t.equal(await gate({ release_id }), 'deny')
  t.equal(await gate({ release_id, board_id: boardB }), 'deny')
  t.equal(await gate({ release_id, board_id: boardA }), 'allow', 'its own board is its own affair')
  t.equal(await gate({ release_id, target: 'aside' }), 'allow', 'asked about what was verified')
  t.equal(await lastGood(), good)
})

t.test('what failed elsewhere closes no gate', async t => {
  const release_id = await release()
  service.behave('good')
  t.match(await verify(ci, { release_id }), { body: { verdict: 'passed' } })
  const failed = { status: 'failed', status_reason: 'made up', attempts: [] }
  const run_id = await runOf(ofA, boardA)
  t.match(await verify(ofA, { run_id, release_id, health_gate: failed }), {
    body: { verdict: 'failed' },
  })
  t.match(await verify(ci, { target: 'aside', release_id, health_gate: failed }), {
    body: { verdict: 'failed' },
  })
  t.equal(await gate({ release_id }), 'allow')
  t.equal(await gate({ release_id, board_id: boardB }), 'allow')
  t.equal(await gate({ release_id, board_id: boardA }), 'deny')
  t.equal(await lastGood(), release_id)
})

t.test('a run that names a release is verified for that one', async t => {
  const [named, other] = [await release(), await release()]
  const run_id = await runOf(ci, boardA, { release_id: named })
  t.match(await verify(ci, { run_id, release_id: other }), {
    status: 422,
    body: { errors: [{ field: 'release_id' }] },
  })
  t.match(await verify(ci, { run_id }), { status: 201, body: { release_id: named } })
})

t.test('a health gate that failed fails the whole, everywhere it is told', async t => {
  service.behave('good')
  const health_gate = { status: 'failed', status_reason: 'not healthy in 1 attempts', attempts: [] }
  const run_id = await runOf(ci, boardA)
  const { body: told } = await verify(ci, { run_id, health_gate })
  t.match(told, { verdict: 'failed', all_passed: false, required_failed: 0 })
  t.match((await ci.get(String(told['evidence_link']))).body, {
    ...{ verdict: 'failed', all_passed: false, health_gate: { status: 'failed' } },
  })
  for (const path of ['ops/control-plane-status', 'control-plane/status'])
    t.match((await ci.get(`/api/v1/runtime/${path}?board_id=${boardA}`)).body, {
      verification: { all_passed: false, required_failed: 0 },
      capabilities: { verification: 'degraded' },
    })
})

t.test('a run whose health gate failed is blocked, and proved by the next that passes', async t => {
  service.behave('good')
  const failed = { status: 'failed', status_reason: 'not healthy in 1 attempts', attempts: [] }
  const run_id = await runOf(ci, boardA, { required_evidence: ['verification'] })
  const path = `/api/v1/gsd-runs/${run_id}`
  const run = async () => (await ci.get(path)).body
  const taken = (count: number) =>
    until(async () => ((await run())['rollout_evidence_links'] as []).length === count)
  await verify(ci, { run_id, health_gate: failed })
  await taken(1)
  t.match(await run(), {
    ...{ status: 'blocked', status_reason: /not healthy in 1 attempts/ },
    metrics_snapshot: { verification_all_passed: 0, verification_required_failed: 0 },
  })
  const done = { status: 'completed', reason: 'Enough.' }
  t.match(await ci.patch(path, done), { status: 409, body: { reason: 'evidence_missing' } })
  await verify(ci, { run_id, target: 'aside' })
  await taken(2)
  t.match(await ci.patch(path, done), { status: 409, body: { reason: 'evidence_missing' } })
  await verify(ci, { run_id })
  await taken(3)
  t.match(await ci.patch(path, done), { status: 200, body: { outcome: 'succeeded' } })
})

t.test('long attempts are told in short, however long they are', async t => {
  service.behave('good')
  const attempts = (count: number, urls: number, url: string): object[] =>
    Array.from({ length: count }, (_, n) => ({
      ...{ number: n + 1, outcome: 'failed', at: '2026-01-01T00:00:00.000Z' },
      failed_urls: Array.from({ length: urls }, (_, k) => `${url}${k}`),
    }))
  const long = 'https://app.example/a/path/that/is/rather/long/indeed/and/longer/still/'
  for (const [count, urls, url] of [
    [40, 20, long],
    [100, 100, 'https://app.example/'],
    [100, 2, `https://app.example/${'\u{1f6f3}'.repeat(400)}`],
    [3, 2, long],
  ] as const) {
    const given = { status: 'failed', status_reason: 'not healthy' }
    const health_gate = { ...given, attempts: attempts(count, urls, url) }
    const { status, body } = await verify(ci, { health_gate })
    t.equal(status, 201, `${count} attempts of ${urls} URLs`)
    const kept = (await ci.get(String(body['evidence_link']))).body['health_gate']
    t.match(kept, given)
    const told: unknown = Reflect.get(Object(kept), 'attempts')
    t.equal(Array.isArray(told) && told.length, count, 'no attempt is left out')
    if (count === 3) t.strictSame(told, health_gate.attempts, 'what is short is told as it was')
    else t.match(JSON.stringify(told), /and \d+ more/)
  }
})

t.test('what a URL asks with is told to nobody', async t => {
  service.behave('never ready')
  const release_id = await release()
  const run_id = await runOf(ci, boardA)
  const { body: told } = await verify(ci, { run_id, release_id })
  const { body: look } = await ci.post('/api/v1/verifications/look', {})
  const kept = await ci.get(String(told['evidence_link']))
  t.match(look, { urls: [{ url: `${service.url}/healthz?…`, verdict: 'failed' }] })
  for (const body of [told, look, kept.body]) t.notMatch(JSON.stringify(body), secret)
  t.notMatch(app.stdout() + app.stderr(), secret)
})

import { createHash, randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

/** Asks an API as somebody; answers the body, and throws when it was refused, unless that is wanted. */
export interface Caller {
  call(method: string, path: string, body?: object, wants?: 'success' | 'anything'): Promise<Body>
}

type Body = Record<string, unknown>

/** Ids and secrets of what was made. */
export interface World {
  /** The id of a board with agents. */
  readonly board: string
  /** The id of the release that runs, and of the one that is to be. */
  readonly releases: readonly [string, string]
  /** Runs by what they show. */
  readonly runs: Readonly<Record<'approval' | 'denied' | 'done', string>>
  /** Secrets of tokens by the names of who holds them. */
  readonly secrets: Readonly<Record<'ada' | 'grace' | 'ci' | 'reader', string>>
}

const board = '6f1d2c9e-0a4b-4d3c-9f7a-51c0de0b0a2d'

/** Makes a small world to look at: a board with agents, two releases, runs in every state, and persons to decide on them. */
export async function makeWorld(url: string, admin: string): Promise<World> {
  const root = callerOf(url, admin)
  const secrets = await makePeople(root)
  const ci = callerOf(url, secrets.ci)
  await root.call('PUT', `/api/v1/boards/${board}`, { name: 'Delivery', slug: 'delivery' })
  for (const name of ['runner-1', 'runner-2', 'scribe'])
    await ci.call('POST', '/api/v1/agents/heartbeat', { name, board_id: board })
  // Its images are called by a tag that says of no commit: the policy refuses it.
  const byHand = { commit: '77e0', builtAt: '2026-01-11T22:05:00.000Z', tag: 'latest-but-one' }
  const before = await makeRelease(ci, { commit: '4c1f', builtAt: '2026-01-05T09:12:00.000Z' })
  const next = await makeRelease(ci, { commit: '9ab3', builtAt: '2026-01-12T16:40:00.000Z' })
  await verify(ci, before)
  const grace = callerOf(url, secrets.grace)
  const runs = {
    done: await makeDoneRun(ci, grace, before),
    denied: await makeDeniedRun(ci, await makeRelease(ci, byHand)),
    approval: await makeRunForApproval(ci, next),
  }
  return { board, releases: [before, next], runs, secrets }
}

const patienceMs = 60_000
const retryMs = 1_000

/** Calls an API with a token. What cannot be answered at the moment is asked again, as the same call. */
export function callerOf(url: string, secret: string): Caller {
  return {
    async call(method, path, body, wants = 'success') {
      const request = {
        method,
        headers: {
          authorization: `Bearer ${secret}`,
          'content-type': 'application/json',
          ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }
      const answer = await askAgain(
        () => fetch(url + path, request),
        performance.now() + patienceMs,
      )
      const text = await answer.text()
      if (!answer.ok && wants === 'success')
        throw new Error(`${method} ${path}: ${answer.status} ${text}`)
      return text === '' ? {} : JSON.parse(text)
    },
  }
}

async function askAgain(ask: () => Promise<Response>, untilMs: number): Promise<Response> {
  const answer = await ask()
  if (answer.status !== 503 || performance.now() > untilMs) return answer
  await setTimeout(retryMs)
  return askAgain(ask, untilMs)
}

/** Makes tokens for who is in a world; answers their secrets. */
export async function makePeople(root: Caller): Promise<World['secrets']> {
  const make = async (subject: string, kind: string, scopes: readonly string[]) => {
    const made = await root.call('POST', '/api/v1/tokens', { name: subject, subject, kind, scopes })
    return String(made['secret'])
  }
  const owner = ['read', 'operate', 'approve', 'audit']
  return {
    ada: await make('ada', 'person', [...owner, 'admin']),
    grace: await make('grace', 'person', owner),
    ci: await make('ci', 'service', ['read', 'ingest', 'operate']),
    reader: await make('mary', 'person', ['read']),
  }
}

async function makeRelease(
  ci: Caller,
  {
    commit,
    builtAt,
    tag,
  }: { readonly commit: string; readonly builtAt: string; readonly tag?: string },
): Promise<string> {
  const digest = (of: string): string => `sha256:${createHash('sha256').update(of).digest('hex')}`
  const image = (name: string, of: string, own: boolean) => ({
    ...{ name, kind: own ? 'own' : 'foreign', services: [name] },
    repository: own ? `ghcr.io/acme/shop/${name}` : `docker.io/library/${name}`,
    tag: own ? (tag ?? tagOf(commit, builtAt)) : '18.4',
    digest: digest(of),
    platforms: [{ platform: 'linux/amd64', digest: digest(`${of} amd64`) }],
  })
  const made = await ci.call('POST', '/api/v1/releases', {
    ...{ version: 1, commit: commit.repeat(10), created: builtAt },
    source: 'https://github.com/acme/shop',
    builder: { name: 'https://ci.example/812', tool: 'github.com/docker/buildx v0.20.1' },
    images: [
      image('backend', `backend ${commit}`, true),
      image('frontend', 'frontend', true),
      image('postgres', 'postgres', false),
    ],
  })
  return String(made['release_id'])
}

// What runs, as it was waited for: two looks too early, then three in a row that were well.
async function verify(ci: Caller, release: string): Promise<void> {
  const attempts = [1, 2, 3, 4, 5].map(number => ({
    number,
    outcome: number < 3 ? 'failed' : 'passed',
    failed_urls: number < 3 ? ['http://127.0.0.1:8100/readyz'] : [],
    at: new Date(Date.UTC(2026, 0, 6, 9, 0, number * 5)).toISOString(),
  }))
  const health = { status: 'passed', status_reason: '3 looks in a row were well', attempts }
  const asked = { release_id: release, health_gate: health }
  const untilMs = performance.now() + patienceMs
  // What a machine that does much else answers too late has not passed, and is looked at again.
  for (;;) {
    const { all_passed: passed } = await ci.call('POST', '/api/v1/verifications', asked)
    if (passed === true || performance.now() > untilMs) return
    await setTimeout(retryMs)
  }
}

/** How our own images are called: the commit, and when it was built. */
function tagOf(commit: string, builtAt: string): string {
  return `${commit.repeat(3)}-${builtAt.replaceAll(/[-:]|\.\d+/g, '').toLowerCase()}`
}

const advance = (ci: Caller, run: string, stages: readonly string[]): Promise<unknown> =>
  stages.reduce<Promise<unknown>>(
    (before, stage) => before.then(() => ci.call('PATCH', `/api/v1/gsd-runs/${run}`, { stage })),
    Promise.resolve(),
  )

async function startRun(ci: Caller, body: object): Promise<string> {
  return String((await ci.call('POST', '/api/v1/gsd-runs', { board_id: board, ...body }))['id'])
}

async function attach(ci: Caller, run: string, type: string, title: string): Promise<void> {
  const proof = { type, title, url: `https://ci.example/812/${type}` }
  await ci.call('POST', `/api/v1/gsd-runs/${run}/evidence`, proof)
}

async function makeRunForApproval(ci: Caller, release: string): Promise<string> {
  const approvals = [{ stage: 'rollout', required: 2, role: 'owner', two_person: true }]
  const named = { run_name: 'checkout', iteration_number: 14, release_id: release }
  const run = await startRun(ci, { ...named, approvals, required_evidence: ['test_report'] })
  await advance(ci, run, ['implementation'])
  await attach(ci, run, 'test_report', '1,412 tests passed, none failed')
  await attach(ci, run, 'scan', 'No finding of weight in three images')
  return run
}

async function makeDeniedRun(ci: Caller, release: string): Promise<string> {
  const run = await startRun(ci, { run_name: 'search', iteration_number: 3, release_id: release })
  await advance(ci, run, ['implementation'])
  await ci.call('PATCH', `/api/v1/gsd-runs/${run}`, { stage: 'rollout' }, 'anything')
  return run
}

async function makeDoneRun(ci: Caller, owner: Caller, release: string): Promise<string> {
  const named = { run_name: 'checkout', iteration_number: 13 }
  const run = await startRun(ci, { ...named, owner_approval_required: true })
  await advance(ci, run, ['implementation', 'rollout', 'validation', 'hardening'])
  await attach(ci, run, 'test_report', `All passed, of release ${release.slice(0, 8)}`)
  const path = `/api/v1/gsd-runs/${run}`
  await owner.call('POST', `${path}/approvals`, { decision: 'approved', note: 'Looks right.' })
  await ci.call('PATCH', path, { status: 'completed' })
  return run
}

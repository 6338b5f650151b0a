import t, { type Test } from 'tap'
import { rowsOfRecovery } from '../support/recovery-rows.ts'
import { allScopes } from '../../core/access/tokens/token.ts'
import type { Route } from '../../core/http/route.ts'
import { manifestExample } from '../../plugins/release/manifest.ts'
import { systemClock } from '../../core/clock.ts'
import { loadSettings } from '../../core/config/config.ts'
import { packageRoot } from '../../core/config/package-root.ts'
import { coreRoutes } from '../../core/loading/check-contributions.ts'
import { loadInstallation } from '../../core/loading/load-installation.ts'
import { rehearse } from '../../core/loading/rehearse.ts'
import { makeThings } from '../support/make-things.ts'
import { startWholeApp, type HeldToken, type WholeApp } from '../support/whole-app.ts'

const board = 'b0a4d000-0000-4000-8000-00000000000a'
const otherBoard = 'b0a4d000-0000-4000-8000-00000000000b'
const agent = 'a9e47000-0000-4000-8000-00000000000a'
const nobody = '00000000-0000-4000-8000-000000000099'
const later = new Date(Date.now() + 3_600_000).toISOString()
const proof = { type: 'link', title: 'a proof', url: 'https://ci.example/1' }
const mounts = [{ gate: 'disk', question: { mount: '/nowhere' } }]

/** How a route is called about a thing of the board `board`, and what it answers. */
interface Row {
  /** The path, filled in; else what the route says. */
  readonly path?: string
  readonly body?: object
  /** With the right token. */
  readonly right: number
  /** The token that alone is right, whatever scopes others have; else that of the admin. */
  readonly as?: string
  /** With a token limited to another board: `hidden` is 200 without the thing, `the same` is what is of no board. */
  readonly other: number | 'hidden' | 'the same' | 'no such token'
  /** What an answer must not have when it is `hidden`. */
  readonly thing?: string
}

const tokens: Readonly<Record<string, HeldToken>> = {
  expired: { scopes: allScopes, expiresAt: '2020-01-01T00:00:00.000Z' },
  revoked: { scopes: allScopes, state: 'revoked' },
  other: { scopes: allScopes.filter(scope => scope !== 'admin'), boards: [otherBoard] },
  person: { kind: 'person', subject: 'ann', scopes: ['admin', 'approve'] },
  beating: { kind: 'agent', subject: agent, scopes: ['ingest'] },
  agent: { kind: 'agent', scopes: ['read', 'ingest', 'operate', 'audit'] },
  ...Object.fromEntries(
    allScopes.flatMap(scope => [
      [`only ${scope}`, { scopes: [scope] }],
      [`all but ${scope}`, { scopes: allScopes.filter(one => one !== scope) }],
    ]),
  ),
}

/** Paths of what plugins and projections serve. */
async function pluginRoutes(): Promise<ReadonlySet<string>> {
  const loaded = await loadSettings({ env: {}, cwd: packageRoot })
  const installation = await loadInstallation(loaded)
  const host = { clock: systemClock, machine: { name: 'idle', root: '/' }, view: String }
  return new Set([
    ...rehearse(installation, loaded).flatMap(({ contribution: { routes = [] } }) =>
      routes.map(({ path }) => path),
    ),
    ...installation.projections.flatMap(({ routes }) =>
      (routes?.({ ...host, query: async () => [] }) ?? []).map(({ path }) => path),
    ),
  ])
}

t.test('judges every token at every route', { timeout: 480_000 }, async t => {
  const gates = { implementation: mounts }
  const app = await startWholeApp(t, { tokens, plugins: { gsd: { gates } } })
  const rows = await rowsOf(app)
  const foreign = await pluginRoutes()
  const own = app.routes.map(({ path }) => path).filter(path => !foreign.has(path))
  const isKept = (path: string): boolean =>
    coreRoutes.some(root => path === root || path.startsWith(`${root}/`))
  t.strictSame(
    own.filter(path => !isKept(path)),
    [],
    'no plugin can have a route of core',
  )
  const guarded = app.routes.filter(({ scope }) => scope !== 'public')
  const names = guarded.map(nameOf)
  t.strictSame([...names].sort(), Object.keys(rows).sort(), 'every route has its row')
  for (const route of guarded) {
    const row = rows[nameOf(route)]
    if (row) await judge(t, app, { route, row })
  }
})

function nameOf({ method, path }: Route): string {
  return `${method} ${path}`
}

async function judge(
  t: Test,
  app: WholeApp,
  { route, row }: { readonly route: Route; readonly row: Row },
): Promise<void> {
  const name = nameOf(route)
  const { method } = route
  const path = row.path ?? route.path
  const call = (headers: Readonly<Record<string, string>>) =>
    app.send(method, path, {
      headers,
      ...(row.body === undefined ? {} : { body: JSON.stringify(row.body) }),
    })
  const as = (token: string) => call({ authorization: `Bearer ${app.secrets[token] ?? ''}` })
  const isRefused = (status: number): boolean => status === 401 || status === 403

  for (const [what, headers] of strangers)
    t.equal((await call(headers)).status, 401, `${name} with ${what}`)
  for (const token of ['expired', 'revoked'])
    t.equal((await as(token)).status, 401, `${name} as ${token}`)
  for (const scope of route.scope === 'any' ? [] : allScopes) {
    const alone = scope === route.scope ? [] : [`only ${scope}`]
    const without = scope === route.scope ? [`all but ${scope}`] : []
    for (const token of [...alone, ...without])
      t.equal((await as(token)).status, 403, `${name} with ${token}`)
  }
  const other = await as('other')
  if (row.other === 'no such token') t.equal(other.status, 403, `${name} as other`)
  else if (row.other === 'hidden') {
    t.equal(other.status, 200, `${name} of another board: ${other.text}`)
    t.notOk(other.text.includes(row.thing ?? board), `${name} shows nothing of another board`)
  } else if (typeof row.other === 'number')
    t.equal(other.status, row.other, `${name} of another board: ${other.text.slice(0, 300)}`)
  const headers =
    row.as === undefined ? {} : { headers: { authorization: `Bearer ${app.secrets[row.as]}` } }
  const body = row.body ? { body: JSON.stringify(row.body) } : {}
  const right = await app.send(method, path, { ...headers, ...body })
  t.equal(right.status, row.right, `${name} with the right token: ${right.text.slice(0, 300)}`)
  if (row.other === 'hidden') t.ok(right.text.includes(row.thing ?? board), `${name} shows it`)
  if (row.other === 'the same') t.equal(other.status, right.status, `${name} is of no board`)
  if (row.as !== undefined) return
  // Where any scope will do, one that has only that one is not refused.
  for (const scope of route.scope === 'any' ? allScopes : [route.scope])
    t.notOk(isRefused((await as(`only ${scope}`)).status), `${name} with ${scope} alone`)
  for (const scope of allScopes.filter(one => one !== route.scope))
    t.notOk(isRefused((await as(`all but ${scope}`)).status), `${name} without ${scope}`)
  const byAgent = (await as('agent')).status
  if (route.scope === 'approve' || route.scope === 'admin')
    t.equal(byAgent, 403, `${name} as an agent`)
  else t.not(byAgent, 401, `${name} as an agent`)
}

const strangers: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['no token', {}],
  ['an empty token', { authorization: 'Bearer ' }],
  ['an unknown token', { authorization: `Bearer ${'x'.repeat(40)}` }],
  ['a token of another form', { authorization: 'Basic dXNlcjpwYXNz' }],
  ['an unknown token of an agent', { 'x-agent-token': 'x'.repeat(40) }],
]

async function rowsOf(app: WholeApp): Promise<Readonly<Record<string, Row>>> {
  const made = await makeThings(app, { board, agent, proof })
  const { run, approvable, release, evidence, mute, verification, token, alarm, decision } = made
  const runs = `/api/v1/gsd-runs`
  const beat = { name: 'scribe', board_id: board }
  const seen = { right: 200, other: 404 } as const
  const shared = { right: 200, other: 'the same' } as const
  const listed = { right: 200, other: 'hidden' } as const
  const admins = { right: 200, other: 'no such token' } as const
  const ofBoards = (what: string) => ({ path: `/api/v1/projections/boards/${what}`, body: {} })
  return {
    'PUT /api/v1/boards/{board_id}': {
      ...{ path: `/api/v1/boards/${board}`, body: { name: 'Board', slug: 'board' }, ...seen },
    },
    'PUT /api/v1/boards/{board_id}/agents/{agent_id}': {
      ...{ path: `/api/v1/boards/${board}/agents/${agent}`, body: { name: 'scribe' }, ...seen },
    },
    'POST /api/v1/agents/{agent_id}/heartbeat': {
      ...{ path: `/api/v1/agents/${agent}/heartbeat`, body: {}, ...seen },
    },
    'POST /api/v1/agent/heartbeat': { body: {}, as: 'beating', right: 200, other: 403 },
    'POST /api/v1/agents/heartbeat': { body: beat, ...seen },
    'POST /api/v1/heartbeats': {
      ...{ body: { heartbeats: [beat] }, right: 200, other: 'hidden', thing: '"accepted":1' },
    },
    'POST /api/v1/gsd-runs': { body: { board_id: board }, ...seen },
    'PATCH /api/v1/gsd-runs/{run_id}': {
      ...{ path: `${runs}/${run}`, body: { run_name: 'delivery' }, ...seen },
    },
    'POST /api/v1/gsd-runs/{run_id}/approvals': {
      ...{ path: `${runs}/${approvable}/approvals`, right: 200, other: 404 },
      body: { stage: 'implementation', decision: 'approved' },
    },
    'POST /api/v1/gsd-runs/{run_id}/evidence': {
      ...{ path: `${runs}/${run}/evidence`, body: proof, right: 201, other: 404 },
    },
    'POST /api/v1/gsd-runs/{run_id}/evidence/{evidence_id}/withdraw': {
      ...{ path: `${runs}/${run}/evidence/${evidence}/withdraw`, body: { reason: 'a test' } },
      ...seen,
    },
    'POST /api/v1/gsd-runs/{run_id}/gate-bypasses': {
      ...{ path: `${runs}/${made.held}/gate-bypasses`, right: 200, other: 404 },
      body: { stage: 'implementation', gates: ['disk'], reason: 'a test', expires_after: '1h' },
    },
    'GET /api/v1/gate-decisions/{id}': { path: `/api/v1/gate-decisions/${decision}`, ...seen },
    'GET /api/v1/gsd-runs/{run_id}/timeline': { path: `${runs}/${run}/timeline`, ...seen },
    'POST /api/v1/mutes': {
      ...{ body: { board_id: board, reason: 'test', expires_at: later }, right: 201, other: 404 },
    },
    'POST /api/v1/mutes/{id}/lift': { path: `/api/v1/mutes/${mute}/lift`, body: {}, ...seen },
    'POST /api/v1/notifications/test': { body: {}, right: 422, other: 422 },
    'POST /api/v1/alarms/{id}/acknowledge': {
      ...{ path: `/api/v1/alarms/${alarm}/acknowledge`, body: { note: 'seen' }, ...seen },
    },
    'POST /api/v1/alarms/{id}/resolve': {
      ...{ path: `/api/v1/alarms/${alarm}/resolve`, body: { note: 'done' }, ...seen },
    },
    'POST /api/v1/releases': { body: manifestExample, right: 200, other: 'the same' },
    'POST /api/v1/runtime/verification/execute': {
      ...{ path: `/api/v1/runtime/verification/execute?gsd_run_id=${run}`, body: {}, ...seen },
    },
    'POST /api/v1/verifications': {
      ...{ body: { target: 'self', run_id: run }, right: 201, other: 404 },
    },
    'POST /api/v1/verifications/look': { body: { target: 'self', run_id: run }, ...seen },
    'POST /api/v1/verifications/{id}/rollback': {
      path: `/api/v1/verifications/${verification}/rollback`,
      body: { outcome: 'succeeded', exit_code: 0, duration_ms: 1, output: '' },
      right: 409,
      other: 404,
    },
    'GET /api/v1/boards/{board_id}/agent-continuity': {
      ...{ path: `/api/v1/boards/${board}/agent-continuity`, ...seen },
    },
    'GET /api/v1/agents': { ...listed, thing: agent },
    'GET /api/v1/agents/{agent_id}': { path: `/api/v1/agents/${agent}`, ...seen },
    'GET /api/v1/agents/{agent_id}/beats': { path: `/api/v1/agents/${agent}/beats`, ...seen },
    'GET /api/v1/agents/{agent_id}/transitions': {
      ...{ path: `/api/v1/agents/${agent}/transitions`, ...seen },
    },
    'POST /api/v1/agents/{agent_id}/pause': {
      ...{ path: `/api/v1/agents/${agent}/pause`, body: {}, ...seen },
    },
    'POST /api/v1/agents/{agent_id}/resume': {
      ...{ path: `/api/v1/agents/${agent}/resume`, body: {}, ...seen },
    },
    'POST /api/v1/agents/{agent_id}/retire': {
      ...{ path: `/api/v1/agents/${made.leaving}/retire`, body: {}, ...seen },
    },
    'GET /api/v1/alarms': { ...listed, thing: alarm },
    'GET /api/v1/alarms/{id}/preview': { path: `/api/v1/alarms/${alarm}/preview`, ...seen },
    'GET /api/v1/alarms/{id}': { path: `/api/v1/alarms/${alarm}`, ...seen },
    'GET /api/v1/boards': listed,
    'GET /api/v1/boards/{board_id}': { path: `/api/v1/boards/${board}`, ...seen },
    'GET /api/v1/runtime/ops/disk-guard': {
      ...{ path: '/api/v1/runtime/ops/disk-guard?path=/', ...shared },
    },
    'GET /api/v1/disks': shared,
    'GET /api/v1/disks/{id}': { path: `/api/v1/disks/${nobody}`, right: 404, other: 404 },
    'GET /api/v1/disks/{id}/usage': {
      path: `/api/v1/disks/${nobody}/usage`,
      right: 404,
      other: 404,
    },
    'POST /api/v1/boards/{board_id}/forget': {
      ...{ path: `/api/v1/boards/${nobody}/forget`, body: { reason: 'It was dissolved.' } },
      ...{ right: 404, other: 404 },
    },
    'POST /api/v1/disks/{id}/forget': {
      ...{ path: `/api/v1/disks/${nobody}/forget`, body: { reason: 'It was sold.' } },
      ...{ right: 404, other: 403 },
    },
    'POST /api/v1/hosts/{host}/forget': {
      ...{ path: '/api/v1/hosts/nowhere/forget', body: { reason: 'It was sold.' } },
      ...{ right: 404, other: 403 },
    },
    'GET /api/v1/gsd-runs/{run_id}/evidence': { path: `${runs}/${run}/evidence`, ...seen },
    'GET /api/v1/gsd-runs': { ...listed, thing: run },
    'GET /api/v1/gsd-runs/{run_id}': { path: `${runs}/${run}`, ...seen },
    'GET /api/v1/gsd-runs/{run_id}/summary': { path: `${runs}/${run}/summary`, ...seen },
    'GET /api/v1/gsd-runs/{run_id}/approvals': { path: `${runs}/${approvable}/approvals`, ...seen },
    'GET /api/v1/mutes': { ...listed, thing: mute },
    'GET /api/v1/notifications': { ...listed, thing: alarm },
    'GET /api/v1/releases': shared,
    'GET /api/v1/releases/last-known-good': { right: 404, other: 'the same' },
    'GET /api/v1/releases/{id}': { path: `/api/v1/releases/${release}`, ...shared },
    'GET /api/v1/channels': shared,
    'GET /api/v1/windows': shared,
    'POST /api/v1/windows': {
      ...{ body: { board_id: board, reason: 'test', ends_at: later }, right: 201, other: 404 },
    },
    'POST /api/v1/windows/{id}/cancel': {
      ...{ path: `/api/v1/windows/${nobody}/cancel`, body: {}, right: 404, other: 404 },
    },
    ...rowsOfRecovery(nobody),
    'GET /api/v1/targets': shared,
    'GET /api/v1/targets/{id}': { path: '/api/v1/targets/nowhere', right: 404, other: 404 },
    'POST /api/v1/targets/{id}/look': {
      ...{ path: '/api/v1/targets/nowhere/look', body: {}, right: 404, other: 403 },
    },
    'POST /api/v1/targets/{id}/forget': {
      ...{ path: '/api/v1/targets/nowhere/forget', body: { reason: 'It was taken down.' } },
      ...{ right: 404, other: 403 },
    },
    'GET /api/v1/verifications': { ...listed, thing: verification },
    'GET /api/v1/verifications/{id}': { path: `/api/v1/verifications/${verification}`, ...seen },
    'GET /api/v1/runtime/ops/control-plane-status': {
      ...{ path: `/api/v1/runtime/ops/control-plane-status?board_id=${board}`, ...seen },
    },
    'GET /api/v1/runtime/control-plane/status': {
      ...{ path: `/api/v1/runtime/control-plane/status?board_id=${board}`, ...seen },
    },
    'GET /api/v1/gates': shared,
    'POST /api/v1/gates/{name}/mode': {
      ...{ path: '/api/v1/gates/disk/mode', body: { mode: 'warn', reason: 'A test.' } },
      ...{ right: 200, other: 404 },
    },
    'GET /api/v1/guards': shared,
    'GET /api/v1/guards/{name}': { path: '/api/v1/guards/disk', ...shared },
    'GET /api/v1/guards/{name}/report': { path: '/api/v1/guards/disk/report', ...shared },
    'GET /api/v1/guards/{name}/{subject}': {
      ...{ path: `/api/v1/guards/disk/${nobody}`, right: 404, other: 404 },
    },
    'POST /api/v1/guards/{name}/{subject}/forget': {
      ...{ path: `/api/v1/guards/disk/${nobody}/forget`, body: { reason: 'It was sold.' } },
      ...{ right: 404, other: 404 },
    },
    'POST /api/v1/guards/{name}/readings': {
      ...{ path: '/api/v1/guards/disk/readings', body: { readings: [{}] } },
      ...{ right: 409, other: 'the same' },
    },
    'GET /api/v1/plugins': shared,
    'POST /api/v1/gates/{name}': {
      ...{ path: '/api/v1/gates/continuity', body: { board_id: board }, ...seen },
    },
    'GET /api/v1/projections': shared,
    'GET /api/v1/projections/{name}/parked': {
      ...{ path: '/api/v1/projections/boards/parked', ...admins },
    },
    'POST /api/v1/projections/{name}/retry': { ...ofBoards('retry'), ...admins },
    'POST /api/v1/projections/{name}/rebuild': { ...ofBoards('rebuild'), ...admins, right: 202 },
    'POST /api/v1/projections/{name}/verify': { ...ofBoards('verify'), ...admins },
    'GET /api/v1/events': { ...listed, right: 200, other: 403 },
    'GET /api/v1/streams/{stream}': {
      ...{ path: `/api/v1/streams/board-${board}`, right: 200, other: 403 },
    },
    'GET /api/v1/audit/logs/{log}/{path*}': {
      ...{ path: '/api/v1/audit/logs/decisions/tile/9/000', right: 404, other: 403 },
    },
    'GET /api/v1/audit/exceptions': { right: 200, other: 403 },
    'POST /api/v1/what-if/{plugin}': {
      ...{ path: '/api/v1/what-if/disk', body: { from: '2026-01-01' } },
      ...{ right: 200, other: 403 },
    },
    'POST /api/v1/audit/redecide': { body: {}, right: 200, other: 403 },
    'POST /api/v1/redactions': {
      ...{ body: { stream: 'x-1', revision: '0', fields: ['data.note'], reason: 'Why.' } },
      ...{ as: 'person', right: 404, other: 403 },
    },
    'GET /api/v1/holds': { right: 200, other: 403 },
    'POST /api/v1/holds': { body: { streams: ['x-1'], reason: 'Why.' }, right: 201, other: 403 },
    'POST /api/v1/holds/{id}/end': {
      ...{ path: `/api/v1/holds/${nobody}/end`, body: { reason: 'Over.' }, right: 404, other: 403 },
    },
    'POST /api/v1/config/reload': { body: {}, ...admins },
    'GET /api/v1/rules': { right: 200, other: 403 },
    'GET /api/v1/rules/history': { right: 200, other: 403 },
    'GET /api/v1/rules/diff': {
      ...{ path: '/api/v1/rules/diff?from=00000000', right: 404, other: 403 },
    },
    'GET /api/v1/rules/{digest}': {
      ...{ path: '/api/v1/rules/00000000', right: 404, other: 403 },
    },
    'GET /api/v1/reactions': shared,
    'GET /api/v1/reactions/{plugin}/parked': {
      ...{ path: '/api/v1/reactions/notify/parked', ...admins },
    },
    'GET /api/v1/reactions/{plugin}/parked/{position}': {
      ...{ path: '/api/v1/reactions/notify/parked/1', ...admins, right: 404 },
    },
    'POST /api/v1/reactions/{plugin}/retry': {
      ...{ path: '/api/v1/reactions/notify/retry', body: {}, ...admins, right: 202 },
    },
    'POST /api/v1/reactions/{plugin}/acknowledge': {
      ...{ path: '/api/v1/reactions/notify/acknowledge', body: {}, ...admins },
    },
    'GET /api/v1/access/self': { right: 200, other: 'the same' },
    'GET /api/v1/tokens': admins,
    'GET /api/v1/tokens/{id}': { path: `/api/v1/tokens/${token}`, ...admins },
    'POST /api/v1/tokens': {
      ...{ body: { name: 'y', kind: 'service', scopes: ['read'] }, ...admins, right: 201 },
    },
    'POST /api/v1/tokens/{id}/rotate': {
      path: `/api/v1/tokens/${token}/rotate`,
      body: {},
      ...admins,
    },
    'POST /api/v1/tokens/{id}/revoke': {
      path: `/api/v1/tokens/${token}/revoke`,
      body: {},
      ...admins,
    },
    // A stream would not end: a topic that is not there is refused after the guard.
    'GET /api/v1/stream': { path: '/api/v1/stream?topics=none', right: 422, other: 'the same' },
  }
}

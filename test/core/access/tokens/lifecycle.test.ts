import { randomBytes, randomUUID } from 'node:crypto'
import t from 'tap'
import { createAccess, type Access } from '../../../../core/access/judging/access.ts'
import { ensureAdminToken } from '../../../../core/access/tokens/ensure-admin-token.ts'
import { accessEventSource } from '../../../../core/access/tokens/events.ts'
import { tokenRoutes } from '../../../../core/access/tokens/routes.ts'
import {
  createTokenCommands,
  type TokenCommands,
} from '../../../../core/access/tokens/token-commands.ts'
import { createTokenKeys, type TokenKeys } from '../../../../core/access/judging/token-keys.ts'
import { systemClock as clock } from '../../../../core/clock.ts'
import { createCommandHandler } from '../../../../core/commanding/command-handler.ts'
import { createEventCatalog } from '../../../../core/events/event-catalog.ts'
import { createHttpServer, type HttpServer } from '../../../../core/http/server.ts'
import { createLedger } from '../../../../core/ledger/eventstoredb.ts'
import { createStreamLimiter } from '../../../../core/ledger/stream-limiter.ts'
import { createMetrics } from '../../../../core/telemetry/metrics.ts'
import { NEVER } from 'rxjs'
import { createTestLedgerUrl } from '../../../support/ledger.ts'
import type { Teardown } from '../../../support/postgres.ts'
import { silentLog as log } from '../../../support/silent-log.ts'
import { until } from '../../../support/until.ts'

interface Process {
  readonly access: Access
  readonly commands: TokenCommands
  readonly keys: TokenKeys
  readonly server: HttpServer
}

async function startProcess(
  t: Teardown,
  url: string,
  secrets: readonly string[],
): Promise<Process> {
  const ledger = createLedger({ url, log })
  const catalog = createEventCatalog([accessEventSource])
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const handler = createCommandHandler({ ledger, catalog, limiter, clock, log, machine: 'test' })
  const keys = createTokenKeys(secrets)
  const access = createAccess({ ledger, decode: catalog.decode, keys, clock, log })
  const execute: Parameters<typeof createTokenCommands>[0]['execute'] = (decider, request) =>
    handler.execute('access', decider, request)
  const commands = createTokenCommands({ execute, access, keys, clock })
  const server = await createHttpServer({
    settings: {
      ...{ host: '127.0.0.1', port: 0, metrics: false, docs: false },
      requestsPerSecond: 1_000,
    },
    routes: tokenRoutes({ access, commands, now: () => clock.now() }),
    ...{ access, keys, log, clock, metrics: createMetrics(), version: '0.0.0', health: [] },
    positions: { status: () => [], waitFor: async () => true },
    changes: {
      ...{ changes$: NEVER, anew$: NEVER, connected$: NEVER },
      ...{ changedSince: async () => [], canFollow: async () => true },
    },
  })
  t.teardown(async () => {
    await server.stop()
    await access.stop()
    await ledger.close()
  })
  await access.start(AbortSignal.timeout(60_000))
  return { access, commands, keys, server }
}

const ownKeys = (): readonly string[] => [randomBytes(32).toString('hex')]

async function asAdmin({ commands }: Process): Promise<string> {
  const { secret } = await commands.create(
    {
      ...{ name: 'admin of this test', kind: 'person', scopes: ['admin', 'read'], boards: null },
      ...{ expiresAt: null, source: 'cli' },
    },
    { actor: { kind: 'system', id: 'test' } },
  )
  return secret ?? ''
}

function call({ server }: Process, secret: string, url: string, more: object = {}) {
  return server
    .inject({
      method: 'POST',
      url: `/api/v1/tokens${url}`,
      ...more,
      headers: {
        authorization: `Bearer ${secret}`,
        ...('headers' in more ? { ...more.headers! } : {}),
      },
    })
    .then(({ statusCode, headers, payload }) => ({ statusCode, headers, ...JSON.parse(payload) }))
}

const board = 'b1b1b1b1-0000-4000-8000-000000000001'
const reader = { name: 'reader', kind: 'service', scopes: ['read'] }

void t.test('makes, rotates and revokes tokens over the API', async t => {
  const process = await startProcess(t, await createTestLedgerUrl(t), ownKeys())
  const admin = await asAdmin(process)
  const made = await call(process, admin, '', { payload: { ...reader, boards: [board] } })
  t.equal(made.statusCode, 201)
  t.match(made, {
    headers: { etag: '"0"', 'decklog-position': /^\d+$/ },
    token: { ...reader, boards: [board], status: 'active', source: 'api', rotated_at: null },
    secret: /^dlk_/,
  })
  const { id } = made.token
  t.match(process.access.authenticate(made.secret), {
    tokenId: id,
    caller: { actor: { kind: 'service', id }, scopes: ['read'], boards: [board] },
  })
  const rotated = await call(process, admin, `/${id}/rotate`, { payload: { grace_seconds: 60 } })
  t.match(rotated, { statusCode: 200, secret: /^dlk_/ })
  t.ok(process.access.authenticate(made.secret), 'the one before lives on')
  t.ok(process.access.authenticate(rotated.secret))
  const last = await call(process, admin, `/${id}/rotate`, { payload: { grace_seconds: 0 } })
  t.notOk(process.access.authenticate(made.secret), 'the third ends the first')
  t.notOk(process.access.authenticate(rotated.secret), 'without a grace it ends at once')
  t.ok(process.access.authenticate(last.secret))
  const shown = await call(process, admin, `/${id}`, { method: 'GET' })
  t.match(shown, { statusCode: 200, headers: { etag: '"2"' }, rotated_at: String })
  const stale = { payload: {}, headers: { 'if-match': '"1"' } }
  t.equal((await call(process, admin, `/${id}/revoke`, stale)).statusCode, 412)
  const revoked = await call(process, admin, `/${id}/revoke`, { payload: { reason: 'done' } })
  t.match(revoked, { statusCode: 200, token: { status: 'revoked' } })
  t.notOk(process.access.authenticate(last.secret))
  t.equal((await call(process, admin, `/${id}/revoke`)).statusCode, 200)
  t.equal((await call(process, admin, `/${id}/rotate`)).statusCode, 409)
  t.equal((await call(process, admin, `/${randomUUID()}/rotate`)).statusCode, 404)
})

void t.test('takes boards in any case, and nothing else for one', async t => {
  const process = await startProcess(t, await createTestLedgerUrl(t), ownKeys())
  const admin = await asAdmin(process)
  const boards = [board.toUpperCase()]
  const made = await call(process, admin, '', { payload: { ...reader, boards } })
  t.strictSame(made.token.boards, [board])
  t.strictSame(process.access.authenticate(made.secret)?.caller.boards, [board])
  const byHand = { name: 'by hand', kind: 'service', scopes: ['read'], source: 'cli' } as const
  const request = { actor: { kind: 'person', id: 'operator' } } as const
  const create = (boards: readonly string[]) =>
    process.commands.create({ ...byHand, boards, expiresAt: null }, request)
  t.strictSame((await create(boards)).token.boards, [board])
  await t.rejects(create(['not-a-uuid']), { code: 'DECKLOG_VALIDATION' })
})

void t.test('lists tokens in pages without their secrets', async t => {
  const process = await startProcess(t, await createTestLedgerUrl(t), ownKeys())
  const admin = await asAdmin(process)
  for (const name of ['one', 'two', 'three'])
    await call(process, admin, '', { payload: { ...reader, name } })
  const names: string[] = []
  let url = '?limit=2'
  while (url !== '') {
    const { tokens, headers } = await call(process, admin, url, { method: 'GET' })
    t.ok(tokens.length <= 2)
    names.push(...tokens.map((token: { name: string }) => token.name))
    url = /^<([^>]+)>; rel="next"$/.exec(headers.link ?? '')?.[1] ?? ''
  }
  t.same(names.slice(-4), ['admin of this test', 'one', 'two', 'three'])
  const wrong = await call(process, admin, '?after=nonsense', { method: 'GET' })
  t.match(wrong, { statusCode: 422, errors: [{ field: 'after' }] })
})

void t.test('answers a repeated request with the same token, its secret untold', async t => {
  const process = await startProcess(t, await createTestLedgerUrl(t), ownKeys())
  const admin = await asAdmin(process)
  const headers = { 'idempotency-key': randomUUID() }
  const first = await call(process, admin, '', { payload: reader, headers })
  const again = await call(process, admin, '', { payload: reader, headers })
  t.equal(again.statusCode, 201)
  t.equal(again.token.id, first.token.id)
  t.equal(again.secret, null)
  const other = { ...reader, name: 'other' }
  const mismatch = await call(process, admin, '', { payload: other, headers })
  t.match(mismatch, { statusCode: 422, code: 'DECKLOG_IDEMPOTENCY_MISMATCH' })
})

void t.test('knows a repeated request after the keys were rotated', async t => {
  const url = await createTestLedgerUrl(t)
  const [old, fresh] = [ownKeys(), ownKeys()]
  const headers = { 'idempotency-key': randomUUID() }
  const before = await startProcess(t, url, old)
  const admin = await asAdmin(before)
  const first = await call(before, admin, '', { payload: reader, headers })
  const after = await startProcess(t, url, [...fresh, ...old])
  const again = await call(after, admin, '', { payload: reader, headers })
  t.equal(again.token.id, first.token.id)
  t.equal(after.access.tokens().filter(({ name }) => name === reader.name).length, 1)
})

void t.test('says what is wrong with a token that is asked for', async t => {
  const process = await startProcess(t, await createTestLedgerUrl(t), ownKeys())
  const admin = await asAdmin(process)
  const fieldOf = async (payload: object): Promise<unknown> => {
    const { statusCode, errors } = await call(process, admin, '', { payload })
    t.equal(statusCode, 422)
    return errors.map((error: { field: string }) => error.field)
  }
  t.same(await fieldOf({}), ['name', 'kind', 'scopes'])
  t.same(await fieldOf({ ...reader, kind: 'agent', scopes: ['approve'] }), ['scopes'])
  t.same(await fieldOf({ ...reader, scopes: ['everything'] }), ['scopes.0'])
  t.same(await fieldOf({ ...reader, expires_at: '2001-01-01T00:00:00Z' }), ['expires_at'])
  for (const kind of ['person', 'agent'])
    t.same(await fieldOf({ ...reader, kind, scopes: ['represent'] }), ['scopes'])
  t.same(await fieldOf({ ...reader, boards: [] }), ['boards'])
  t.same(await fieldOf({ ...reader, boards: ['not-a-uuid'] }), ['boards.0'])
})

void t.test('knows in every process within a second what happened in one', async t => {
  const url = await createTestLedgerUrl(t)
  const shared = ownKeys()
  const one = await startProcess(t, url, shared)
  const two = await startProcess(t, url, [...ownKeys(), ...shared])
  const admin = await asAdmin(one)
  const { token, secret } = await call(one, admin, '', { payload: reader })
  await until('the token is known', () => two.access.authenticate(secret) !== undefined, 1_000)
  await call(one, admin, `/${token.id}/revoke`)
  await until('it is revoked', () => two.access.authenticate(secret) === undefined, 1_000)
  const three = await startProcess(t, url, ownKeys())
  t.equal(three.access.authenticate(admin), undefined, 'its key is in no list')
})

void t.test('records the configured admin token, and revokes the one before', async t => {
  const process = await startProcess(t, await createTestLedgerUrl(t), ownKeys())
  const { access } = process
  const [first, second] = [`a pass phrase, ${randomUUID()}`, randomBytes(32).toString('hex')]
  const ensure = (secret: string | undefined) => ensureAdminToken(secret, { ...process, log })
  const before = access.tokens().length
  t.equal(await ensure(first), null)
  t.match(access.authenticate(first)?.caller.scopes, ['read', 'ingest', 'operate', 'approve'])
  t.equal((await call(process, first, '', { method: 'GET' })).statusCode, 200)
  await ensure(first)
  t.equal(access.tokens().length, before + 1, 'a second start changes nothing')
  await ensure(second)
  t.ok(access.authenticate(second))
  t.notOk(access.authenticate(first))
  await ensure(first)
  t.ok(access.authenticate(first), 'the first again is a token again')
  t.notOk(access.authenticate(second))
})

void t.test('makes an admin token on the very first start only', async t => {
  const process = await startProcess(t, await createTestLedgerUrl(t), ownKeys())
  const { access } = process
  const isFirst = access.tokens().length === 0
  const secret = await ensureAdminToken(undefined, { ...process, log })
  t.equal(secret !== null, isFirst)
  if (secret !== null) t.match(access.authenticate(secret)?.caller.actor, { id: 'admin' })
  t.equal(await ensureAdminToken(undefined, { ...process, log }), null)
})

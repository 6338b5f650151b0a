import type { Request } from '@hapi/hapi'
import { Readable } from 'node:stream'
import type { Access, Identity } from '../../access/judging/access.ts'
import type { Past } from '../../asof/past.ts'
import type { Clock } from '../../clock.ts'
import { DecklogError, invalidField } from '../../errors.ts'
import type { ProjectionPositions } from '../../projecting/projection-status.ts'
import { type LateSignal, withinAsked } from '../../timing/within.ts'
import type { AnswerChecks } from '../answers/answer-checks.ts'
import { takeAsOf } from './as-of.ts'
import { goneSignal, withSignal } from './call-signal.ts'
import { readIdempotency } from './idempotency.ts'
import { takeMinPosition, waitForMinPosition } from './min-position.ts'
import { parseIfMatch } from './preconditions.ts'
import type { RateLimit } from './rate-limit.ts'
import { noBody, readBody } from './read-body.ts'
import { header } from './request-state.ts'
import { type Answer, type Call, hasRevision, maxBytesOf, type Route } from '../route.ts'
import type { RouteValidator } from './validate.ts'

const budgetMs = 10_000
const visibleMs = 2_000

/** A route and the check of what it declares. */
export interface PreparedRoute {
  readonly route: Route
  readonly validator: RouteValidator
  /** Writes a body as JSON. */
  readonly write: (body: unknown) => string
}

/** What every call of every route needs. */
export interface CallContext {
  readonly access: Access
  readonly clock: Clock
  readonly positions: ProjectionPositions
  readonly limit: RateLimit
  /** Answers reads as of an earlier moment. */
  readonly past?: Past
  readonly checks: AnswerChecks
  /** Idempotency keys of calls that run now, in this process. */
  readonly running: Set<string>
}

/** An answer, and whether the read models show it yet. */
export interface HandledCall {
  readonly answer: Answer
  readonly visible: 'yes' | 'pending'
  /** Aborts when the caller goes away. */
  readonly gone: Pick<LateSignal, 'signal'>
}

const nobody: Identity = {
  ...{ tokenId: '', digest: '' },
  caller: { actor: { kind: 'system', id: 'public' }, scopes: [], boards: [] },
}

/** Runs one request through its route: checks it, waits for what it wants to see, handles it, and waits until it can be seen. */
export async function handleCall(
  { route, validator }: Pick<PreparedRoute, 'route' | 'validator'>,
  request: Request,
  context: CallContext,
): Promise<HandledCall> {
  if (isLimitedByAddress(route)) await context.limit.take(`address:${request.info.remoteAddress}`)
  const { query: dated, asOf } = takeAsOf(route, request.query)
  const { query, minPosition } = takeMinPosition(route, dated)
  const { payload: sent } = request
  const { bytes, value: payload } =
    sent instanceof Readable ? await readBody(sent, maxBytesOf(route)) : noBody
  const input = validator.input({ params: request.params, query, payload })
  const write = readWrite({ route, request, payload })
  const gone = goneSignal(request.raw.res)
  if (minPosition !== undefined)
    await waitForMinPosition(context.positions, route, { minPosition, signal: gone.signal() })
  const call = { ...input, ...write, ...readRest(request), ...keepSent(route, request, bytes) }
  const handle = handlerOf(route, asOf, context)
  // A caller who goes away ends no work under way: the same key must find it until it has ended.
  const work = (): Promise<Answer> =>
    withinAsked({ ms: budgetMs }, inner => handle(withSignal(call, gone, inner)))
  const { idempotencyKey: key } = write
  const answer = await (key === undefined ? work() : once(key, context, work))
  const { position } = answer
  if (position === undefined || !waitsForReadModels(route)) return { answer, visible: 'yes', gone }
  return { answer, visible: await visibility(route, position, { context, gone }), gone }
}

function handlerOf(
  route: Route,
  asOf: string | undefined,
  { past }: CallContext,
): (call: Call) => Promise<Answer> {
  if (asOf === undefined) return call => route.handle(call)
  if (past) return call => past.handle(route, asOf, call)
  throw invalidField('as_of', 'is not answered here')
}

// Calls with a token were counted when the token was judged; probes are never refused.
function isLimitedByAddress({ scope, tags }: Route): boolean {
  return scope === 'public' && !tags.includes('health')
}

function readRest(request: Request): Pick<Call, 'caller' | 'requestId' | 'apiUrl' | 'lastEventId'> {
  const lastEventId = header(request, 'last-event-id')
  return {
    caller: (request.app.identity ?? nobody).caller,
    requestId: request.ownId,
    apiUrl: ownUrl(request.server.info),
    ...(lastEventId === undefined ? {} : { lastEventId }),
  }
}

function keepSent({ sent }: Route, { headers }: Request, body: Buffer): Pick<Call, 'sent'> {
  if (sent !== 'kept') return {}
  const flat = Object.entries(headers).map(([name, value]) => [name, String(value)])
  return { sent: { body, headers: Object.fromEntries(flat) } }
}

interface Asked {
  readonly route: Route
  readonly request: Request
  readonly payload: unknown
}

function readWrite({
  route,
  request,
  payload,
}: Asked): Pick<Call, 'ifRevision' | 'idempotencyKey' | 'requestHash'> {
  if (route.method === 'GET') return {}
  const ifRevision = parseIfMatch(header(request, 'if-match'))
  if (ifRevision !== undefined && !hasRevision(route)) throw withoutRevision()
  const { method, path, query } = request
  const { tokenId, caller } = request.app.identity ?? nobody
  const person = caller.actor.via && caller.actor.id
  const idempotency =
    route.method === 'DELETE'
      ? undefined
      : readIdempotency(header(request, 'idempotency-key'), {
          tokenId,
          method,
          path,
          query,
          payload,
          person,
        })
  return { ...(ifRevision === undefined ? {} : { ifRevision }), ...idempotency }
}

function withoutRevision(): DecklogError {
  const message = 'What this changes has no revision that If-Match could name.'
  return new DecklogError('DECKLOG_PRECONDITION_FAILED', message)
}

async function once(
  key: string,
  { running }: CallContext,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (running.has(key))
    throw new DecklogError('DECKLOG_IDEMPOTENCY_BUSY', 'This request is still running.', {
      retryAfterSeconds: 1,
    })
  running.add(key)
  try {
    return await work()
  } finally {
    running.delete(key)
  }
}

interface Waiting {
  readonly context: CallContext
  readonly gone: HandledCall['gone']
}

function waitsForReadModels({ method, shows = [] }: Route): boolean {
  return method !== 'GET' && shows.length > 0
}

async function visibility(
  { shows = [] }: Route,
  position: bigint,
  { context: { positions }, gone }: Waiting,
): Promise<HandledCall['visible']> {
  // The write is acknowledged by now: nothing that goes wrong with reading may turn it into an error.
  const passed = await positions
    .waitFor(shows, position, visibleMs, gone.signal())
    .catch(() => false)
  return passed ? 'yes' : 'pending'
}

/** The URL by which a server reaches itself: one that listens on all addresses does so on loopback. */
function ownUrl({ host, port }: { readonly host: string; readonly port: number | string }): string {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`
  if (host === '::') return `http://[::1]:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

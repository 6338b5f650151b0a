import { pino } from 'pino'
import { Subject } from 'rxjs'
import { createAccess, type Access } from '../../core/access/judging/access.ts'
import { accessEventSource } from '../../core/access/tokens/events.ts'
import type { Token } from '../../core/access/tokens/token.ts'
import { makeSecret } from '../../core/access/judging/secret.ts'
import { tokenStream } from '../../core/access/judging/token-directory.ts'
import { createTokenKeys } from '../../core/access/judging/token-keys.ts'
import { createEventCatalog } from '../../core/events/event-catalog.ts'
import type { HealthItem } from '../../core/telemetry/health.ts'
import type { Route, Scope } from '../../core/http/route.ts'
import { createHttpServer, type HttpServer } from '../../core/http/server.ts'
import type { StoredEvent } from '../../core/ledger/ledger.ts'
import { createMetrics, type Metrics } from '../../core/telemetry/metrics.ts'
import { createPositionWaiters } from '../../core/projecting/position-waiters.ts'
import type {
  ProjectionPositions,
  ProjectionStatus,
} from '../../core/projecting/projection-status.ts'
import type { Change, ChangedRow } from '../../core/readmodel/changes.ts'
import { systemClock, type Clock } from '../../core/clock.ts'
import type { Settings } from '../../core/settings.ts'
import type { Teardown } from './postgres.ts'
import { createFeedLedger, type FeedLedger } from './feed-ledger.ts'

const scopes: readonly Scope[] = ['read', 'ingest', 'operate', 'approve', 'audit', 'admin']
/** The board that the limited tokens of an edge are limited to. */
export const ownBoard = 'b1b1b1b1-0000-4000-8000-000000000001'
const keys = createTokenKeys(['newest key of these tests, 32 characters'])

/** The HTTP edge over a feed, with one token for each scope. */
export interface HttpEdge {
  readonly server: HttpServer
  readonly keys: typeof keys
  readonly access: Access
  readonly ledger: FeedLedger
  readonly metrics: Metrics
  readonly health: HealthItem[]
  readonly logged: string[]
  readonly changes: Subject<Change>
  readonly anew: Subject<Change>
  readonly connected: Subject<unknown>
  readonly rows: Map<string, ChangedRow[]>
  /** By topic: up to where its changes are not all known. */
  readonly lost: Map<string, bigint>
  /** Moves a projection on. */
  moved(topic: string, position: bigint): void
  /** Secret of the token that holds this scope alone. */
  secret(scope: Scope): string
  /** The header that carries it. */
  bearer(scope: Scope): Readonly<Record<string, string>>
  /** The header that carries a token of `tokens`. */
  bearerOf(name: string): Readonly<Record<string, string>>
  /** Secret of a token limited to the board `ownBoard`. */
  readonly limited: string
  /** Secret of a token for `audit` limited to the board `ownBoard`. */
  readonly limitedAuditor: string
}

/** What an edge is built with. */
export interface HttpEdgeOptions {
  readonly routes?: readonly Route[]
  readonly clock?: Clock
  readonly topics?: readonly string[]
  readonly settings?: Partial<Settings>
  /** Further tokens, by name. */
  readonly tokens?: Readonly<Record<string, Partial<Token>>>
  /** Where read models stand; default: where `moved` says. */
  readonly positions?: ProjectionPositions
}

/** Builds an edge and waits until its tokens are known; it is stopped when the test ends. */
export async function createHttpEdge(
  t: Teardown,
  options: HttpEdgeOptions = {},
): Promise<HttpEdge> {
  const {
    routes = [],
    clock = systemClock,
    topics = ['disks'],
    settings = {},
    tokens = {},
  } = options
  const secrets = new Map(scopes.map(scope => [scope, makeSecret(keys.newestId)]))
  const limited = makeSecret(keys.newestId)
  const limitedAuditor = makeSecret(keys.newestId)
  const boards = [ownBoard]
  const named = new Map(Object.keys(tokens).map(name => [name, makeSecret(keys.newestId)]))
  const ledger = createFeedLedger([
    ...scopes.map((scope, index) => created(index, { scopes: [scope] }, secrets.get(scope) ?? '')),
    created(scopes.length, { scopes: ['read'], boards }, limited),
    created(scopes.length + 1, { scopes: ['audit'], boards }, limitedAuditor),
    ...Object.entries(tokens).map(([name, token], index) =>
      created(scopes.length + 2 + index, token, named.get(name) ?? ''),
    ),
  ])
  const logged: string[] = []
  const log = pino({ level: 'trace' }, { write: line => logged.push(line) })
  const { decode } = createEventCatalog([accessEventSource])
  const access = createAccess({ ledger, decode, keys, clock, log })
  t.teardown(() => access.stop())
  await access.start(AbortSignal.timeout(60_000))
  const waiters = createPositionWaiters(clock)
  const changes = new Subject<Change>()
  const connected = new Subject<unknown>()
  const anew = new Subject<Change>()
  const rows = new Map<string, ChangedRow[]>()
  const lost = new Map<string, bigint>()
  const health: HealthItem[] = []
  const metrics = createMetrics()
  const server = await createHttpServer({
    settings: {
      ...{ host: '127.0.0.1', port: 0, metrics: true, docs: true },
      ...{ requestsPerSecond: 10_000, ...settings },
    },
    ...{ routes, access, keys, metrics, log, clock },
    version: '0.0.0',
    positions: options.positions ?? {
      waitFor: waiters.waitFor,
      status: () => topics.map(name => statusOf(name, waiters.positionOf(name))),
    },
    health: [access, { health: () => health }],
    changes: {
      changes$: changes,
      anew$: anew,
      connected$: connected,
      canFollow: async (topic, position) => position > (lost.get(topic) ?? -1n),
      changedSince: async (topic, position, limit) =>
        (rows.get(topic) ?? []).filter(row => row.position > position).slice(0, limit),
    },
  })
  t.teardown(() => server.stop())
  const secret = (scope: Scope): string => secrets.get(scope) ?? ''
  return {
    ...{ server, access, ledger, metrics, health, logged, changes, anew, connected, rows, lost },
    ...{ keys, limited, limitedAuditor },
    moved: waiters.moved,
    secret,
    bearer: scope => ({ authorization: `Bearer ${secret(scope)}` }),
    bearerOf: name => ({ authorization: `Bearer ${named.get(name)}` }),
  }
}

function created(index: number, token: Partial<Token>, secret: string): StoredEvent {
  const tokenId = `00000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`
  const made: Token = {
    ...{ tokenId, name: 'test', kind: 'service', subject: `subject ${index}`, scopes: [] },
    ...{ boards: null, expiresAt: null, source: 'api', ...token },
  }
  return {
    id: `10000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`,
    stream: tokenStream(tokenId),
    revision: 0n,
    position: BigInt(index + 1),
    type: 'access.TokenCreated',
    data: { ...made, ...keys.digest(secret, made) },
    metadata: { schemaVersion: '1', receivedAt: '2026-01-01T00:00:00.000Z' },
    recordedAt: new Date('2026-01-01T00:00:00.000Z'),
  }
}

function statusOf(name: string, position: bigint): ProjectionStatus {
  const known = { lagEvents: 0, lagSeconds: 0, parked: 0 }
  return { name, position, version: 1, generation: 1, state: 'live', ...known }
}

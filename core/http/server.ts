import { server as createHapi, type Server } from '@hapi/hapi'
import type { Logger } from 'pino'
import type { Access } from '../access/judging/access.ts'
import type { Past } from '../asof/past.ts'
import type { Clock } from '../clock.ts'
import { codeOf } from '../errors.ts'
import type { ProjectionPositions } from '../projecting/projection-status.ts'
import type { Changes } from '../readmodel/changes.ts'
import type { Settings } from '../settings.ts'
import type { HealthSource } from '../telemetry/health.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { tokenScheme } from './calls/authenticate.ts'
import { docsPage } from './openapi/docs-page.ts'
import { createAnswerChecks } from './answers/answer-checks.ts'
import { finishAnswers } from './answers/finish-answers.ts'
import { healthRoutes } from './health.ts'
import { createLive } from './live.ts'
import { metricsRoute } from './metrics-route.ts'
import { openapiRoute } from './openapi/openapi.ts'
import { createRateLimit } from './calls/rate-limit.ts'
import { apiPortTaken } from '../embedded/check-ports.ts'
import type { Route } from './route.ts'
import { toHapiRoutes } from './calls/to-hapi-routes.ts'

const drainMs = 3_000
const noticeMs = 250

/** What the HTTP edge needs of the rest. */
export interface HttpServerOptions {
  readonly settings: Pick<Settings, 'host' | 'port' | 'metrics' | 'docs' | 'requestsPerSecond'> &
    Partial<Pick<Settings, 'checkAnswers'>>
  /** Routes of plugins, projections and core's other parts; the edge adds its own. */
  readonly routes: readonly Route[]
  readonly access: Access
  /** Answers reads as of an earlier moment; without it none can be. */
  readonly past?: Past
  readonly positions: ProjectionPositions
  readonly health: readonly HealthSource[]
  readonly changes: Pick<
    Changes,
    'changes$' | 'anew$' | 'connected$' | 'changedSince' | 'canFollow'
  >
  readonly metrics: Metrics
  readonly log: Logger
  readonly clock: Clock
  /** Version of Decklog, for the OpenAPI document. */
  readonly version: string
}

/** The HTTP edge. */
export interface HttpServer {
  /** Every route that is served, the edge's own included. */
  readonly routes: readonly Route[]
  /** Listens; DECKLOG_PORT_TAKEN when the port is in use. */
  start(): Promise<{ readonly url: string }>
  /** Makes `/readyz` answer 503 for a moment, stops accepting, ends event streams, and lets requests in flight finish for at most 3 s. */
  stop(): Promise<void>
  /** Runs a request without a network, for tests. */
  readonly inject: Server['inject']
}

/** Creates the HTTP edge: every route checked, guarded and told in one way. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { access, clock, settings } = options
  const { checkAnswers: answers = 'all' } = settings
  const checks = createAnswerChecks({ ...options, answers })
  const state = { draining: false }
  const live = createLive(options)
  const routes = allRoutes(options, { live: live.route, checks, isDraining: () => state.draining })
  const hapi = createServer(settings)
  const limit = createRateLimit(settings.requestsPerSecond)
  hapi.auth.scheme('token', tokenScheme(access, limit))
  hapi.auth.strategy('token', 'token')
  finishAnswers(hapi, options)
  hapi.route(toHapiRoutes(routes, { ...options, limit, checks, running: new Set() }))
  if (settings.docs) await hapi.register(docsPage)

  return {
    routes,
    start: () => listen(hapi, settings),
    async stop() {
      const listening = hapi.info.started > 0 && !state.draining
      state.draining = true
      // Whoever balances load must have had a chance to read that this process is going.
      if (listening) await clock.delay(noticeMs)
      live.close()
      await hapi.stop({ timeout: drainMs })
    },
    inject: hapi.inject.bind(hapi),
  }
}

interface OwnRoutes {
  readonly live: Route
  readonly checks: HealthSource
  readonly isDraining: () => boolean
}

function allRoutes(
  { routes, health, settings, metrics, version }: HttpServerOptions,
  { live, checks, isDraining }: OwnRoutes,
): readonly Route[] {
  const described = [
    ...healthRoutes([...health, checks], isDraining),
    ...routes,
    live,
    ...(settings.metrics ? [metricsRoute(metrics)] : []),
  ]
  return [...described, openapiRoute(described, version)]
}

function createServer({ host, port }: HttpServerOptions['settings']): Server {
  return createHapi({
    host,
    port,
    debug: false,
    router: { stripTrailingSlash: true },
    // A compressed event stream would be held back.
    mime: { override: { 'text/event-stream': { compressible: false } } },
    routes: { state: { parse: false, failAction: 'ignore' }, timeout: { server: 30_000 } },
  })
}

async function listen(
  hapi: Server,
  { host, port }: HttpServerOptions['settings'],
): Promise<{ readonly url: string }> {
  try {
    await hapi.start()
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error
    throw apiPortTaken(host, Number(port), error)
  }
  const name = host.includes(':') ? `[${host}]` : host
  return { url: `http://${name}:${hapi.info.port}` }
}

import Joi from 'joi'
import { systemClock, type Clock } from '../../../core/clock.ts'
import { createCommandHandler } from '../../../core/commanding/command-handler.ts'
import { isDecklogError } from '../../../core/errors.ts'
import { createGateKeeper } from '../../../core/gates/gate-keeper.ts'
import type { Scope } from '../../../core/http/route.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createHost, type HostServices } from '../../../core/loading/host.ts'
import { createOutbound } from '../../../core/outbound/create-outbound.ts'
import type { Host } from '../../../core/host.ts'
import type { Contribution } from '../../../core/plugin.ts'
import { continuityConfig, type ContinuityConfig } from '../../../plugins/continuity/config.ts'
import { continuityEvents } from '../../../plugins/continuity/events.ts'
import type { ContinuityEvent } from '../../../plugins/continuity/events.ts'
import plugin from '../../../plugins/continuity/plugin.ts'
import agents from '../../../projections/agent-continuity/projection.ts'
import agentRoutes from '../../../projections/agent-continuity/routes.ts'
import transitions from '../../../projections/agent-transitions/projection.ts'
import transitionRoutes from '../../../projections/agent-transitions/routes.ts'
import boards from '../../../projections/boards/projection.ts'
import boardRoutes from '../../../projections/boards/routes.ts'
import receiving from '../../../projections/receiving/projection.ts'
import { createHttpEdge, type HttpEdge, type HttpEdgeOptions } from '../../support/http-edge.ts'
import type { Teardown } from '../../support/postgres.ts'
import { prepareReadSide, startReadSide, type ReadSide } from '../../support/read-side.ts'
import { silentLog as log } from '../../support/silent-log.ts'

/** An answer, parsed. */
export interface Answered {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Readonly<Record<string, unknown>>
}

/** One process that serves the API of agents, over a ledger and a database that several share. */
export interface ContinuityApi {
  readonly host: Host<ContinuityConfig, ContinuityEvent>
  readonly contribution: Contribution<ContinuityEvent>
  readonly edge: HttpEdge
  /** Calls as the token of `tokens` that is named, or else as one that holds the scope alone. */
  call(as: string, method: 'GET' | 'PUT' | 'POST', url: string, body?: object): Promise<Answered>
  /** Runs a sweep of the plugin once. */
  sweep(name: string): Promise<void>
}

/** What several processes work on. */
export interface ContinuityGround {
  readonly side: ReadSide
  /** Another process, with a memory of its own. */
  open(options?: {
    readonly clock?: Clock
    readonly tokens?: HttpEdgeOptions['tokens']
  }): Promise<ContinuityApi>
  /** All events of a stream. */
  eventsOf(stream: string): Promise<readonly ContinuityEvent[]>
}

/** A clock that is ahead by so many milliseconds. */
export function clockAhead(ms: number): Clock {
  return { ...systemClock, now: () => new Date(Date.now() + ms) }
}

/** Starts the read models of agents over a ledger and a database. */
export async function createContinuityGround(t: Teardown): Promise<ContinuityGround> {
  const config: ContinuityConfig = Joi.attempt({}, continuityConfig)
  const { streams } = plugin
  const source = {
    name: 'continuity',
    events: continuityEvents,
    streams: typeof streams === 'function' ? streams(config) : streams,
  }
  const projections = [agents, boards, transitions, receiving]
  const side = await startReadSide(t, {
    ...(await prepareReadSide(t)),
    ...{ sources: [source], projections },
  })
  const { ledger, catalog, writer } = side
  const rows = side.rows as HostServices['rows']
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const outbound = createOutbound({ allow: ['127.0.0.0/8'] })
  const machine = { name: 'web-1', root: '/' }
  return {
    side,
    async open({ clock = systemClock, tokens = {} } = {}) {
      const commands = createCommandHandler({
        ...{ ledger, catalog, limiter, clock, log, machine: machine.name },
      })
      const gates = createGateKeeper({ clock, log })
      const services = {
        clock,
        log,
        machine,
        ledger,
        catalog,
        writer,
        commands,
        gates,
        rows,
        outbound,
      }
      const host = createHost(services, 'continuity', config) as ContinuityApi['host']
      const contribution = plugin.create(host)
      const read = { ...side.host, clock }
      const routes = [
        ...(contribution.routes ?? []),
        ...[agentRoutes, transitionRoutes, boardRoutes].flatMap(routesOf => routesOf(read)),
      ]
      const edge = await createHttpEdge(t, { routes, tokens, positions: side.board })
      return {
        ...{ host, contribution, edge },
        async call(as, method, url, body) {
          const bearer = as in tokens ? edge.bearerOf(as) : edge.bearer(as as Scope)
          const request = { method, url: `/api/v1${url}`, headers: bearer }
          return patiently(async () => {
            const answer = await edge.server.inject({ ...request, ...(body && { payload: body }) })
            const { statusCode: status, headers, payload } = answer
            return { status, headers, body: JSON.parse(payload) }
          })
        },
        async sweep(name) {
          const sweep = contribution.sweeps?.find(one => one.name === name)
          await patiently(async () => sweep?.run(new AbortController().signal))
        },
      }
    },
    async eventsOf(stream) {
      const events: ContinuityEvent[] = []
      for await (const stored of ledger.read(stream))
        events.push(catalog.decode(stored) as unknown as ContinuityEvent)
      return events
    },
  }
}

// A machine that does much else may need more than the second and a half that a read model is given: then one asks again.
async function patiently<Result>(work: () => Promise<Result>, tries = 5): Promise<Result> {
  try {
    const result = await work()
    if (tries === 0 || !isAnswered(result) || result.body['code'] !== behind) return result
  } catch (error) {
    if (tries === 0 || !isDecklogError(error, behind)) throw error
  }
  return patiently(work, tries - 1)
}

const behind = 'DECKLOG_PROJECTION_BEHIND'

function isAnswered(result: unknown): result is Answered {
  return typeof result === 'object' && result !== null && 'body' in result
}

import { randomUUID } from 'node:crypto'
import type { DomainEvent } from '../../../core/event.ts'
import { systemClock } from '../../../core/clock.ts'
import { createCommandHandler } from '../../../core/commanding/command-handler.ts'
import { createGateKeeper } from '../../../core/gates/gate-keeper.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createWriter } from '../../../core/ledger/writer.ts'
import { createHost } from '../../../core/loading/host.ts'
import type { Host } from '../../../core/host.ts'
import type { ReleaseConfig } from '../../../plugins/release/config.ts'
import { type ReleaseEvent, releaseEvents } from '../../../plugins/release/events.ts'
import { createRoutes } from '../../../plugins/release/routes.ts'
import releases from '../../../projections/releases/projection.ts'
import routes from '../../../projections/releases/routes.ts'
import { closedOutbound } from '../../support/closed-outbound.ts'
import { createHttpEdge } from '../../support/http-edge.ts'
import type { Teardown } from '../../support/postgres.ts'
import { createProbe } from '../../support/probe.ts'
import { createReadSide, prepareReadSide, type ReadSide } from '../../support/read-side.ts'
import { silentLog as log } from '../../support/silent-log.ts'
import { rolloutEvents } from '../../../plugins/rollout/events.ts'

const farAhead = 10n ** 15n

interface ReleaseAnswer {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Readonly<Record<string, unknown>>
}

/** The routes of releases over a real ledger and a real Postgres. */
export interface ReleaseApi {
  get(path: string): Promise<ReleaseAnswer>
  /** Posts, and waits until what was written is folded. */
  post(path: string, body: object, scope?: 'operate' | 'read'): Promise<ReleaseAnswer>
  /** Appends an event of another plugin, and waits until it is folded. */
  append(event: DomainEvent): Promise<void>
}

const source = { name: 'release', events: releaseEvents, streams: { release: {} } }
const verifier = { name: 'rollout', events: rolloutEvents, streams: {} }

/** Starts the projection and serves the routes of plugin and projection. */
export async function createReleaseApi(t: Teardown): Promise<ReleaseApi> {
  const ground = await prepareReadSide(t, { ...createProbe(), source })
  const side = createReadSide(t, { ...ground, projections: [releases], sources: [verifier] })
  await side.start()
  const edge = await createHttpEdge(t, {
    routes: [...createRoutes(createReleaseHost(side)), ...routes(side.host)],
    topics: [releases.name],
  })
  edge.moved(releases.name, farAhead)
  const settle = async (position: bigint): Promise<void> => {
    if (!(await side.board.waitFor([releases.name], position, 60_000)))
      throw new Error('still behind')
  }
  await settle(await side.barrier.raise())
  return {
    async get(url) {
      const answer = await edge.server.inject({ url, headers: edge.bearer('read') })
      return { ...answer, status: answer.statusCode, body: JSON.parse(answer.payload) }
    },
    async post(url, payload, scope = 'operate') {
      const headers = edge.bearer(scope)
      const answer = await edge.server.inject({ method: 'POST', url, headers, payload })
      const position = answer.headers['decklog-position']
      if (position !== undefined) await settle(BigInt(String(position)))
      return { ...answer, status: answer.statusCode, body: JSON.parse(answer.payload) }
    },
    async append(event) {
      const metadata = { schemaVersion: '1', receivedAt: new Date().toISOString() }
      const events = [{ ...event, id: randomUUID(), metadata }]
      await settle((await side.ledger.append(`verification-${randomUUID()}`, events)).position)
    },
  }
}

function createReleaseHost({ ledger, catalog, host }: ReadSide): Host<ReleaseConfig, ReleaseEvent> {
  const { machine } = host
  const clock = systemClock
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const writer = createWriter({ ledger, limiter, clock, log })
  const commands = createCommandHandler({
    ...{ ledger, catalog, limiter, clock, log },
    machine: machine.name,
  })
  const gates = createGateKeeper({ clock, log })
  const rows = () => Promise.reject(new Error('no rows are asked for here'))
  const outbound = closedOutbound
  const services = { clock, log, machine, ledger, catalog, writer, commands, gates, rows, outbound }
  return createHost(services, 'release', {}) as Host<ReleaseConfig, ReleaseEvent>
}

import { randomUUID } from 'node:crypto'
import type { DomainEvent } from '../../core/event.ts'
import type { Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { diskEvents } from '../../plugins/disk/events.ts'
import diskMounts from '../../projections/disk-mounts/projection.ts'
import diskStatus from '../../projections/disk-status/projection.ts'
import diskUsage from '../../projections/disk-usage/projection.ts'
import { createHttpEdge } from '../support/http-edge.ts'
import type { Teardown } from '../support/postgres.ts'
import { createProbe } from '../support/probe.ts'
import { prepareReadSide, startReadSide } from '../support/read-side.ts'

/** Answers of the routes over a real ledger and a real Postgres. */
export interface DiskApi {
  /** Name of the machine that the API runs on. */
  readonly machine: string
  /** Appends events and waits until both projections have folded them. */
  append(stream: string, events: readonly StampedEvent[]): Promise<void>
  get(path: string): Promise<{
    readonly status: number
    readonly body: Record<string, unknown>
    readonly headers: Readonly<Record<string, unknown>>
  }>
}

/** An event with its receive time. */
export interface StampedEvent {
  readonly event: DomainEvent
  readonly at: Date
}

/** Starts the two projections and serves the routes that `routesOf` makes. */
export async function createDiskApi(
  t: Teardown,
  routesOf: (host: ReadHost) => readonly Route[],
): Promise<DiskApi> {
  const source = {
    name: 'disk',
    events: diskEvents,
    streams: { disk: {}, diskSample: {}, diskDay: {}, diskMounts: {} },
  }
  const ground = await prepareReadSide(t, { ...createProbe(), source })
  const side = await startReadSide(t, {
    ...ground,
    projections: [diskStatus, diskUsage, diskMounts],
  })
  const edge = await createHttpEdge(t, { routes: routesOf(side.host) })
  const names = [diskStatus.name, diskUsage.name, diskMounts.name]
  const settle = async (position: bigint): Promise<void> => {
    if (!(await side.board.waitFor(names, position, 10_000))) throw new Error('still behind')
  }
  return {
    machine: side.host.machine.name,
    async append(stream, events) {
      const { position } = await side.ledger.append(
        stream,
        events.map(({ event, at }) => ({
          ...event,
          id: randomUUID(),
          metadata: { schemaVersion: '1', receivedAt: at.toISOString() },
        })),
      )
      await settle(position)
    },
    async get(path) {
      const answer = await edge.server.inject({ url: path, headers: edge.bearer('read') })
      return {
        status: answer.statusCode,
        body: JSON.parse(answer.payload),
        headers: answer.headers,
      }
    },
  }
}

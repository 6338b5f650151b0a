import { randomUUID } from 'node:crypto'
import { type Clock, systemClock } from '../../../core/clock.ts'
import { createCommandHandler } from '../../../core/commanding/command-handler.ts'
import { coreEventSources } from '../../../core/events/core-events.ts'
import { createEventCatalog } from '../../../core/events/event-catalog.ts'
import { createGateKeeper } from '../../../core/gates/gate-keeper.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createWriter } from '../../../core/ledger/writer.ts'
import { createHost } from '../../../core/loading/host.ts'
import type { Host } from '../../../core/host.ts'
import type { DiskConfig } from '../../../plugins/disk/config.ts'
import { type DiskEvent, diskEvents } from '../../../plugins/disk/events.ts'
import { type Disk } from '../../../plugins/disk/sample-events.ts'
import { diskIdOf } from '../../../plugins/disk/streams.ts'
import { closedOutbound } from '../../support/closed-outbound.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import type { Teardown } from '../../support/postgres.ts'
import { silentLog as log } from '../../support/silent-log.ts'
import { configured } from './defaults.ts'

/** A host over a real ledger, and a disk that no other test knows. */
export interface LedgerHost {
  readonly host: Host<DiskConfig, DiskEvent>
  readonly disk: Disk
  /** All events of a stream. */
  eventsOf(stream: string): Promise<readonly DiskEvent[]>
}

/** Creates a host whose clock and rows are the test's. */
export async function createLedgerHost(
  t: Teardown,
  { clock = systemClock, config = {} }: { readonly clock?: Clock; readonly config?: object } = {},
): Promise<LedgerHost> {
  const machine = { name: `host-${randomUUID()}`, root: '/' }
  const disk = { diskId: diskIdOf(machine.name, '/'), host: machine.name, mount: '/' }
  const ledger = createLedger({ url: await createTestLedgerUrl(t), log })
  t.teardown(() => ledger.close())
  const streams = { disk: {}, diskSample: { maxAgeDays: 90 }, diskDay: {}, diskMounts: {} }
  const catalog = createEventCatalog([
    ...coreEventSources,
    { name: 'disk', events: diskEvents, streams },
  ])
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const writer = createWriter({ ledger, limiter, clock: systemClock, log })
  const commands = createCommandHandler({
    ...{ ledger, catalog, limiter, clock, log },
    machine: machine.name,
  })
  const gates = createGateKeeper({ clock, log })
  const row = { _key: disk.diskId, disk_id: disk.diskId, host: disk.host, mount: disk.mount }
  const rows = async <Row extends object>(_: string, query: { after?: string } = {}) => ({
    rows: (query.after === undefined ? [row] : []) as unknown as (Row & { _key: string })[],
    position: 0n,
  })
  const services = {
    ...{ clock, log, machine, ledger, catalog, writer, commands, gates, rows },
    outbound: closedOutbound,
  }
  const host = createHost(services, 'disk', configured(config)) as Host<DiskConfig, DiskEvent>
  return {
    host,
    disk,
    async eventsOf(stream) {
      const events: DiskEvent[] = []
      for await (const event of host.read(stream)) events.push(event)
      return events
    },
  }
}

import { systemClock } from '../../../core/clock.ts'
import { createCommandHandler } from '../../../core/commanding/command-handler.ts'
import { createEventCatalog } from '../../../core/events/event-catalog.ts'
import type { Gate } from '../../../core/gate.ts'
import { createGateKeeper } from '../../../core/gates/gate-keeper.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createWriter } from '../../../core/ledger/writer.ts'
import { createHost } from '../../../core/loading/host.ts'
import type { Host } from '../../../core/host.ts'
import type { GsdConfig } from '../../../plugins/gsd/config.ts'
import { gsdEvents } from '../../../plugins/gsd/events.ts'
import type { GsdEvent } from '../../../plugins/gsd/events.ts'
import { closedOutbound } from '../../support/closed-outbound.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import type { Teardown } from '../../support/postgres.ts'
import { gsdConfig } from '../../support/shipped-config.ts'
import { silentLog as log } from '../../support/silent-log.ts'

/** Creates a host over a real ledger, with the gates that a test offers; the test's own ledger unless it names one. */
export async function createLedgerHost(
  t: Teardown,
  gates: readonly Gate[] = [],
  ledgerUrl?: string,
): Promise<Host<GsdConfig, GsdEvent>> {
  const machine = { name: 'web-1', root: '/' }
  const clock = systemClock
  const ledger = createLedger({ url: ledgerUrl ?? (await createTestLedgerUrl(t)), log })
  t.teardown(() => ledger.close())
  const streams = { gsdRun: {}, gateDecision: {}, gsdWait: {} }
  const catalog = createEventCatalog([{ name: 'gsd', events: gsdEvents, streams }])
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const writer = createWriter({ ledger, limiter, clock, log })
  const parts = { ledger, catalog, limiter, clock, log }
  const commands = createCommandHandler({ ...parts, machine: machine.name })
  const keeper = createGateKeeper({ clock, log })
  keeper.offer('test', gates)
  const rows = async () => ({ rows: [], position: 0n })
  const services = { clock, log, machine, ledger, catalog, writer, commands, rows }
  const outbound = closedOutbound
  const { value: config } = gsdConfig.validate({})
  return createHost({ ...services, outbound, gates: keeper }, 'gsd', config) as Host<
    GsdConfig,
    GsdEvent
  >
}

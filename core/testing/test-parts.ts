import { createCommandHandler } from '../commanding/command-handler.ts'
import { checkValues } from '../config/check-values.ts'
import { DecklogError } from '../errors.ts'
import type { Recorded } from '../event.ts'
import { createEventCatalog } from '../events/event-catalog.ts'
import { createGateKeeper, type GateKeeper } from '../gates/gate-keeper.ts'
import type { GateAnswer } from '../gate.ts'
import type { Host, Machine } from '../host.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { createStreamLimiter } from '../ledger/stream-limiter.ts'
import { createWriter } from '../ledger/writer.ts'
import { createHost, type HostServices } from '../loading/host.ts'
import { configurePlugins } from '../loading/load-installation.ts'
import type { Outbound } from '../outbound/outbound.ts'
import type { Contribution, Plugin } from '../plugin.ts'
import type { Projection } from '../projection.ts'
import { createLogger } from '../telemetry/log.ts'
import { createFoldedRows } from './folded-rows.ts'
import { createMemoryLedger } from './memory-ledger.ts'
import type { FakeClock } from './fake-clock.ts'

/** What a plugin under test is given instead of a real Decklog. */
export interface PluginTest {
  /** Its section of the configuration; its schema fills in the defaults. */
  readonly config?: object
  /** Default: one that stands at 2026-01-01T00:00Z. */
  readonly clock?: FakeClock
  /** Default `web01`, with its root at `/`. */
  readonly machine?: Machine
  /** What its calls come to; what is not given rejects. */
  readonly outbound?: Partial<Outbound>
  /** Answers of gates of others, by name; a gate that is not given is not there. */
  readonly gates?: Readonly<Record<string, Omit<GateAnswer, 'position'>>>
  /** Its projections: `host.rows` answers what they make of the events recorded so far. */
  readonly projections?: readonly Projection[]
}

/** What a plugin under test runs on. */
export interface TestParts {
  readonly host: Host
  readonly contribution: Contribution
  readonly gates: GateKeeper
  readonly ledger: Ledger
  recorded(): Promise<readonly Recorded[]>
}

/** Puts together what core lends a plugin, over a ledger in memory. */
export function createTestParts(
  plugin: Plugin,
  test: PluginTest & Required<Pick<PluginTest, 'clock'>>,
): TestParts {
  const { clock, machine = { name: 'web01', root: '/' }, projections = [] } = test
  const config = configOf(plugin, test.config)
  const log = createLogger('silent')
  const ledger = createMemoryLedger(clock)
  const catalog = createEventCatalog(
    configurePlugins([plugin], () => config).map(one => one.source),
  )
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const gates = createGateKeeper({ clock, log })
  const recorded = async (): Promise<readonly Recorded[]> => {
    const events: Recorded[] = []
    for await (const stored of ledger.readAll()) events.push(catalog.decode(stored))
    return events
  }
  const services: HostServices = {
    ...{ clock, log, machine, ledger, catalog, outbound: outboundOf(test) },
    gates: withAnswers(gates, test.gates ?? {}),
    writer: createWriter({ ledger, limiter, clock, log }),
    commands: createCommandHandler({ ledger, catalog, limiter, clock, log, machine: machine.name }),
    rows: createFoldedRows(projections, recorded),
  }
  const host = createHost(services, plugin.name, config)
  const contribution = plugin.create(host)
  gates.offer(plugin.name, contribution.gates ?? [])
  return { host, contribution, gates, ledger, recorded }
}

/** A plugin's section of the configuration as a start would check it; DECKLOG_CONFIG_INVALID names what is wrong. */
export function configOf(plugin: Plugin, section: object = {}): object {
  const under = ['plugins', plugin.name]
  return checkValues(plugin.config, section, { under, locate: () => 'this test' })
}

/** The way out of a test: what is not given rejects. */
export function outboundOf({ outbound = {} }: Pick<PluginTest, 'outbound'>): Outbound {
  const refuse = (): Promise<never> =>
    Promise.reject(new Error('this test says nothing of such a call'))
  return { check: async () => {}, request: refuse, connect: refuse, ...outbound }
}

function withAnswers(gates: GateKeeper, answers: NonNullable<PluginTest['gates']>): GateKeeper {
  return {
    ...gates,
    async ask(name, question, signal) {
      const answer = answers[name]
      return answer ? { ...answer, position: 0n } : gates.ask(name, question, signal)
    },
  }
}

/** The error of a test that names what there is not. */
export function noSuch(what: string): DecklogError {
  return new DecklogError('DECKLOG_NOT_FOUND', `there is no ${what}`)
}

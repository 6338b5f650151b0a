import type { Subscription } from 'rxjs'
import { messageOf } from '../errors.ts'
import type { DomainEvent, Recorded } from '../event.ts'
import type { GateAnswer } from '../gate.ts'
import type { Host, Observation } from '../host.ts'
import { checkPlugin } from '../loading/check-contract.ts'
import type { Contribution, Plugin } from '../plugin.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createTestParts, noSuch, type PluginTest } from './test-parts.ts'

/** A plugin that runs by a fake clock and records into memory. */
export interface RunningPlugin {
  readonly host: Host
  readonly clock: FakeClock
  readonly contribution: Contribution
  /** What has been recorded, oldest first, upcast. */
  recorded(): Promise<readonly Recorded[]>
  /** Subscribes to what it observes, and reacts to what is recorded from then on. */
  start(): void
  /** Moves time on, and lets everything that follows from it be recorded and reacted to. */
  advance(ms: number): Promise<void>
  /** Runs one of its sweeps. */
  sweep(name: string): Promise<void>
  /** Asks one of its gates. */
  ask(gate: string, question?: object): Promise<GateAnswer>
  /** Ends what it observes. */
  stop(): void
  /** What failed meanwhile, in words: readings that could not be recorded, an observation that broke, a reaction that threw. */
  readonly failures: readonly string[]
}

/** Creates a plugin with a host that records into memory; nothing of it runs before `start`. */
export function runPlugin<Config extends object, E extends DomainEvent>(
  declared: Plugin<Config, E>,
  test: PluginTest = {},
): RunningPlugin {
  const candidate: unknown = declared
  checkPlugin(candidate, 'this test')
  const plugin: Plugin = candidate
  const clock = test.clock ?? createFakeClock()
  const parts = createTestParts(plugin, { ...test, clock })
  const { host, contribution, gates, ledger, recorded } = parts
  const failures: string[] = []
  const running = new AbortController()
  let observing: Subscription | undefined
  let reacted = 0
  const { shared } = contribution
  const reactions = { ...shared?.reactsTo, ...contribution.reactsTo }
  const sweeps = [...(contribution.sweeps ?? []), ...(shared?.sweeps ?? [])]

  // Whatever a reaction records is reacted to as well.
  const react = async (): Promise<void> => {
    for (let events = await recorded(); reacted < events.length; events = await recorded()) {
      const event = events[reacted]
      reacted += 1
      const reaction = event && reactions[event.type]
      if (event && reaction) await reaction(event).catch(note)
    }
  }
  const note = (error: unknown): void => void failures.push(messageOf(error))
  const observe = (observation: Observation): void =>
    void host.observe(observation).then(react).catch(note)

  return {
    host,
    clock,
    contribution,
    failures,
    recorded,
    start() {
      const { observes, observesAsLeader } = contribution
      for (const source of [observes, observesAsLeader]) {
        const subscription = source?.subscribe({ next: observe, error: note })
        if (observing) observing.add(subscription)
        else observing = subscription
      }
    },
    async advance(ms) {
      await clock.advance(ms)
      await react()
    },
    async sweep(name) {
      const sweep = sweeps.find(one => one.name === name)
      if (!sweep) throw noSuch(`sweep ${name}`)
      await sweep.run(running.signal)
      await react()
    },
    ask: (gate, question = {}) => gates.ask(gate, question),
    stop() {
      running.abort()
      observing?.unsubscribe()
      void ledger.close()
    },
  }
}

import { setMaxListeners } from 'node:events'
import type { Registry } from 'prom-client'
import type { Observable } from 'rxjs'
import { messageOf } from '../errors.ts'
import { guardGauge } from '../guarding/answering/guard-gauge.ts'
import { viewsOf } from '../guarding/answering/shown-guards.ts'
import type { LoadedPlugin } from '../loading/loaded-plugin.ts'
import type { Observation } from '../host.ts'
import type { Role } from '../settings.ts'
import type { HealthItem, HealthSource } from '../telemetry/health.ts'
import { untilAborted } from '../timing/within.ts'
import { CheckRunner } from './check-runner.ts'
import { ObservationRunner } from './observation-runner.ts'
import { createForgetOldSets } from './forget-old-sets.ts'
import { createStandings } from './parked-reactions.ts'
import { registerGauges } from './plugin-gauges.ts'
import { createPluginMetrics } from './plugin-metrics.ts'
import { ReactionRunner } from './reaction-runner.ts'
import { retryLeading } from './retry-leading.ts'
import type { Runner, RunnerParts } from './runner.ts'
import { sharedWork } from './shared-work.ts'
import { SweepRunner } from './sweep-runner.ts'
import { WorkRunner } from './work-runner.ts'

const restartMs = 1_000

/** Runs what the plugins contribute: readings, sweeps and reactions in the role `guards`, health checks in every role. */
export interface PluginRunner extends HealthSource {
  start(): void
  /** Ends all work, and gives what was read a second to reach the ledger. */
  stop(): Promise<void>
}

interface PluginRunnerParts extends Omit<RunnerParts, 'metrics' | 'standings'> {
  readonly plugins: readonly LoadedPlugin[]
  readonly roles: readonly Role[]
  readonly registry: Registry
}

/** Creates the runner; nothing runs before `start`. */
export function createPluginRunner({
  plugins,
  roles,
  registry,
  ...shared
}: PluginRunnerParts): PluginRunner {
  const standings = createStandings(shared.database, shared.clock)
  const parts = { ...shared, standings, metrics: createPluginMetrics(registry) }
  let head: Promise<bigint | undefined> | undefined
  const startingHead = (): Promise<bigint | undefined> =>
    (head ??= parts.ledger.head().catch(() => undefined))
  for (const { contribution } of plugins)
    registerGauges(registry, contribution.gauges ?? [], shared.log)
  const guards = viewsOf(plugins)
  if (guards.length > 0) registerGauges(registry, [guardGauge(guards)], shared.log)
  const runners = [
    ...plugins.flatMap(plugin => runnersOf(plugin, roles, parts, startingHead)),
    ...(roles.includes('guards') ? sharedRunners(plugins, parts, startingHead) : []),
  ]
  const stopping = new AbortController()
  // Everything that runs listens to it.
  setMaxListeners(0, stopping.signal)
  let running: readonly Promise<void>[] = []
  const faults = new Map<Runner, string>()

  async function run(runner: Runner): Promise<void> {
    const { signal } = stopping
    // What is observed first must come after the position that reactions begin at.
    if (runners.some(one => one instanceof ReactionRunner))
      await untilAborted(startingHead(), signal).catch(() => {})
    await untilEnded(runner, signal)
  }

  // A fault in a runner itself is its plugin's misfortune, and nobody else's.
  async function untilEnded(runner: Runner, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await runner.run(signal)
        faults.delete(runner)
      } catch (error) {
        faults.set(runner, messageOf(error))
        parts.log.error({ err: error }, 'a runner failed and is begun again')
      }
      if (!signal.aborted) await parts.clock.delay(restartMs, signal).catch(() => {})
    }
  }

  return {
    start() {
      if (running.length === 0) running = runners.map(run)
    },
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
    health: () => runners.flatMap(runner => healthOf(runner, faults.get(runner))),
  }
}

function healthOf(runner: Runner, fault: string | undefined): readonly HealthItem[] {
  const items = runner.health()
  if (fault === undefined) return items
  return items.map(({ name }) => ({ name, state: 'degraded', reason: fault }))
}

function runnersOf(
  { plugin: { name }, contribution }: LoadedPlugin,
  roles: readonly Role[],
  parts: RunnerParts,
  startingHead: () => Promise<bigint | undefined>,
): Runner[] {
  const {
    observes,
    silentAfterSeconds,
    observesAsLeader,
    sweeps = [],
    works = [],
    reactsTo,
    checks = [],
  } = contribution
  const asked = checks.map(check => new CheckRunner(name, check, parts))
  if (!roles.includes('guards')) return asked
  return [
    ...asked,
    ...(observes ? [new ObservationRunner(name, { observes, silentAfterSeconds }, parts)] : []),
    ...(observesAsLeader ? [new LedObservationRunner(name, observesAsLeader, parts)] : []),
    ...sweeps.map(sweep => new SweepRunner(name, sweep, parts)),
    ...works.map(work => new WorkRunner(name, work, parts)),
    ...(reactsTo ? [new ReactionRunner(name, reactsTo, parts, startingHead)] : []),
  ]
}

function sharedRunners(
  plugins: readonly LoadedPlugin[],
  parts: RunnerParts,
  startingHead: () => Promise<bigint | undefined>,
): Runner[] {
  return sharedWork(plugins).flatMap(({ name, reactsTo, sweeps }) => [
    new ReactionRunner(name, reactsTo, parts, startingHead),
    ...[...sweeps, createForgetOldSets(parts.database, name)].map(
      sweep => new SweepRunner(name, sweep, parts),
    ),
  ])
}

/** Runs what one instance of all observes, where this process leads it. */
class LedObservationRunner implements Runner {
  readonly #lease: string
  readonly #parts: RunnerParts
  readonly #runner: ObservationRunner

  constructor(plugin: string, observes: Observable<Observation>, parts: RunnerParts) {
    this.#lease = `observes:${plugin}`
    this.#parts = parts
    this.#runner = new ObservationRunner(plugin, { observes }, parts)
  }

  run(signal: AbortSignal): Promise<void> {
    return retryLeading(this.#parts, this.#lease, lease => this.#runner.run(lease.signal), signal)
  }

  health(): readonly HealthItem[] {
    return this.#runner.health()
  }
}

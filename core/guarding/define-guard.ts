import type { DomainEvent } from '../event.ts'
import type { Host } from '../host.ts'
import type { Contribution, Plugin } from '../plugin.ts'
import { readOf } from '../isolating/isolate-read.ts'
import { createGuardCheck } from './answering/guard-check.ts'
import { createGuardGate } from './answering/guard-gate.ts'
import { createKitView } from './answering/kit-view.ts'
import type { GuardSettings, GuardSpec } from './guard.ts'
import type { Measures } from './measure.ts'
import { guardAlarms } from './guard-alarms.ts'
import { configuredMeasures, guardConfig, usuallyMost } from './guard-config.ts'
import { guardEvents } from './guard-events.ts'
import { guardWhatIf } from './guard-what-if.ts'
import { judgeGuard, redecideGuard } from './judged.ts'
import { limitsOf, type TakingGuard } from './taking/observation-of.ts'
import { observeGuard, watchGuard } from './taking/observe.ts'
import { createRoom } from './taking/room.ts'
import { takeReadings } from './taking/take-readings.ts'

/** A guard as a plugin: what was declared, and what core makes of it. */
export type GuardPlugin<Config extends object = object> = Plugin<Config & GuardSettings> & {
  readonly guard: GuardSpec<Config>
}

/**
 * Makes a plugin of a guard: its events, streams, judgement, gate, check, alarm and view. It is what `definePlugin` takes: a guard that
 * outgrows this spreads it into a plugin of its own, and keeps its name, its events and its history.
 */
export function defineGuard<Config extends object = object>(
  spec: GuardSpec<Config>,
): GuardPlugin<Config> {
  const { name, version, title = name } = spec
  return {
    ...{ name, version },
    guard: spec,
    config: guardConfig(spec),
    events: guardEvents(name),
    alarms: guardAlarms(name, title),
    streams: ({ retention }) => ({
      [`${name}Sample`]: { maxAgeDays: retention / 86_400 },
      [`${name}Level`]: {},
      [`${name}Day`]: {},
    }),
    needs: ['guard-levels', 'guard-usage', 'receiving'],
    takesPart: (spec.takesPart ?? []).map(part => ({ ...part, gate: name })),
    create: host => createGuard(host, spec),
    whatIf: config => guardWhatIf(name, configuredMeasures(spec, config), guardAlarms(name, title)),
  }
}

function createGuard<Config extends object>(
  host: Host<Config & GuardSettings, DomainEvent>,
  spec: GuardSpec<Config>,
): Contribution {
  const { name, summary, title = name, place = 'host' } = spec
  const measures = configuredMeasures(spec, host.config)
  const { interval, retention, mostSubjects = usuallyMost } = host.config
  const readsItself = (spec.read ?? spec.watch) !== undefined
  const about = place === 'host' && readsItself ? 'machine' : 'all'
  const view = createKitView(host, {
    ...{ name, title, summary, everySeconds: interval, measures },
    ...(spec.columns ? { columns: spec.columns } : {}),
    ...(spec.actions ? { actions: spec.actions } : {}),
    ...(spec.heals ? { heals: spec.heals } : {}),
  })
  const room = createRoom(host, { guard: name, mostSubjects })
  const taking = { ...takingGuard(spec, { measures, interval, machine: null }), room }
  const judged = { name, about, ...(spec.reasons ? { reasons: spec.reasons } : {}) } as const
  const own = spec.contribute?.(host) ?? {}
  return {
    ...own,
    ...readingOf(host, spec, measures),
    guard: readsItself
      ? view
      : { ...view, take: (list, origin) => takeReadings(host, taking, list, origin) },
    redecides: () => redecideGuard(host, { guard: name, measures, gate: judged }),
    shared: judgeGuard(host, { guard: name, measures, retentionSeconds: retention }),
    gates: [createGuardGate(host, { ...judged, summary, view }), ...(own.gates ?? [])],
    commands: [
      createGuardCheck({ name, summary, machine: about === 'machine' ? host.machine.name : null }),
      ...(own.commands ?? []),
    ],
  }
}

/** What a guard observes, where it reads by itself. */
function readingOf<Config extends object>(
  host: Host<Config & GuardSettings, DomainEvent>,
  spec: GuardSpec<Config>,
  measures: Measures,
): Pick<Contribution, 'observes' | 'observesAsLeader'> {
  const { watch, place = 'host' } = spec
  const read = readOf(spec)
  const { interval, readTimeout } = host.config
  const { config, machine, outbound, clock, log } = host
  const lent = { config, machine, outbound, clock, log }
  const guard = takingGuard(spec, { measures, interval, machine: machine.name })
  if (watch) {
    const observes = watchGuard(host, { guard, watch: signal => watch.call(spec, signal, lent) })
    return place === 'one' ? { observesAsLeader: observes } : { observes }
  }
  if (!read) return {}
  const observes = observeGuard(host, {
    ...{ guard, read: signal => read(signal, lent), timeoutSeconds: readTimeout },
  })
  // A round that hangs is a failed one after its time, and one without subjects is none: silence is no fault of it.
  return place === 'one' ? { observesAsLeader: observes } : { observes }
}

interface Taking {
  readonly measures: Measures
  readonly interval: number
  /** Of whoever reads; null: readings come from elsewhere. */
  readonly machine: string | null
}

function takingGuard(
  { name, place = 'host' }: Pick<GuardSpec, 'name' | 'place'>,
  { measures, interval, machine }: Taking,
): TakingGuard {
  const host = place === 'host' ? machine : null
  return { name, intervalSeconds: interval, host, measures, limits: limitsOf(measures) }
}

import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** What is counted of the plugins' work. */
export interface PluginMetrics {
  /** outcome: written, invalid, refused, unknown, dropped. */
  readonly observations: Counter<'plugin' | 'outcome'>
  readonly observationSeconds: Histogram<'plugin'>
  readonly buffered: Gauge<'plugin'>
  readonly restarts: Counter<'plugin'>
  /** kind: sweep, reaction; outcome: done, skipped, failed, timed_out, parked. */
  readonly runs: Counter<'plugin' | 'kind' | 'name' | 'outcome'>
  readonly runSeconds: Histogram<'plugin' | 'kind' | 'name'>
  readonly parked: Gauge<'plugin'>
}

/** Registers the plugin metrics in `registry`. */
export function createPluginMetrics(registry: Registry): PluginMetrics {
  const registers = [registry]
  const buckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60]
  return {
    observations: new Counter({
      name: 'decklog_plugin_observations_total',
      help: 'Readings of a plugin by what became of them.',
      labelNames: ['plugin', 'outcome'],
      registers,
    }),
    observationSeconds: new Histogram({
      name: 'decklog_plugin_observation_seconds',
      help: "Seconds from a reading's arrival to the ledger's ack.",
      labelNames: ['plugin'],
      buckets,
      registers,
    }),
    buffered: new Gauge({
      name: 'decklog_plugin_buffered_observations',
      help: 'Readings that wait for the ledger.',
      labelNames: ['plugin'],
      registers,
    }),
    restarts: new Counter({
      name: 'decklog_plugin_restarts_total',
      help: "How often a plugin's readings ended and were started again.",
      labelNames: ['plugin'],
      registers,
    }),
    runs: new Counter({
      name: 'decklog_plugin_runs_total',
      help: 'Runs of sweeps and reactions by how they ended.',
      labelNames: ['plugin', 'kind', 'name', 'outcome'],
      registers,
    }),
    runSeconds: new Histogram({
      name: 'decklog_plugin_run_seconds',
      help: 'Seconds that a run of a sweep or a reaction took.',
      labelNames: ['plugin', 'kind', 'name'],
      buckets,
      registers,
    }),
    parked: new Gauge({
      name: 'decklog_plugin_parked_reactions',
      help: 'Events to which a plugin could not react, and that were set aside.',
      labelNames: ['plugin'],
      registers,
    }),
  }
}

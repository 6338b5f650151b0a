import type { AlarmSignal, AlarmSpecs } from '../alarm.ts'
import { defineEvent, eventSpecs, type EventOf } from '../events/define-event.ts'
import { count, oneOf, record, text, time } from '../shape.ts'

const name = (description: string, example: string) =>
  text(description, example, schema => schema.max(200))
const whose = {
  plugin: name('Name of the plugin.', 'disk'),
  machine: name('Name of the machine.', 'web01'),
}
const task = oneOf(['observes'], 'What of the plugin: its readings.')

const failed = defineEvent({
  type: 'plugin.Failed',
  summary: "A plugin's readings ended, by an error or by themselves, or none came for too long.",
  data: record({
    ...whose,
    task,
    reason: text('Why they ended.', 'statfs /data: EIO', schema => schema.max(1_000)),
  }),
})

const recovered = defineEvent({
  type: 'plugin.Recovered',
  summary: 'A plugin that had failed gives readings again.',
  data: record({
    ...whose,
    task,
    failedAt: time('When they had ended.', '2026-01-01T00:00:00.000Z'),
    restarts: count('How often it was started again since.', 2),
  }),
})

const dropped = defineEvent({
  type: 'plugin.SamplesDropped',
  summary: 'Readings were lost because the ledger could not take them for too long.',
  data: record({
    ...whose,
    dropped: count('How many were lost, the oldest first.', 12),
    firstReceivedAt: time('When the first of them was received.', '2026-01-01T00:00:00.000Z'),
    lastReceivedAt: time('When the last of them was received.', '2026-01-01T00:11:00.000Z'),
  }),
})

/** How the readings of plugins fare, in the stream of a plugin on a machine. */
export type PluginEvent = EventOf<typeof failed | typeof recovered | typeof dropped>

/** The events that tell how the readings of plugins fare. */
export const pluginSpecs = eventSpecs(failed, recovered, dropped)

/** The alarm of a guard that gives no readings, while its plugin is one of those that are installed. */
export const pluginAlarms = (installed: readonly string[]): AlarmSpecs<PluginEvent> => ({
  guard: {
    kind: 'guard',
    summary: 'A guard failed, or gave no reading for too long; over when it gives one.',
    on: {
      'plugin.Failed': ({ data }) => ({
        ...alarmOf(data),
        state: 'raised',
        text: `The guard ${data.plugin} of ${data.machine} gives no readings: ${data.reason}`,
      }),
      'plugin.Recovered': ({ data }) => ({
        ...alarmOf(data),
        state: 'cleared',
        text: `The guard ${data.plugin} of ${data.machine} gives readings again.`,
      }),
    },
    over(about) {
      const plugin = about.slice(about.lastIndexOf(' ') + 1)
      if (installed.includes(plugin)) return undefined
      return `The plugin ${plugin} is no longer installed.`
    },
  },
})

function alarmOf({
  plugin,
  machine,
}: {
  readonly plugin: string
  readonly machine: string
}): Omit<AlarmSignal, 'state' | 'text'> {
  return {
    about: `${machine} ${plugin}`,
    group: `host ${machine}`,
    boardId: null,
    subject: `guard ${plugin} of ${machine}`,
    severity: 'warning',
    labels: { guard: plugin, host: machine },
  }
}

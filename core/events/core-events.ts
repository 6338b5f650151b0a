import Joi from 'joi'
import type { DomainEvent } from '../event.ts'
import type { EventSpecs } from '../plugin.ts'
import { stallAlarms, type StallEvent, stallSpecs } from '../projecting/stall-events.ts'
import { type ReceivingEvent, receivingSpecs } from '../receiving/receiving-events.ts'
import type { EventSource } from './event-catalog.ts'

/** Marks a place in the ledger that every projection passes: raised every 30 s, and by whoever must know that one is current. */
export type BarrierRaised = DomainEvent<
  'core.BarrierRaised',
  { readonly machine: string; readonly purpose: 'canary' | 'read' }
>

/** A plugin's readings ended, by an error or by themselves; it is started again. */
export type PluginFailed = DomainEvent<
  'plugin.Failed',
  {
    readonly plugin: string
    readonly machine: string
    readonly task: 'observes'
    readonly reason: string
  }
>

/** A plugin that had failed gives readings again. */
export type PluginRecovered = DomainEvent<
  'plugin.Recovered',
  {
    readonly plugin: string
    readonly machine: string
    readonly task: 'observes'
    readonly failedAt: string
    readonly restarts: number
  }
>

/** Readings were lost because the ledger could not take them for too long. */
export type SamplesDropped = DomainEvent<
  'plugin.SamplesDropped',
  {
    readonly plugin: string
    readonly machine: string
    readonly dropped: number
    readonly firstReceivedAt: string
    readonly lastReceivedAt: string
  }
>

export type CoreEvent = BarrierRaised | StallEvent | ReceivingEvent
export type PluginEvent = PluginFailed | PluginRecovered | SamplesDropped

const word = Joi.string().max(200).required()
const time = Joi.string().isoDate().required()
const count = Joi.number().integer().min(0).required()
const plugin = word.description('Name of the plugin.')
const machine = word.description('Name of the machine.')
const task = Joi.valid('observes').required().description('What of the plugin: its readings.')
const whose = { plugin: 'disk', machine: 'web01' }

const coreSpecs: EventSpecs<CoreEvent> = {
  ...receivingSpecs,
  ...stallSpecs,
  'core.BarrierRaised': {
    summary: 'A place in the ledger was marked, to show how far the projections are.',
    schemaVersion: 1,
    data: Joi.object({
      machine,
      purpose: Joi.valid('canary', 'read')
        .required()
        .description(
          '`canary`: to show that the way is open. `read`: somebody reads what is current.',
        ),
    }),
    example: { machine: 'web01', purpose: 'canary' },
  },
}

const pluginSpecs: EventSpecs<PluginEvent> = {
  'plugin.Failed': {
    summary: "A plugin's readings ended, by an error or by themselves.",
    schemaVersion: 1,
    data: Joi.object({
      plugin,
      machine,
      task,
      reason: Joi.string().max(1_000).required().description('Why they ended.'),
    }),
    example: { ...whose, task: 'observes', reason: 'statfs /data: EIO' },
  },
  'plugin.Recovered': {
    summary: 'A plugin that had failed gives readings again.',
    schemaVersion: 1,
    data: Joi.object({
      plugin,
      machine,
      task,
      failedAt: time.description('When they had ended.'),
      restarts: count.description('How often it was started again since.'),
    }),
    example: { ...whose, task: 'observes', failedAt: '2026-01-01T00:00:00.000Z', restarts: 2 },
  },
  'plugin.SamplesDropped': {
    summary: 'Readings were lost because the ledger could not take them for too long.',
    schemaVersion: 1,
    data: Joi.object({
      plugin,
      machine,
      dropped: count.description('How many were lost, the oldest first.'),
      firstReceivedAt: time.description('When the first of them was received.'),
      lastReceivedAt: time.description('When the last of them was received.'),
    }),
    example: {
      ...whose,
      dropped: 12,
      firstReceivedAt: '2026-01-01T00:00:00.000Z',
      lastReceivedAt: '2026-01-01T00:11:00.000Z',
    },
  },
}

/** What core itself appends: barriers, and how the plugins fare. */
export const coreEventSources: readonly EventSource[] = [
  {
    name: 'core',
    events: coreSpecs,
    alarms: stallAlarms,
    streams: {
      barrier: { maxCount: 1 },
      projectionHealth: {},
      receivingPulse: { maxCount: 1 },
      receiving: {},
    },
  },
  { name: 'plugin', events: pluginSpecs, streams: { pluginHealth: {} } },
]

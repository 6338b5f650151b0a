import { gateModeSpecs } from '../gates/gate-mode-events.ts'
import { holdEvents } from '../auditing/holding/hold-events.ts'
import { presenceAlarms, presenceSpecs } from '../presence/presence-events.ts'
import { stallAlarms, stallSpecs } from '../projecting/stall-events.ts'
import { textRedacted } from '../auditing/redacting/redaction-events.ts'
import { receivingSpecs } from '../receiving/receiving-events.ts'
import { rulesChanged } from '../rules/rules-events.ts'
import { pluginAlarms, pluginSpecs } from '../running/plugin-events.ts'
import { partAlarms, partSpecs } from '../telemetry/part-events.ts'
import { publishingAlarms, publishingSpecs } from '../auditing/publishing/publishing-events.ts'
import { scopeSpecs } from '../auditing/sealing/seal-scope.ts'
import { oneOf, record, text } from '../shape.ts'
import { defineEvent, eventSpecs, type EventOf } from './define-event.ts'
import type { EventSource } from './event-catalog.ts'

const barrierRaised = defineEvent({
  type: 'core.BarrierRaised',
  summary: 'A place in the ledger was marked, to show how far the projections are.',
  data: record({
    machine: text('Name of the machine.', 'web01', schema => schema.max(200)),
    purpose: oneOf(
      ['canary', 'read'],
      '`canary`: to show that the way is open. `read`: somebody reads what is current.',
    ),
  }),
})

/** Marks a place in the ledger that every projection passes: raised every 30 s, and by whoever must know that one is current. */
export type BarrierRaised = EventOf<typeof barrierRaised>

/** What core itself appends: barriers, which machines are there, and how projections and plugins fare. */
export const coreEventSources: readonly EventSource[] = coreSourcesOf({
  plugins: [],
  projections: [],
})

/** The same with the alarms of what is installed. */
export function coreSourcesOf({
  plugins,
  projections,
}: {
  readonly plugins: readonly string[]
  readonly projections: readonly string[]
}): readonly EventSource[] {
  return [
    {
      name: 'core',
      events: {
        ...receivingSpecs,
        ...stallSpecs,
        ...presenceSpecs,
        ...scopeSpecs,
        ...publishingSpecs,
        ...partSpecs,
        ...gateModeSpecs,
        ...eventSpecs(barrierRaised, rulesChanged, ...holdEvents, textRedacted),
      },
      alarms: {
        ...stallAlarms(projections),
        ...presenceAlarms,
        ...publishingAlarms,
        ...partAlarms,
      },
      streams: {
        barrier: { maxCount: 1 },
        legalHold: {},
        redaction: {},
        projectionHealth: {},
        partHealth: {},
        receivingPulse: { maxCount: 1 },
        receiving: {},
        rules: {},
        gateMode: {},
        gateWithheld: { maxAgeDays: 400 },
        machinePulse: { maxCount: 1 },
        machine: {},
        sealing: {},
        publishing: {},
      },
    },
    {
      name: 'plugin',
      events: pluginSpecs,
      alarms: pluginAlarms(plugins),
      streams: { pluginHealth: {} },
    },
  ]
}

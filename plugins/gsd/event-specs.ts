import type { EventSpecs } from '../../core/plugin.ts'
import { approvalEvents } from './event-specs/approval-events.ts'
import { evidenceEvents } from './event-specs/evidence-events.ts'
import { gateEvents } from './event-specs/gate-events.ts'
import { stageEvents } from './event-specs/stage-events.ts'
import type { GsdEvent } from './events.ts'

/** The events of this plugin: what their data must be, and an example of each. */
export const gsdEvents: EventSpecs<GsdEvent> = {
  ...stageEvents,
  ...approvalEvents,
  ...evidenceEvents,
  ...gateEvents,
}

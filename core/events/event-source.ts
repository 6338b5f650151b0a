import type { AlarmSpecs } from '../alarm.ts'
import type { EventSpec, StreamSpec } from '../plugin.ts'

/** Someone who appends: a plugin with its configuration applied, or a part of core. */
export interface EventSource {
  readonly name: string
  readonly events: Readonly<Record<string, EventSpec>>
  /** The alarms that they raise and clear. */
  readonly alarms?: AlarmSpecs
  readonly streams: Readonly<Record<string, StreamSpec>>
}

import { v5 } from 'uuid'

// A namespace of our own: RFC 9562, section 6.6.
const alarms = '6a1a4c0e-3f0b-4a53-9d0e-5a4f0c1b7e21'

/** The id of the alarm of a cause: the same wherever it is made. */
export function alarmIdOf(cause: string): string {
  return v5(cause, alarms)
}

/** Where an alarm is recorded. */
export function alarmStream(alarmId: string): string {
  return `alarm-${alarmId}`
}

/** Where is recorded what became of the messages to a webhook. */
export function deliveryStream(webhook: string): string {
  return `delivery-${webhook}`
}

/** Where a mute is recorded. */
export function muteStream(muteId: string): string {
  return `mute-${muteId}`
}

/** Where a maintenance window is recorded. */
export function windowStream(windowId: string): string {
  return `window-${windowId}`
}

/** Where is recorded which notices are listed no more. */
export const forgottenStream = 'forgotten-notices'

/** Where is recorded which message to a webhook was begun last. */
export function sendingStream(webhook: string): string {
  return `sending-${webhook}`
}

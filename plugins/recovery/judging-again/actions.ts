import type { Outcome } from '../../../core/plugin-api.ts'
import type { Dated } from '../deciding/state.ts'
import type { AttemptEvent } from '../events.ts'

/** What a policy did about a thing, or left undone, as what-if tells it; undefined: an event is about neither. */
export function actionOf(event: Dated): Outcome | undefined {
  const state = wordOf(event)
  if (state === undefined) return undefined
  const { policy, subject, host } = event.data
  const named = host === null ? subject : `${subject} of ${host}`
  return { kind: 'action', subject: `${policy} for ${named}`, state, at: event.receivedAt }
}

/** What is done or left undone, in a word or two; undefined of what follows from that. */
export function wordOf({ type, data }: AttemptEvent): string | undefined {
  switch (type) {
    case 'recovery.Requested':
      return data.how === 'done' ? 'requested' : undefined
    case 'recovery.Suggested':
      return 'suggested'
    case 'recovery.Suppressed':
      return `suppressed: ${data.why}`
    case 'recovery.Escalated':
      return `escalated: ${data.why}`
    default:
      return undefined
  }
}

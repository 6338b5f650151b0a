import type { Outlook } from './forecaster.ts'

/** When a foreseen end is worth a level. */
export interface ForeseenRule {
  /** Holds when the end is nearer than this. */
  readonly withinSeconds: number
  /** And when less than this share is left now, in percent. */
  readonly leftPercent: number
  /** And when what is left is no more than so many times what has grown: it is believed no further. */
  readonly reach: number
  /** How long it must hold; less where the rise itself is young. */
  readonly enterSeconds: number
  /** How long it must not hold until it is left. */
  readonly leaveSeconds: number
}

/** Whether a foreseen end is worth a level, a reading at a time. */
export interface ForeseenLevel {
  take(atSeconds: number, outlook: Outlook | null, leftPercent: number): 'on' | 'off'
}

/** Half as much again as it takes to enter still holds. */
const leaveMargin = 1.5
/** A rise counts after this share of its own length. */
const ofItsLength = 15

/** Creates a level that is entered and left by its rule, with a margin and with patience, so that it does not flutter. */
export function createForeseenLevel(rule: ForeseenRule): ForeseenLevel {
  let state: 'on' | 'off' = 'off'
  let heldSince: number | undefined
  let heldAt = 0

  return {
    take(atSeconds, outlook, leftPercent) {
      const margin = state === 'on' ? leaveMargin : 1
      if (outlook && holds(rule, outlook, leftPercent, margin)) {
        heldSince ??= atSeconds
        heldAt = atSeconds
        const patience = Math.min(rule.enterSeconds, outlook.seenSeconds / ofItsLength)
        if (atSeconds - heldSince >= patience) state = 'on'
      } else {
        heldSince = undefined
        if (atSeconds - heldAt >= rule.leaveSeconds) state = 'off'
      }
      return state
    },
  }
}

function holds(rule: ForeseenRule, outlook: Outlook, leftPercent: number, margin: number): boolean {
  return (
    leftPercent < rule.leftPercent &&
    outlook.inSeconds < rule.withinSeconds * margin &&
    outlook.reach < rule.reach * margin
  )
}

import { orderOf, type Stage, type Step } from '../stage.ts'

/** Tells whether a step is out of order, so that a run held to the rules must say why. */
export function needsReason(from: Stage, to: Step): boolean {
  return to === 'completion' ? from !== 'hardening' : orderOf(from, to) !== 'forward'
}

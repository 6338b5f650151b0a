import type { Recorded } from '../../../core/event.ts'
import type { GsdEvent, RunEvent } from '../events.ts'

/** Tells what happens to runs from the decisions of gates. The stream of a run holds nothing else; this says so to the compiler. */
export function isOfRun(event: Recorded<GsdEvent>): event is Recorded<RunEvent> {
  return event.type !== 'gsd.GatesJudged'
}

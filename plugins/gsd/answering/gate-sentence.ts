import type { GateDecided, GateBypassed } from '../events.ts'
import { forReason } from './for-reason.ts'
import { stepWords } from './step-words.ts'

const outcomes = {
  allowed: 'Gates allow',
  warned: 'Gates warn of',
  bypassed: 'A bypass allows, against the gates,',
  refused: 'Gates refused',
} as const

/** Says what gates decided about a step, and who set a deny aside. */
export function gateSentence(event: GateDecided | GateBypassed): string {
  const step = stepWords(event.data.step)
  switch (event.type) {
    case 'gsd.GateDecided': {
      const answers = event.data.gates.map(({ gate, decision }) => `${gate} ${decision}`)
      return `${outcomes[event.data.effect]} ${step}: ${answers.join(', ')}.`
    }
    case 'gsd.GateBypassed': {
      const { gates, expiresAt, reason } = event.data
      const which = gates === null ? 'the gates' : `the gates ${gates.join(', ')}`
      return forReason(`Set aside ${which} for ${step} until ${expiresAt}`, reason)
    }
    default:
      return event satisfies never
  }
}

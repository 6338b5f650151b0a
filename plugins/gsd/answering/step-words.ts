import type { Step } from '../stage.ts'

/** A step as sentences name it. */
export function stepWords(step: Step): string {
  return step === 'completion' ? 'completing' : `entering ${step}`
}

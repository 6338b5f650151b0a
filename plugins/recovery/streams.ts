import { v5 } from 'uuid'

// A namespace of our own: RFC 9562, section 6.6.
const recoveries = '4a0a36a8-94b1-4d0b-a6f3-5a4b3f7d1c52'

/** The id of what is tried by one policy on one thing: the same wherever it is made. */
export function recoveryIdOf(policy: string, kind: string, subjectId: string): string {
  return v5(JSON.stringify([policy, kind, subjectId]), recoveries)
}

/** Stream of one policy and one thing, where it is decided what is tried. */
export const recoveryStream = (recoveryId: string): string => `recovery-${recoveryId}`

/** Stream of whether a policy rests. */
export const policyStream = (policy: string): string => `recoveryPolicy-${policy}`

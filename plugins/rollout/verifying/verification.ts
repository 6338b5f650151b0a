import { type Decider, DecklogError } from '../../../core/plugin-api.ts'
import type { RollbackResult, VerificationEvent, VerificationResult } from '../events.ts'

/** What may happen to a verification: it is over, and its target is taken back. */
export type VerificationCommand =
  | { readonly type: 'finish'; readonly result: VerificationResult }
  | { readonly type: 'roll back'; readonly result: RollbackResult }

/** How a verification stands. */
export type Verification = 'none' | 'passed' | 'failed' | 'rolled_back'

/** The rules of a verification: it ends once, and only what failed is taken back, once. */
export const verificationDecider: Decider<Verification, VerificationCommand, VerificationEvent> = {
  initial: 'none',
  evolve(_state, event) {
    switch (event.type) {
      case 'rollout.VerificationFinished':
        return event.data.verdict
      case 'rollout.RolledBack':
        return 'rolled_back'
      default:
        return event satisfies never
    }
  },
  decide(command, state) {
    switch (command.type) {
      case 'finish':
        return state === 'none'
          ? [{ type: 'rollout.VerificationFinished', data: command.result }]
          : []
      case 'roll back':
        if (state === 'failed') return [{ type: 'rollout.RolledBack', data: command.result }]
        if (state === 'rolled_back') return []
        throw new DecklogError('DECKLOG_REFUSED', 'Only a verification that failed is rolled back.')
      default:
        return command satisfies never
    }
  },
}

/** Where a verification is recorded. */
export function verificationStream(verificationId: string): string {
  return `verification-${verificationId}`
}

/** Where a verification is to be read. */
export function evidenceLinkOf(verificationId: string): string {
  return `/api/v1/verifications/${verificationId}`
}

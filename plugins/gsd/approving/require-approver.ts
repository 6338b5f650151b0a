import { DecklogError } from '../../../core/errors.ts'
import type { Run } from '../run.ts'
import type { Issuer } from '../running/command.ts'
import { refused } from '../running/refused.ts'

/** Refuses whoever may not approve: agents never, others without the scope. */
export function requireApprover(run: Run, { actor, authority, at }: Issuer): void {
  if (actor.kind === 'agent') throw refused('agent_cannot_approve', { run, at })
  if (authority === 'may_approve') return
  throw new DecklogError('DECKLOG_FORBIDDEN', 'This needs a token with the scope approve.')
}

import { DecklogError } from '../../../core/errors.ts'
import type { Decider } from '../../../core/event.ts'
import { decideApproval } from '../approving/decide-approval.ts'
import { waiveApproval } from '../approving/waive-approval.ts'
import { attach } from '../evidencing/attach.ts'
import { withdraw } from '../evidencing/withdraw.ts'
import type { RunEvent } from '../events.ts'
import { setAside } from '../gating/set-aside.ts'
import type { Run } from '../run.ts'
import { takeVerification } from '../verifying/take-verification.ts'
import { changeRun } from './change-run.ts'
import type { RunCommand } from './command.ts'
import { evolve } from './evolve.ts'
import { startRun } from './start-run.ts'

/** The rules of one delivery run, whose stream is `gsdRun-<uuid>`; a run is null before it has started. */
export const runDecider: Decider<Run | null, RunCommand, RunEvent> = {
  initial: null,
  evolve,
  decide(command, run) {
    if (command.kind === 'start') return startRun(run, command)
    if (run !== null) return decideStarted(run, command)
    if (command.kind === 'verify') return []
    throw new DecklogError('DECKLOG_NOT_FOUND', 'There is no such run.')
  },
}

function decideStarted(
  run: Run,
  command: Exclude<RunCommand, { kind: 'start' }>,
): readonly RunEvent[] {
  switch (command.kind) {
    case 'change':
      return changeRun(run, command)
    case 'attach':
      return attach(run, command.content)
    case 'withdraw':
      return withdraw(run, command, command.by.at)
    case 'decide': {
      const { step, decision, note } = command
      if (decision === 'waived') return waiveApproval(run, { step, reason: note }, command)
      return decideApproval(run, { step, decision, note, noteField: 'note' }, command)
    }
    case 'bypass':
      return setAside(run, command, command)
    case 'verify':
      return takeVerification(run, command.verification)
    default:
      return command satisfies never
  }
}

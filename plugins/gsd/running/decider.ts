import { type Decider, notFound } from '../../../core/plugin-api.ts'
import { decideApproval, requireSeen, waiveApproval } from '../approving/approvals.ts'
import { decideOwner, noteOwner, requireOwner } from '../approving/owner-approval.ts'
import { requestApprovals } from '../approving/request-approvals.ts'
import type { RunEvent, RunStarted } from '../events.ts'
import { attach, recordMetrics, withdraw } from '../evidencing/evidence.ts'
import { replaceLinks } from '../evidencing/links.ts'
import { citeGates, setAside } from '../gating/cite-gates.ts'
import type { Judgement } from '../gating/judgement.ts'
import type { Run } from '../run.ts'
import { takeVerification } from '../verifying/take-verification.ts'
import { noteWeakened } from '../weakening/weakened-rules.ts'
import type { Deciding, RunCommand } from './command.ts'
import { evolve } from './evolve.ts'
import { denialsOf, denied, type RepliesOf } from './denied.ts'
import { refused } from './refused.ts'
import { applyRules, foresee, type Rule } from './rule.ts'
import {
  changeStatus,
  complete,
  moveStage,
  nameRelease,
  rename,
  reopen,
  unblock,
} from './transitions.ts'

/** The rules of one delivery run, whose stream is `gsdRun-<uuid>`; a run is null before it has started. */
export const runDecider: Decider<Run | null, RunCommand, RunEvent> = {
  initial: null,
  evolve,
  decide(command, run) {
    if (command.kind === 'start') return startRun(run, command)
    if (run !== null) return decideUnder(run, command)
    if (command.kind === 'verify' || command.kind === 'note') return []
    throw notFound('run')
  },
}

/** Decides on a run with the rules that were weakened since it began: nobody has approved under those. */
function decideUnder(
  before: Run,
  command: Exclude<RunCommand, { kind: 'start' }>,
): readonly RunEvent[] {
  const state = command.kind === 'change' && command.change.status ? 'reopening' : 'as it is'
  const noted = noteWeakened(before, command.weakened ?? [], state)
  const run = noted.reduce<Run | null>((now, event) => foresee(now, event, command), before)
  const context = { ...command, before }
  requireSeen(run ?? before, context)
  return [...noted, ...decideStarted(run ?? before, context)]
}

function decideStarted(
  run: Run,
  command: Exclude<RunCommand, { kind: 'start' }> & Deciding,
): readonly RunEvent[] {
  switch (command.kind) {
    case 'change':
      return changeRun(run, command)
    case 'attach':
      return attach(run, command.content)
    case 'withdraw':
      return withdraw(run, command, command)
    case 'decide': {
      const { step, decision, note } = command
      if (decision === 'waived') return waiveApproval(run, { step, reason: note }, command)
      return decideApproval(run, { step, decision, note, noteField: 'note' }, command)
    }
    case 'bypass':
      return setAside(run, command, command)
    case 'note':
      return []
    case 'verify':
      return takeVerification(run, command.verification)
    default:
      return command satisfies never
  }
}

type Start = Extract<RunCommand, { kind: 'start' }>

/** A run starts. One that names a release starts in planning and moves on by the rules; any other is where it says it is. */
function startRun(before: Run | null, command: Start): readonly RunEvent[] {
  const context = { ...command, before }
  if (before !== null) throw refused('already_started', context)
  const started = startOf(command)
  const run = foresee(null, started, command)
  if (run === null) throw new TypeError('gsd.RunStarted starts no run')
  const held = command.change.releaseId !== undefined
  const entered = held
    ? []
    : citeGates(run, run.stage, { ...context, transitionRevision: run.transitionRevision })
  const changes = changeRun(run, context)
  const denials = denialsOf([...entered, ...changes])
  if (denials.length > 0) throw denied(denials, context, repliesIn(command.judgements))
  return [started, ...entered, ...changes]
}

const repliesIn =
  (judgements: readonly Judgement[]): RepliesOf =>
  decisionId =>
    judgements.find(({ cited }) => cited?.decisionId === decisionId)?.replies ?? []

function startOf({ start, change }: Start): RunStarted {
  const { status, stage = start.stage, releaseId } = change
  return {
    type: 'gsd.RunStarted',
    data: {
      ...start,
      stage: releaseId === undefined ? stage : 'planning',
      status: status === undefined || status === 'completed' ? 'in_progress' : status,
    },
  }
}

// Approvers decide on what the same change attaches, and a run moves and completes with what it then has.
const rules: readonly Rule[] = [
  reopen,
  rename,
  nameRelease,
  replaceLinks,
  recordMetrics,
  requestApprovals,
  requireOwner,
  decideOwner,
  noteOwner,
  unblock,
  moveStage,
  changeStatus,
  complete,
]

/** All that a change makes of a run. When gates refuse a step, nothing of it happens but that they did. */
function changeRun(
  run: Run,
  command: Extract<RunCommand, { kind: 'change' | 'start' }> & Deciding,
): readonly RunEvent[] {
  const { transitionRevision } = run
  const events = applyRules(run, rules, { ...command, transitionRevision })
  const denials = denialsOf(events)
  return denials.length > 0 ? denials : events
}

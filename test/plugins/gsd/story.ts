import { isDecklogError } from '../../../core/errors.ts'
import { type Actor, type EventMetadata, formatActor, type Recorded } from '../../../core/event.ts'
import type { GateDecision } from '../../../core/gate.ts'
import type { GateMode } from '../../../plugins/gsd/config.ts'
import type { RunStart } from '../../../plugins/gsd/events/stage-events.ts'
import { exampleRun } from '../../../plugins/gsd/events/fields.ts'
import type { RunEvent } from '../../../plugins/gsd/events.ts'
import type { Judgement } from '../../../plugins/gsd/gating/judgement.ts'
import { subjectDigest, type Seen } from '../../../plugins/gsd/approving/subject.ts'
import { stepsOf } from '../../../plugins/gsd/gating/steps-of.ts'
import { type Run, runStream, type Weakening } from '../../../plugins/gsd/run.ts'
import type {
  ApprovalAsked,
  Change,
  Issued,
  Issuer,
  Policy,
  RunCommand,
} from '../../../plugins/gsd/running/command.ts'
import { runDecider } from '../../../plugins/gsd/running/decider.ts'
import type { Step } from '../../../plugins/gsd/stage.ts'

export const ada: Actor = { kind: 'person', id: 'ada' }
export const bob: Actor = { kind: 'person', id: 'bob' }
export const carol: Actor = { kind: 'person', id: 'carol' }
export const ci: Actor = { kind: 'service', id: 'ci' }
export const bot: Actor = { kind: 'agent', id: 'bot' }

export const { runId, boardId, releaseId } = exampleRun
export const otherRelease = 'f'.repeat(64)

type Body = RunCommand extends infer C ? (C extends Issued ? Omit<C, keyof Issued> : never) : never

/** A command, by whom and how many minutes into the story, and what gates say of its steps (nothing, when it does not say). */
export interface Told {
  readonly body: Body
  readonly by?: Actor
  readonly minute?: number
  readonly gates?: Partial<Record<Step, GateDecision>>
  readonly mode?: GateMode
  readonly policy?: Partial<Policy>
  /** Cited instead of what `gates` come to. */
  readonly judgements?: readonly Judgement[]
  /** What the gates said, where it is told. */
  readonly replies?: Judgement['replies']
  /** What its sender has looked at: the run as it is, when it does not say. */
  readonly seen?: Seen | null
  /** Persons may approve, others may not, when it does not say. */
  readonly authority?: Issuer['authority']
  /** Rules that were weakened since the run began. */
  readonly weakened?: readonly Weakening[]
}

/** What came of commands. */
export interface Story {
  readonly run: Run | null
  readonly events: readonly Recorded<RunEvent>[]
}

type Rest = Omit<Told, 'body'>

export const start = (change: Change = {}, rest: Rest = {}): Told => {
  const start: Omit<RunStart, 'status'> = {
    ...{ runId, organizationId: null, boardId, taskId: null, createdByUserId: null },
    ...{ runName: 'checkout', iterationNumber: 1, requiredEvidence: [] },
    stage: 'planning',
  }
  return { body: { kind: 'start', start, change }, by: ci, ...rest }
}

export const change = (change: Change, rest: Rest = {}): Told => ({
  body: { kind: 'change', change },
  by: ci,
  ...rest,
})

export const approve = (step: Step, rest: Rest = {}): Told => ({
  body: { kind: 'decide', step, decision: 'approved', note: null },
  by: ada,
  ...rest,
})

export const reject = (step: Step, rest: Rest = {}): Told => ({
  body: { kind: 'decide', step, decision: 'rejected', note: 'Not yet.' },
  by: ada,
  ...rest,
})

export const attach = (title: string, type = 'test_report'): Told => ({
  body: { kind: 'attach', content: { type, title, url: null, predicate: null, subject: [] } },
  by: ci,
})

/** When a minute of the story is. */
export const minuteOf = (minute: number): string =>
  new Date(Date.parse('2026-01-01T12:00:00.000Z') + minute * 60_000).toISOString()

/** Tells commands one after the other, from nothing; the first that is refused throws. */
export function tell(...told: readonly Told[]): Story {
  return told.reduce(after, { run: null, events: [] })
}

/** A story with what one more command makes of it. */
export function after(story: Story, told: Told): Story {
  return record(story, decide(story, told), told)
}

/** The events that a command makes of a story. */
export function next(story: Story, told: Told): readonly RunEvent[] {
  return decide(story, told)
}

/** What a command makes of a story, in short: the types of its events without their prefix. */
export function typesOf(story: Story, told: Told): readonly string[] {
  return next(story, told).map(({ type }) => type.slice('gsd.'.length))
}

/** Why a command is refused; its error code where that is not DECKLOG_REFUSED, and `accepted` when it is not refused. */
export function refusalOf(story: Story, told: Told): unknown {
  try {
    decide(story, told)
    return 'accepted'
  } catch (error) {
    if (!isDecklogError(error)) throw error
    return error.code === 'DECKLOG_REFUSED' ? error.extra?.['reason'] : error.code
  }
}

/** The error a command is refused with. */
export function errorOf(story: Story, told: Told): Readonly<Record<string, unknown>> {
  try {
    decide(story, told)
  } catch (error) {
    if (isDecklogError(error)) return error.extra ?? {}
  }
  return {}
}

function decide({ run }: Story, told: Told): readonly RunEvent[] {
  const { body, by = ci, minute = 0, policy = {} } = told
  const issued: Issued = {
    by: {
      actor: by,
      authority: told.authority ?? (by.kind === 'person' ? 'may_approve' : 'may_not_approve'),
      at: minuteOf(minute),
    },
    policy: { secondPerson: 'where_asked', roles: {}, ...policy },
    judgements: [],
    ...(told.weakened ? { weakened: told.weakened } : {}),
    seen: told.seen === undefined ? run && { digest: subjectDigest(run), subject: run } : told.seen,
  }
  const command: RunCommand = { ...body, ...issued }
  const judgements = told.judgements ?? judge(command, run, told)
  return runDecider.decide({ ...command, judgements }, run)
}

function judge(command: RunCommand, run: Run | null, told: Told): readonly Judgement[] {
  const named = command.kind === 'change' || command.kind === 'start' ? command.change : {}
  const release = named.releaseId ?? run?.releaseId ?? null
  const mode = told.mode ?? (release === null ? 'warn' : 'enforce')
  return stepsOf(command, run).map(step => {
    const decision = told.gates?.[step]
    const cited = decision && {
      ...{ decisionId: runId, mode, decision, gates: [{ gate: 'disk', decision }] },
      recordDigest: '0'.repeat(64),
    }
    const runRevision = run?.transitionRevision ?? -1
    return {
      step,
      runRevision,
      boardId,
      releaseId: release,
      replies: told.replies ?? [],
      cited: cited ?? null,
    }
  })
}

function record(story: Story, events: readonly RunEvent[], told: Told): Story {
  return events.reduce<Story>(({ run, events: before }, event) => {
    const at = new Date(minuteOf(told.minute ?? 0))
    const recorded = {
      ...event,
      id: `00000000-0000-4000-8000-${String(before.length).padStart(12, '0')}`,
      stream: runStream(runId),
      ...{ revision: BigInt(before.length), position: BigInt(before.length) },
      ...{ receivedAt: at, recordedAt: at, metadata: metadataOf(told.by ?? ci) },
    }
    return { run: runDecider.evolve(run, recorded), events: [...before, recorded] }
  }, story)
}

function metadataOf(actor: Actor): EventMetadata {
  const { via } = actor
  return { actor: formatActor(actor), ...(via === undefined ? {} : { via: formatActor(via) }) }
}

const terms: Omit<ApprovalAsked, 'step'> = {
  required: 1,
  role: null,
  secondPerson: 'not_required',
  expiresAfterSeconds: null,
}

/** Entering rollout, which an approver must allow. */
export const rolloutPoint = (more: Partial<ApprovalAsked> = {}): ApprovalAsked => ({
  ...{ ...terms, step: 'rollout', ...more },
})

/** Starts a run with a release whose rollout must be approved. */
export const guarded = (more: Partial<ApprovalAsked> = {}) =>
  start({ releaseId, approvals: [rolloutPoint(more)] })

/** Goes on to implementation. */
export const enterImplementation = change({ stage: 'implementation' })

/** Goes on to rollout. */
export const enterRollout = change({ stage: 'rollout' })

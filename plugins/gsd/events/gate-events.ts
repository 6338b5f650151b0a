import Joi from 'joi'
import { defineEvent, type EventOf } from '../../../core/events/define-event.ts'
import type { GateReason } from '../../../core/gate.ts'
import {
  id,
  list,
  nullable,
  number,
  oneOf,
  optional,
  position,
  record,
  sha256,
  shape,
  text,
  time,
  type Of,
} from '../../../core/shape.ts'
import { anyObject, exampleRun, prose, runId, step, word } from './fields.ts'

const decisions = ['allow', 'warn', 'deny'] as const
const decisionId = id(
  'Id of the decision, and of its stream.',
  '0198c2f0-6b2f-7cc3-9d40-3f6f0f5b7a12',
)
const mode = oneOf(['enforce', 'warn'], 'Whether a deny refuses the step.')
const decision = oneOf(decisions, 'The worst answer.', 'warn')
const gate = word('Name of the gate.', 'disk')
const releaseOf = (description: string) => nullable(sha256(description, exampleRun.releaseId))
const eventIds = list(
  word('Id of an event.', '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'),
  'Ids of the events behind the decision.',
)
const answeredFrom = (description: string) => nullable(position(description, '20000'))

const gateReason = record({
  decision: shape<GateReason['decision']>(
    Joi.valid(...decisions).description('What it comes to.'),
    'warn',
  ),
  code: word('Stable reason.', 'disk_warning'),
  text: text('The same in words.', '/ of web-1 is warning.'),
  eventIds,
  gate: optional(gate),
})

const answer = record(
  {
    decision: oneOf(decisions, 'What it said.', 'warn'),
    reasons: list(gateReason, 'Why.'),
    position: answeredFrom('Ledger position it was answered from.'),
  },
  'What it said; null when it was not asked.',
)

const reply = record({
  gate,
  asking: oneOf(['asked', 'not_offered', 'fact_missing'], 'Whether it was asked, or why not.'),
  question: anyObject('What it was asked.'),
  missing: list(
    word('Name of a fact.', 'release_id'),
    'Facts it asks about that the run does not have.',
    { example: [] },
  ),
  answer: nullable(answer),
})

/** One gate of a step, what it was asked and what it said. */
export type GateReply = Of<typeof reply>

const facts = record({
  runId,
  runRevision: number('Revision of the run then; -1 before it started.', 4, revision =>
    revision.integer().min(-1),
  ),
  step: step('rollout'),
  mode,
  boardId: nullable(id('The board of the run.', exampleRun.boardId)),
  releaseId: releaseOf('The release of the run at that time.'),
  judgedAt: time('When the gates had answered.', '2026-01-01T12:00:00.000Z'),
  replies: list(reply, 'What each gate was asked and said.'),
})

/** Everything that a decision of gates is made from. */
export type GateFacts = Of<typeof facts>

const gateRecord = record({
  decisionId,
  facts,
  decision,
  eventIds,
  position: answeredFrom('The lowest position a gate was answered from.'),
})

/** A decision of gates, whole: it can be made again from its facts. */
export type GateRecord = Of<typeof gateRecord>

/** What became of a step when its gates had been asked. */
export const gateEffects = ['allowed', 'warned', 'bypassed', 'refused'] as const

export type GateEffect = (typeof gateEffects)[number]

const citedDecision = record({
  runId,
  decisionId,
  step: step('rollout'),
  mode,
  decision,
  effect: oneOf(gateEffects, 'Whether the step happened, and how.', 'warned'),
  gates: list(
    record({ gate, decision: oneOf(decisions, 'What it said.', 'warn') }),
    'The gates that were asked.',
  ),
  bypassId: nullable(id('The bypass that let it happen.', ''), null),
  recordDigest: sha256(
    "SHA-256 of the canonical JSON of the decision's record.",
    '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
  ),
})

/** The decision of gates that a run cites. */
export type CitedDecision = Of<typeof citedDecision>

/** What gates said of a step of a run, and how a deny was set aside. */
export const gateEvents = [
  defineEvent({
    type: 'gsd.GateDecided',
    summary: 'The gates of a step were asked; this is what came of it for the run.',
    data: citedDecision,
  }),
  defineEvent({
    type: 'gsd.GateBypassed',
    summary: 'Someone who may approve set the deny of gates aside for a while.',
    data: record({
      runId,
      bypassId: id('Id of the bypass.', '5d2c3a52-6d5c-4bd0-8a53-0f5ad2f30003'),
      step: step('rollout'),
      gates: nullable(list(gate, 'Which gates; null: all.')),
      releaseId: releaseOf('It holds for this release alone.'),
      reason: prose('Why.', 'The new disk comes at noon.'),
      expiresAt: time('When it ends.', '2026-01-01T18:00:00.000Z'),
    }),
  }),
] as const

/** What gates decide about a run. */
export type GateEvent = EventOf<(typeof gateEvents)[number]>

/** A decision of gates, recorded before anything is done about it. */
export const gatesJudged = defineEvent({
  type: 'gsd.GatesJudged',
  summary: 'Gates were asked about a step of a run: their answers, and the decision made of them.',
  maxBytes: 256 * 1_024,
  maxDepth: 32,
  data: gateRecord,
})

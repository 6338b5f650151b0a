import Joi from 'joi'
import { defineEvent, type EventOf, type GateReason, shapes } from '../../../core/plugin-api.ts'
import { anyObject, exampleRun, prose, runId, step, word } from './fields.ts'

const exampleDigest = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881'
const decisions = ['allow', 'warn', 'deny'] as const
const decisionId = shapes.id(
  'Id of the decision, and of its stream.',
  '0198c2f0-6b2f-7cc3-9d40-3f6f0f5b7a12',
)
const mode = shapes.oneOf(['enforce', 'warn'], 'Whether a deny refuses the step.')
const decision = shapes.oneOf(decisions, 'The worst answer.', 'warn')
const gate = word('Name of the gate.', 'disk')
const releaseOf = (description: string) =>
  shapes.nullable(shapes.sha256(description, exampleRun.releaseId))
const eventIds = shapes.list(
  word('Id of an event.', '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'),
  'Ids of the events behind the decision.',
)
const answeredFrom = (description: string) => shapes.nullable(shapes.position(description, '20000'))

const gateReason = shapes.record({
  decision: shapes.shape<GateReason['decision']>(
    Joi.valid(...decisions).description('What it comes to.'),
    'warn',
  ),
  code: word('Stable reason.', 'disk_warning'),
  text: shapes.text('The same in words.', '/ of web-1 is warning.'),
  eventIds,
  gate: shapes.optional(gate),
})

const withheld = shapes.record(
  {
    mode: shapes.oneOf(['watch', 'warn'], 'The mode that it was in.'),
    decision: shapes.oneOf(decisions, 'What it found.', 'deny'),
    reasons: shapes.list(gateReason, 'Why.'),
  },
  'What it found, where its mode kept that from having its full effect.',
)

const answer = shapes.record(
  {
    decision: shapes.oneOf(decisions, 'What it said.', 'warn'),
    reasons: shapes.list(gateReason, 'Why.'),
    position: answeredFrom('Ledger position it was answered from.'),
    withheld: shapes.optional(withheld),
    rules: shapes.optional(
      shapes.sha256('Digest of the rules of whoever answered.', exampleDigest),
    ),
    facts: shapes.optional(
      anyObject('What it has judged, so that it can be judged again; absent: not recorded.'),
    ),
  },
  'What it said; null when it was not asked.',
)

const reply = shapes.record({
  gate,
  asking: shapes.oneOf(
    ['asked', 'not_offered', 'fact_missing', 'not_mapped'],
    'Whether it was asked, or why not; `not_mapped`: the rules do not ask it, although Decklog does unless it is told otherwise.',
  ),
  question: anyObject('What it was asked.'),
  missing: shapes.list(
    word('Name of a fact.', 'release_id'),
    'Facts it asks about that the run does not have.',
    { example: [] },
  ),
  answer: shapes.nullable(answer),
})

const byRules = shapes.optional(
  shapes.list(
    shapes.record({
      gate,
      answer: shapes.oneOf(
        ['not_asked', 'not_enforced'],
        '`not_asked`: no step asks it. `not_enforced`: its deny refuses nothing.',
      ),
    }),
    'What the rules have answered in place of gates.',
  ),
)

/** A gate that the rules answer for. */
export type SetByRules = NonNullable<shapes.Of<typeof byRules>>[number]

/** One gate of a step, what it was asked and what it said. */
export type GateReply = shapes.Of<typeof reply>

const facts = shapes.record({
  runId,
  runRevision: shapes.number('Revision of the run then; -1 before it started.', 4, revision =>
    revision.integer().min(-1),
  ),
  step: step('rollout'),
  mode,
  boardId: shapes.nullable(shapes.id('The board of the run.', exampleRun.boardId)),
  releaseId: releaseOf('The release of the run at that time.'),
  judgedAt: shapes.time('When the gates had answered.', '2026-01-01T12:00:00.000Z'),
  replies: shapes.list(reply, 'What each gate was asked and said.'),
  byRules,
})

/** Everything that a decision of gates is made from. */
export type GateFacts = shapes.Of<typeof facts>

const gateRecord = shapes.record({
  decisionId,
  facts: shapes.described(facts, 'What it was judged from, so that it can be judged again.'),
  decision,
  eventIds,
  position: answeredFrom('The lowest position a gate was answered from.'),
})

/** A decision of gates, whole: it can be made again from its facts. */
export type GateRecord = shapes.Of<typeof gateRecord>

/** What became of a step when its gates had been asked. */
export const gateEffects = ['allowed', 'warned', 'bypassed', 'refused'] as const

export type GateEffect = (typeof gateEffects)[number]

const citedDecision = shapes.record({
  runId,
  decisionId,
  step: step('rollout'),
  mode,
  decision,
  effect: shapes.oneOf(gateEffects, 'Whether the step happened, and how.', 'warned'),
  gates: shapes.list(
    shapes.record({ gate, decision: shapes.oneOf(decisions, 'What it said.', 'warn') }),
    'The gates that were asked.',
  ),
  byRules,
  bypassId: shapes.nullable(shapes.id('The bypass that let it happen.', ''), null),
  recordDigest: shapes.sha256(
    "SHA-256 of the canonical JSON of the decision's record.",
    exampleDigest,
  ),
})

/** The decision of gates that a run cites. */
export type CitedDecision = shapes.Of<typeof citedDecision>

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
    data: shapes.record({
      runId,
      bypassId: shapes.id('Id of the bypass.', '5d2c3a52-6d5c-4bd0-8a53-0f5ad2f30003'),
      step: step('rollout'),
      gates: shapes.nullable(shapes.list(gate, 'Which gates; null: all.')),
      releaseId: releaseOf('It holds for this release alone.'),
      reason: prose('Why.', 'The new disk comes at noon.'),
      expiresAt: shapes.time('When it ends.', '2026-01-01T18:00:00.000Z'),
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

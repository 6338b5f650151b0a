import Joi from 'joi'
import type { EventSpecs } from '../../../core/plugin.ts'
import { gateEffects } from '../event-data.ts'
import type { GateBypassed, GateDecided, GatesJudged } from '../events.ts'
import { askings } from '../gating/gate-facts.ts'
import { exampleRun, fields, record } from './fields.ts'

const { runId, step, word, text, decision, sha256, time } = fields
const { runId: example, boardId, releaseId } = exampleRun
const mode = Joi.valid('enforce', 'warn').description('Whether a deny refuses the step.')
const decisionId = fields.id.description('Id of the decision, and of its stream.')
const position = Joi.string().pattern(/^\d+$/).allow(null)
const eventIds = Joi.array().items(word)
const release = sha256.allow(null).description('The release of the run at that time.')

const reply = record({
  gate: word.description('Name of the gate.'),
  asking: Joi.valid(...askings).description('Whether it was asked, or why not.'),
  question: Joi.object().unknown().description('What it was asked.'),
  missing: Joi.array().items(word).description('Facts it asks about that the run does not have.'),
  answer: record({
    decision,
    reasons: Joi.array().items(
      record({ decision, code: word, text: Joi.string(), eventIds, gate: word.optional() }),
    ),
    position: position.description('Ledger position it was answered from.'),
  })
    .allow(null)
    .description('What it said; null when it was not asked.'),
})

const facts = record({
  runId,
  runRevision: fields.revision.description('Revision of the run then; -1 before it started.'),
  step,
  mode,
  boardId: fields.id.allow(null).description('The board of the run.'),
  releaseId: release,
  judgedAt: time.description('When the gates had answered.'),
  replies: Joi.array().items(reply).description('What each gate was asked and said.'),
})

const exampleReason = {
  decision: 'warn',
  code: 'disk_warning',
  text: '/ of web-1 is warning.',
  eventIds: ['0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'],
} as const
const exampleDecision = '0198c2f0-6b2f-7cc3-9d40-3f6f0f5b7a12'

/** What gates said of a step, and how a deny was set aside. */
export const gateEvents: EventSpecs<GateDecided | GateBypassed | GatesJudged> = {
  'gsd.GateDecided': {
    summary: 'The gates of a step were asked; this is what came of it for the run.',
    schemaVersion: 1,
    data: record({
      ...{ runId, decisionId, step, mode },
      decision: decision.description('The worst answer.'),
      effect: Joi.valid(...gateEffects).description('Whether the step happened, and how.'),
      gates: Joi.array()
        .items(record({ gate: word, decision }))
        .description('The gates that were asked.'),
      bypassId: fields.id.allow(null).description('The bypass that let it happen.'),
      recordDigest: sha256.description("SHA-256 of the canonical JSON of the decision's record."),
    }),
    example: {
      ...{ runId: example, decisionId: exampleDecision, step: 'rollout', mode: 'enforce' },
      ...{ decision: 'warn', effect: 'warned', gates: [{ gate: 'disk', decision: 'warn' }] },
      bypassId: null,
      recordDigest: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
    },
  },
  'gsd.GateBypassed': {
    summary: 'Someone who may approve set the deny of gates aside for a while.',
    schemaVersion: 1,
    data: record({
      ...{ runId, bypassId: fields.id.description('Id of the bypass.'), step },
      gates: Joi.array().items(word).allow(null).description('Which gates; null: all.'),
      releaseId: release.description('It holds for this release alone.'),
      reason: text.description('Why.'),
      expiresAt: time.description('When it ends.'),
    }),
    example: {
      ...{ runId: example, bypassId: '5d2c3a52-6d5c-4bd0-8a53-0f5ad2f30003', step: 'rollout' },
      ...{ gates: ['disk'], releaseId, reason: 'The new disk comes at noon.' },
      expiresAt: '2026-01-01T18:00:00.000Z',
    },
  },
  'gsd.GatesJudged': {
    summary:
      'Gates were asked about a step of a run: their answers, and the decision made of them.',
    schemaVersion: 1,
    maxBytes: 256 * 1_024,
    maxDepth: 32,
    data: record({
      ...{ decisionId, facts },
      decision: decision.description('The worst answer.'),
      eventIds: eventIds.description('Ids of the events behind the decision.'),
      position: position.description('The lowest position a gate was answered from.'),
    }),
    example: {
      decisionId: exampleDecision,
      facts: {
        ...{ runId: example, runRevision: 4, step: 'rollout', mode: 'enforce', boardId, releaseId },
        judgedAt: '2026-01-01T12:00:00.000Z',
        replies: [
          {
            ...{ gate: 'disk', asking: 'asked', question: {}, missing: [] },
            answer: { decision: 'warn', reasons: [exampleReason], position: '20000' },
          },
        ],
      },
      ...{ decision: 'warn', eventIds: exampleReason.eventIds, position: '20000' },
    },
  },
}

import Joi from 'joi'
import { defineEvent, type EventOf, type RecordOf, shapes } from '../../../core/plugin-api.ts'
import { anyObject, prose, runId, stage, word } from './fields.ts'

const evidenceId = shapes.id('Id of the evidence.', '7c1b2d3e-6d5c-5bd0-8a53-0f5ad2f30001')
const links = ['https://ci.example/42', 'https://ci.example/41'] as const

const content = {
  type: word('What kind of proof: `test_report`, `link`, `verification`.', 'test_report'),
  title: prose('What it shows.', 'All tests passed'),
  url: shapes.nullable(prose('Where it can be read.', links[0])),
  predicate: shapes.nullable(anyObject('What it states.', { passed: 812, failed: 0 })),
  subject: shapes.list(
    shapes.record({
      name: word('What it is called.', 'api'),
      digest: word('Its digest.', 'sha256:3b1c7d0f'),
    }),
    'What it is about, by name and digest.',
    { example: [] },
  ),
}

/** A proof, as its digest covers it. */
export type EvidenceContent = RecordOf<typeof content>

export type Metrics = Readonly<Record<string, number>>

/** What is proven of a run, and what is measured. */
export const evidenceEvents = [
  defineEvent({
    type: 'gsd.EvidenceAttached',
    summary: 'A proof was attached to a run.',
    maxBytes: 256 * 1_024,
    maxDepth: 32,
    data: shapes.record({
      runId,
      evidenceId,
      ...content,
      digest: shapes.sha256(
        'SHA-256 of the canonical JSON of type, title, url, predicate and subject.',
        '81d0aeb0cd8fe0b4f8c4ed7a2f9f5a1f1c3a2de5be8a5d9f31b1c27a5e0c9d21',
      ),
      stage: stage('The stage of the run at that time.', 'implementation'),
      verificationId: shapes.nullable(word('The verification that made it.', ''), null),
    }),
  }),
  defineEvent({
    type: 'gsd.EvidenceWithdrawn',
    summary: 'A proof no longer stands; history keeps it.',
    data: shapes.record({
      runId,
      evidenceId,
      reason: prose('Why.', 'The report was of another build.'),
    }),
  }),
  defineEvent({
    type: 'gsd.LinksArranged',
    summary: 'The links of the evidence that stands were put into another order.',
    maxBytes: 128 * 1_024,
    data: shapes.record({
      runId,
      links: shapes.list(prose('A link.', links[0]), 'The links, in order.', { example: links }),
    }),
  }),
  defineEvent({
    type: 'gsd.MetricsRecorded',
    summary: 'The metrics of a run were recorded; they replace those before.',
    maxBytes: 64 * 1_024,
    data: shapes.record({
      runId,
      metrics: shapes.shape<Metrics>(
        Joi.object()
          .pattern(Joi.string(), Joi.number().unsafe())
          .description('All metrics, by name.'),
        { incidents_total: 4, latency_p95_ms: 920 },
      ),
    }),
  }),
] as const

/** What is proven and measured. */
export type EvidenceEvent = EventOf<(typeof evidenceEvents)[number]>

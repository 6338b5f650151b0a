import Joi from 'joi'
import type { EventSpecs } from '../../../core/plugin.ts'
import type {
  EvidenceAttached,
  EvidenceWithdrawn,
  LinksArranged,
  MetricsRecorded,
} from '../events.ts'
import { exampleRun, fields, record } from './fields.ts'

const { runId, word, text } = fields
const { runId: example } = exampleRun
const evidenceId = fields.id.description('Id of the evidence.')
const exampleId = '7c1b2d3e-6d5c-5bd0-8a53-0f5ad2f30001'

type EvidenceEvent = EvidenceAttached | EvidenceWithdrawn | LinksArranged | MetricsRecorded

/** What is proven of a run, and what is measured. */
export const evidenceEvents: EventSpecs<EvidenceEvent> = {
  'gsd.EvidenceAttached': {
    summary: 'A proof was attached to a run.',
    schemaVersion: 1,
    maxBytes: 256 * 1_024,
    maxDepth: 32,
    data: record({
      runId,
      evidenceId,
      type: word.description('What kind of proof: `test_report`, `link`, `verification`.'),
      title: text.description('What it shows.'),
      url: text.allow(null).description('Where it can be read.'),
      predicate: Joi.object().unknown().allow(null).description('What it states.'),
      subject: Joi.array()
        .items(record({ name: word, digest: word }))
        .description('What it is about, by name and digest.'),
      digest: fields.sha256.description(
        'SHA-256 of the canonical JSON of type, title, url, predicate and subject.',
      ),
      stage: fields.stage.description('The stage of the run at that time.'),
      verificationId: word.allow(null).description('The verification that made it.'),
    }),
    example: {
      ...{ runId: example, evidenceId: exampleId, type: 'test_report', title: 'All tests passed' },
      ...{ url: 'https://ci.example/42', predicate: { passed: 812, failed: 0 }, subject: [] },
      digest: '81d0aeb0cd8fe0b4f8c4ed7a2f9f5a1f1c3a2de5be8a5d9f31b1c27a5e0c9d21',
      ...{ stage: 'implementation', verificationId: null },
    },
  },
  'gsd.EvidenceWithdrawn': {
    summary: 'A proof no longer stands; history keeps it.',
    schemaVersion: 1,
    data: record({ runId, evidenceId, reason: text.description('Why.') }),
    example: { runId: example, evidenceId: exampleId, reason: 'The report was of another build.' },
  },
  'gsd.LinksArranged': {
    summary: 'The links of the evidence that stands were put into another order.',
    schemaVersion: 1,
    maxBytes: 128 * 1_024,
    data: record({ runId, links: Joi.array().items(text).description('The links, in order.') }),
    example: { runId: example, links: ['https://ci.example/42', 'https://ci.example/41'] },
  },
  'gsd.MetricsRecorded': {
    summary: 'The metrics of a run were recorded; they replace those before.',
    schemaVersion: 1,
    maxBytes: 64 * 1_024,
    data: record({
      runId,
      metrics: Joi.object()
        .pattern(Joi.string(), Joi.number().unsafe())
        .description('All metrics, by name.'),
    }),
    example: { runId: example, metrics: { incidents_total: 4, latency_p95_ms: 920 } },
  },
}

import Joi from 'joi'
import {
  DecklogError,
  defineRoute,
  type Host,
  inputs,
  type Route,
} from '../../../core/plugin-api.ts'
import { attachedSchema, runSchema } from '../answering/body-schema.ts'
import { runBody } from '../answering/run-body.ts'
import type { GsdConfig } from '../config.ts'
import type { EvidenceContent } from '../events/evidence-events.ts'
import type { GsdEvent } from '../events.ts'
import { evidenceDigest } from '../evidencing/evidence.ts'
import { base, commandVisible, issue, runParams, type RunParams } from './run-command.ts'

const shows = [...base.shows, 'gsd-evidence']
const text = (most: number): Joi.StringSchema => Joi.string().trim().min(1).max(most)

const evidence = Joi.object({
  type: text(200).required().description('What kind of proof: `test_report`, `sbom`.'),
  title: text(1_000).required().description('What it shows.'),
  url: inputs.link(2_000).allow(null).default(null).description('Where it can be read.'),
  predicate: Joi.object().unknown().allow(null).default(null).description('What it states.'),
  subject: Joi.array()
    .items(
      Joi.object({
        name: text(500).required().description('What it is called.'),
        digest: text(200).required().description('Its digest, such as `sha256:…`.'),
      }),
    )
    .max(200)
    .default([])
    .description('What it is about.'),
})

/** POST /api/v1/gsd-runs/{run_id}/evidence. */
export function attachRoute(host: Host<GsdConfig, GsdEvent>): Route {
  return defineRoute<RunParams, unknown, EvidenceContent>({
    ...base,
    shows,
    method: 'POST',
    path: '/api/v1/gsd-runs/{run_id}/evidence',
    scope: 'operate',
    summary: 'Attaches a proof to a run, once however often it is sent.',
    maxBytes: 512 * 1_024,
    params: runParams,
    payload: evidence,
    successStatus: 201,
    response: attachedSchema,
    async handle(call) {
      const { params, payload: content } = call
      const runId = params.run_id
      const command = { kind: 'attach', content, ...issue(host, call) } as const
      const { run, revision, position } = await commandVisible(host, call, command)
      const digest = evidenceDigest(content)
      const found = run.evidence.find(one => one.digest === digest)
      if (!found) throw new DecklogError('DECKLOG_INTERNAL', 'The evidence was not attached.')
      const { evidenceId: id, type, title, url, stage } = found
      return { body: { id, run_id: runId, type, title, url, digest, stage }, revision, position }
    },
  })
}

/** POST /api/v1/gsd-runs/{run_id}/evidence/{evidence_id}/withdraw. */
export function withdrawRoute(host: Host<GsdConfig, GsdEvent>): Route {
  return defineRoute<RunParams & { evidence_id: string }, unknown, { reason: string }>({
    ...base,
    shows,
    method: 'POST',
    path: '/api/v1/gsd-runs/{run_id}/evidence/{evidence_id}/withdraw',
    scope: 'operate',
    summary: 'Withdraws a proof: it no longer stands, and history keeps it.',
    params: runParams.keys({
      evidence_id: inputs.uuid().required().description('Id of the proof.'),
    }),
    payload: Joi.object({ reason: text(4_000).required().description('Why.') }),
    response: runSchema,
    async handle(call) {
      const { evidence_id: evidenceId } = call.params
      const { reason } = call.payload
      const command = { kind: 'withdraw', evidenceId, reason, ...issue(host, call) } as const
      const { run, revision, position } = await commandVisible(host, call, command)
      return { body: runBody(run, host.clock.now()), revision, position }
    },
  })
}

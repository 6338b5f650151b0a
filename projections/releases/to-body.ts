import Joi, { type ObjectSchema } from 'joi'
import type { StoredRelease } from './queries.ts'

const record = (fields: Readonly<Record<string, Joi.Schema>>): ObjectSchema =>
  Joi.object(fields).prefs({ presence: 'required' })

const time = Joi.string().isoDate()
const digest = Joi.string()

const image = record({
  name: Joi.string(),
  kind: Joi.valid('own', 'foreign').description('Built for this release, or taken as published.'),
  services: Joi.array().items(Joi.string()).description('Services that run it.'),
  repository: Joi.string(),
  tag: Joi.string(),
  digest: digest.description('Of the index, or of the only manifest.'),
  platforms: Joi.array().items(record({ platform: Joi.string(), digest })),
})

const verification = record({
  verdict: Joi.valid('passed', 'failed'),
  verification_id: Joi.string(),
  evidence_link: Joi.string(),
  finished_at: time,
})

/** Schema of a release. */
export const releaseSchema = record({
  release_id: Joi.string().hex().length(64),
  commit: Joi.string(),
  source: Joi.string().description('URL of the repository.'),
  built_at: time,
  builder: record({ name: Joi.string(), tool: Joi.string() }),
  images: Joi.array().items(image),
  registered_at: time,
  registered_by: Joi.string().description('Who registered it, as `kind:id`.'),
  verification: verification.allow(null).description('The newest; null when there was none.'),
  verified_at: time.allow(null).description('When a verification last passed.'),
  position: Joi.string().description('Of the last event about it.'),
})

/** Schema of a page of releases. */
export const releaseListSchema = record({ releases: Joi.array().items(releaseSchema) })

/** A release as the API answers it. */
export function toBody(row: StoredRelease): object {
  const { release_id, commit, source, built_at, builder, images } = row
  const { registered_at, registered_by, verified_at, position } = row
  return {
    ...{ release_id, commit, source, built_at, builder, images },
    ...{ registered_at, registered_by, verified_at, position },
    verification: row.verdict && {
      verdict: row.verdict,
      verification_id: row.verification_id,
      evidence_link: row.evidence_link,
      finished_at: row.checked_at,
    },
  }
}

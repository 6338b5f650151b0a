import Joi from 'joi'
import { columns, defineTable, type RowOf } from '../../core/plugin-api.ts'
import type { Manifest } from '../../plugins/release/manifest.ts'

const record = (fields: Joi.PartialSchemaMap): Joi.ObjectSchema =>
  Joi.object(fields).prefs({ presence: 'required' })

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

/** What is kept of a release; null is what has not happened yet. */
export const releaseTable = defineTable({
  release_id: columns.text(),
  commit: columns.text(),
  source: columns.text('URL of the repository.'),
  built_at: columns.timestamp(),
  builder: columns.json<Manifest['builder']>(record({ name: Joi.string(), tool: Joi.string() })),
  images: columns.json<Manifest['images']>(Joi.array().items(image)),
  registered_at: columns.timestamp(),
  registered_by: columns.text('Who registered it, as `kind:id`.'),
  // The newest verification, which answers tell in one.
  verdict: columns.hidden(columns.nullable(columns.word(['passed', 'failed']))),
  verification_id: columns.hidden(columns.nullable(columns.text())),
  evidence_link: columns.hidden(columns.nullable(columns.text())),
  checked_since: columns.hidden(columns.nullable(columns.timestamp())),
  checked_at: columns.hidden(columns.nullable(columns.timestamp())),
  verified_at: columns.nullable(columns.timestamp('When a verification last passed.')),
})

/** One release, and how its newest verification went. */
export type ReleaseRow = RowOf<typeof releaseTable>

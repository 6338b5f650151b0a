import Joi from 'joi'
import {
  defineTable,
  hidden,
  json,
  nullable,
  text,
  timestamp,
  word,
  type RowOf,
} from '../../core/readmodel/table.ts'
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
  release_id: text(),
  commit: text(),
  source: text('URL of the repository.'),
  built_at: timestamp(),
  builder: json<Manifest['builder']>(record({ name: Joi.string(), tool: Joi.string() })),
  images: json<Manifest['images']>(Joi.array().items(image)),
  registered_at: timestamp(),
  registered_by: text('Who registered it, as `kind:id`.'),
  // The newest verification, which answers tell in one.
  verdict: hidden(nullable(word(['passed', 'failed']))),
  verification_id: hidden(nullable(text())),
  evidence_link: hidden(nullable(text())),
  checked_since: hidden(nullable(timestamp())),
  checked_at: hidden(nullable(timestamp())),
  verified_at: nullable(timestamp('When a verification last passed.')),
})

/** One release, and how its newest verification went. */
export type ReleaseRow = RowOf<typeof releaseTable>

import Joi from 'joi'
import type { Manifest, ManifestImage } from '../manifest.ts'

/** A release as the API tells it, as far as commands print it. */
export interface ToldRelease extends Pick<Manifest, 'commit' | 'source' | 'builder'> {
  readonly release_id: string
  readonly built_at: string
  readonly registered_at: string
  readonly registered_by: string
  readonly verified_at: string | null
  readonly verification: { readonly verdict: string; readonly evidence_link: string } | null
  readonly images: readonly Pick<ManifestImage, 'name' | 'repository' | 'tag' | 'digest'>[]
}

const text = Joi.string().required()
const part = (fields: Readonly<Record<string, Joi.Schema>>): Joi.ObjectSchema =>
  Joi.object(fields).options({ stripUnknown: true })

/** The fields that commands take from an answer. */
export const toldReleaseFields: Readonly<Record<keyof ToldRelease, Joi.Schema>> = {
  release_id: text,
  commit: text,
  source: text,
  builder: part({ name: text, tool: text }),
  built_at: text,
  registered_at: text,
  registered_by: text,
  verified_at: text.allow(null),
  verification: part({ verdict: text, evidence_link: text }).allow(null),
  images: Joi.array().items(part({ name: text, repository: text, tag: text, digest: text })),
}

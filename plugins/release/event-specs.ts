import Joi from 'joi'
import type { EventSpecs } from '../../core/plugin.ts'
import type { ReleaseEvent } from './events.ts'
import { manifestExample } from './manifest-example.ts'
import { manifestSchema } from './manifest-schema.ts'
import { releaseIdOf } from './release-id.ts'

/** The events of this plugin: what their data must be, and an example of each. */
export const releaseEvents: EventSpecs<ReleaseEvent> = {
  'release.Registered': {
    summary: 'A release was made known: its manifest names every image by digest.',
    schemaVersion: 1,
    data: Joi.object({
      releaseId: Joi.string()
        .hex()
        .length(64)
        .required()
        .description('SHA-256 of the canonical JSON of the manifest.'),
      manifest: manifestSchema.required().description('The manifest, whole.'),
    }),
    maxBytes: 256 * 1024,
    maxDepth: 32,
    example: { releaseId: releaseIdOf(manifestExample), manifest: manifestExample },
  },
}

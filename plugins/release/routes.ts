import Joi from 'joi'
import { commandOf, defineRoute, type Host, type Route } from '../../core/plugin-api.ts'
import type { ReleaseConfig } from './config.ts'
import type { ReleaseEvent } from './events.ts'
import { type Manifest, manifestSchema, releaseIdOf } from './manifest.ts'
import { release, releaseStream } from './release.ts'

/** The command routes of releases. */
export function createRoutes(host: Host<ReleaseConfig, ReleaseEvent>): readonly Route[] {
  return [
    defineRoute<unknown, unknown, Manifest>({
      method: 'POST',
      path: '/api/v1/releases',
      scope: 'operate',
      summary:
        'Registers a release by its manifest. The id is computed here; registering it again changes nothing and answers 200.',
      tags: ['releases'],
      payload: manifestSchema,
      maxBytes: 512 * 1024,
      successStatus: 201,
      repeatedStatus: 200,
      response: Joi.object({
        release_id: Joi.string()
          .hex()
          .length(64)
          .required()
          .description('SHA-256 of the canonical JSON of the manifest.'),
        outcome: Joi.valid('registered', 'already_registered').required(),
      }),
      shows: ['releases'],
      async handle(call) {
        const { payload: manifest } = call
        const releaseId = releaseIdOf(manifest)
        const { events, position, revision } = await host.execute(release, {
          stream: releaseStream(releaseId),
          command: { releaseId, manifest },
          ...commandOf(call),
        })
        const isNew = events.length > 0
        return {
          status: isNew ? 201 : 200,
          body: { release_id: releaseId, outcome: isNew ? 'registered' : 'already_registered' },
          headers: { location: `/api/v1/releases/${releaseId}` },
          position,
          revision,
        }
      },
    }),
  ]
}

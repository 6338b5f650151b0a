import Joi from 'joi'
import type { Gate } from '../../../../core/gate.ts'
import type { Host } from '../../../../core/plugin.ts'
import type { ReleaseConfig } from '../../config.ts'
import type { ReleaseEvent } from '../../events.ts'
import type { Manifest } from '../../manifest.ts'
import { releaseStream } from '../../registering/release.ts'
import { applyWaivers } from '../judging/apply-waivers.ts'
import { checkManifest } from '../judging/check-manifest.ts'
import { reasonsOf, unknownRelease } from './gate-reasons.ts'

interface Question {
  readonly release_id: string
}

type ReleaseHost = Host<ReleaseConfig, ReleaseEvent>

/** The gate `images`: does this release run what was built? */
export function createImagesGate(host: ReleaseHost): Gate<Question> {
  return {
    name: 'images',
    summary:
      'Does the manifest of this release meet the runtime image policy? Denies for each image that does not and for a release nobody registered; warns for what is waived.',
    question: Joi.object({
      release_id: Joi.string().hex().length(64).required().description('Id of the release.'),
    }),
    async answer({ release_id: releaseId }) {
      const { rows, position } = await host.rows<Pick<Manifest, 'commit' | 'images'>>('releases', {
        keys: [releaseId],
      })
      const [release] = rows
      if (release === undefined) return { reasons: [unknownRelease(releaseId)], position }
      const { ownImages, floatingTags: floatingWords, waivers } = host.config.policy
      const found = checkManifest(release, { ownImages, floatingWords, ownDigests: 'required' })
      const { findings } = applyWaivers(found, waivers, host.clock.now())
      const ids = findings.length > 0 ? await eventIdsOf(host, releaseId) : []
      return { reasons: reasonsOf(findings, ids), position }
    },
  }
}

async function eventIdsOf(host: ReleaseHost, releaseId: string): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const { id } of host.read(releaseStream(releaseId), { limit: 1 })) ids.push(id)
  return ids
}

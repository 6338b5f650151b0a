import Joi from 'joi'
import type { Gate, GateReason, Host } from '../../../../core/plugin-api.ts'
import type { ReleaseConfig } from '../../config.ts'
import type { ReleaseEvent } from '../../events.ts'
import type { Manifest } from '../../manifest.ts'
import { releaseStream } from '../../release.ts'
import { applyWaivers, type JudgedFinding } from '../judging/apply-waivers.ts'
import { checkManifest } from '../judging/check-manifest.ts'
import type { PolicyConfig } from '../judging/policy-config.ts'

interface Question {
  readonly release_id: string
}

type ReleaseHost = Host<ReleaseConfig, ReleaseEvent>

/** The gate `images`: does this release run what was built? */
export function createImagesGate(host: ReleaseHost): Gate<Question> {
  return {
    name: 'images',
    mode: 'deny',
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
      const { policy } = host.config
      const now = host.clock.now()
      if (judgeImages(release, policy, { now, eventIds: [] }).length === 0)
        return { reasons: [], position }
      const eventIds = await eventIdsOf(host, releaseId)
      return { reasons: judgeImages(release, policy, { now, eventIds }), position }
    },
  }
}

/** Judges the images of a release by the policy: each finding denies, a waived one warns. Pure. */
export function judgeImages(
  release: Pick<Manifest, 'commit' | 'images'>,
  { ownImages, floatingTags: floatingWords, waivers }: PolicyConfig,
  { now, eventIds }: { readonly now: Date; readonly eventIds: readonly string[] },
): readonly GateReason[] {
  const found = checkManifest(release, { ownImages, floatingWords, ownDigests: 'required' })
  return reasonsOf(applyWaivers(found, waivers, now).findings, eventIds)
}

async function eventIdsOf(host: ReleaseHost, releaseId: string): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const { id } of host.read(releaseStream(releaseId), { limit: 1 })) ids.push(id)
  return ids
}

/** Why a release may not run as it is: each finding denies, a waived one warns. */
function reasonsOf(
  findings: readonly JudgedFinding[],
  eventIds: readonly string[],
): readonly GateReason[] {
  const reasons = findings.map(({ rule, reference, message, fix, waiver }): GateReason => ({
    decision: waiver ? 'warn' : 'deny',
    code: rule.replaceAll('-', '_'),
    text: waiver
      ? `${reference}: ${message} Waived by ${waiver.who} until ${waiver.expires}: ${waiver.why}`
      : `${reference}: ${message} ${fix}`,
    eventIds,
  }))
  // What several services run is told once.
  return [...new Map(reasons.map(one => [`${one.decision} ${one.code} ${one.text}`, one])).values()]
}

/** The reason for a release that nobody registered. */
export function unknownRelease(releaseId: string): GateReason {
  return {
    decision: 'deny',
    code: 'release_unknown',
    text: `No release ${releaseId} is registered: decklog release register release.json.`,
    eventIds: [],
  }
}

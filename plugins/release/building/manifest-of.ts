import type { Manifest, ManifestImage } from '../manifest.ts'
import type { InspectedImage } from './inspect-image.ts'
import type { PlannedImage, ReleasePlan } from './plan-release.ts'

/** An image of the release with its digests. */
export type ResolvedImage = Omit<PlannedImage, 'digest'> & InspectedImage

interface ManifestParts {
  readonly plan: ReleasePlan
  readonly images: readonly ResolvedImage[]
  readonly builder: Manifest['builder']
}

/** The manifest of a published release. */
export function manifestOf({ plan, images, builder }: ManifestParts): Manifest {
  return {
    version: 1,
    commit: plan.commit.id,
    source: plan.commit.source,
    created: plan.now.toISOString(),
    builder,
    images: images.map(imageOf),
  }
}

function imageOf(image: ResolvedImage): ManifestImage {
  const { name, services, repository, tag, digest, platforms } = image
  const kind = image.build === null ? 'foreign' : 'own'
  return { name, kind, services, repository, tag, digest, platforms }
}

import type { Manifest, ManifestImage } from '../../manifest.ts'
import type { Place } from '../compose/source.ts'
import { readReleaseTag } from './judge-reference.ts'
import { type Finding, judgeSighting } from './judge-sighting.ts'
import type { Policy } from './policy-config.ts'

/**
 * Judges every image of a release manifest as if a Compose file named it, once for each service that runs it, so that a waiver of a
 * service lets pass what it lets pass there; and own ones by the commit of the release.
 */
export function checkManifest(
  { commit, images }: Pick<Manifest, 'commit' | 'images'>,
  policy: Policy,
): readonly Finding[] {
  return images.flatMap((image, index) => {
    const place = placeOf(index)
    const found = [...judgeImage(image, place, policy), ...judgeCommit(image, place, commit)]
    return image.services.flatMap(service => found.map(finding => ({ ...finding, service })))
  })
}

const referenceOf = ({ repository, tag, digest }: ManifestImage): string =>
  `${repository}:${tag}@${digest}`

// What the manifest calls its own is its own, whatever the configuration says.
function judgeImage(image: ManifestImage, place: Place, policy: Policy): readonly Finding[] {
  const ownImages =
    image.kind === 'own' ? [...policy.ownImages, image.repository] : policy.ownImages
  const text = referenceOf(image)
  const sighting = {
    ...({ kind: 'use', role: 'image', service: null, missing: [] } as const),
    ...{ text, place },
  }
  return judgeSighting(sighting, { ...policy, ownImages, ownDigests: 'required' })
}

function judgeCommit(image: ManifestImage, place: Place, commit: string): readonly Finding[] {
  const tag = readReleaseTag(image.tag)
  if (image.kind === 'foreign' || tag === undefined || commit.startsWith(tag.commit)) return []
  return [
    {
      ...place,
      service: null,
      reference: referenceOf(image),
      rule: 'own-commit',
      message: `It was built from ${tag.commit}, the release from ${commit.slice(0, 12)}.`,
      fix: 'Build every own image of a release from its one commit.',
      waiving: 'possible',
    },
  ]
}

// A manifest has no lines; the number of the image tells where to look.
const placeOf = (index: number): Place => ({ file: `release.json#images/${index}`, line: 1 })

import type { Manifest, ManifestImage } from '../../manifest.ts'
import { readReleaseTag } from './judge-reference.ts'
import { type Finding, judgeSighting } from './judge-sighting.ts'
import type { Policy } from './policy-config.ts'

/** Judges every image of a release manifest as if a Compose file named it, and own ones by the commit of the release. */
export function checkManifest(
  { commit, images }: Pick<Manifest, 'commit' | 'images'>,
  policy: Policy,
): readonly Finding[] {
  return images.flatMap((image, index) => [
    ...judgeImage(image, index, policy),
    ...judgeCommit(image, index, commit),
  ])
}

const referenceOf = ({ repository, tag, digest }: ManifestImage): string =>
  `${repository}:${tag}@${digest}`

// What the manifest calls its own is its own, whatever the configuration says.
function judgeImage(image: ManifestImage, index: number, policy: Policy): readonly Finding[] {
  const ownImages =
    image.kind === 'own' ? [...policy.ownImages, image.repository] : policy.ownImages
  const sighting = {
    kind: 'use',
    role: 'image',
    service: image.services[0] ?? null,
    text: referenceOf(image),
    missing: [],
    place: placeOf(index),
  } as const
  return judgeSighting(sighting, { ...policy, ownImages, ownDigests: 'required' })
}

function judgeCommit(image: ManifestImage, index: number, commit: string): readonly Finding[] {
  const tag = readReleaseTag(image.tag)
  if (image.kind === 'foreign' || tag === undefined || commit.startsWith(tag.commit)) return []
  return [
    {
      ...placeOf(index),
      service: image.services[0] ?? null,
      reference: referenceOf(image),
      rule: 'own-commit',
      message: `It was built from ${tag.commit}, the release from ${commit.slice(0, 12)}.`,
      fix: 'Build every own image of a release from its one commit.',
      waiving: 'possible',
    },
  ]
}

// A manifest has no lines; the number of the image tells where to look.
const placeOf = (index: number): { readonly file: string; readonly line: number } => ({
  file: `release.json#images/${index}`,
  line: 1,
})

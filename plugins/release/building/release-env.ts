import type { PlannedImage } from './plan-release.ts'

/** The lines that set a compose file's variables: to digests where they are known, else to tags of own images. */
export function releaseEnv(images: readonly PlannedImage[]): string {
  return images
    .filter(({ build, digest }) => build !== null || digest !== null)
    .flatMap(image => (image.variable === null ? [] : [`${image.variable}=${textOf(image)}\n`]))
    .join('')
}

/** A reference as Docker takes it. */
export function textOf({
  repository,
  tag,
  digest,
}: Pick<PlannedImage, 'repository' | 'tag' | 'digest'>): string {
  return digest === null ? `${repository}:${tag}` : `${repository}:${tag}@${digest}`
}

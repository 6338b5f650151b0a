import type { Finding } from './check.ts'
import { plainRepository, type RunningImage } from './running-image.ts'

/** An image of a release, as far as it is compared. */
export interface ReleasedImage {
  readonly name: string
  readonly services: readonly string[]
  readonly repository: string
  readonly tag: string
  readonly digest: string
  readonly platforms: readonly { readonly digest: string }[]
}

type Match = 'match' | 'drift' | 'missing' | 'unknown'

/** Compares what runs with what was released: every image that a service of the release needs must run, with its digest. */
export function compareImages(
  released: readonly ReleasedImage[],
  running: readonly RunningImage[],
): Finding {
  if (running.length === 0) return { verdict: 'failed', detail: 'Nothing runs.' }
  const wanted = released.filter(({ services }) => services.length > 0)
  const found = wanted.map(image => ({ name: image.name, match: matchOf(image, running) }))
  const named = (match: Match): readonly string[] =>
    found.filter(one => one.match === match).map(({ name }) => name)
  const wrong = [
    ...named('drift').map(name => `${name} is another image`),
    ...named('missing').map(name => `${name} does not run`),
  ]
  if (wrong.length > 0) return { verdict: 'failed', detail: wrong.join('; ') }
  const unknown = named('unknown')
  if (unknown.length > 0)
    return { verdict: 'inconclusive', detail: `No digest is told of ${unknown.join(', ')}` }
  return { verdict: 'passed', detail: `All ${wanted.length} images run as released.` }
}

function matchOf(image: ReleasedImage, running: readonly RunningImage[]): Match {
  const repository = plainRepository(image.repository)
  const candidates = running.filter(one => one.repository === repository)
  if (candidates.length === 0) return 'missing'
  const digests = new Set([image.digest, ...image.platforms.map(({ digest }) => digest)])
  // Two of the same repository must both be right: the old one may still be serving.
  const matches = candidates.map(({ digest, tag }): Match => {
    if (digest !== null) return digests.has(digest) ? 'match' : 'drift'
    return tag !== null && tag !== image.tag ? 'drift' : 'unknown'
  })
  if (matches.includes('drift')) return 'drift'
  return matches.includes('unknown') ? 'unknown' : 'match'
}

import Joi from 'joi'
import { shownUrl } from '../../../core/plugin-api.ts'
import type { Check, CheckContext, Finding, ImagesReport, ReleasedImage } from './check.ts'

const mostBytes = 1024 * 1024

/** Looks whether a target runs the images of the release. */
export const runningImages: Check = {
  name: 'running_images',
  applies: ({ images }) => images !== undefined,
  async run(context) {
    const { release } = context
    if (!release) return { verdict: 'skipped', detail: 'No release is named.' }
    const report = context.report ?? (await askImages(context))
    if ('problem' in report) return { verdict: 'error', detail: report.problem }
    const running = readReport(report.value)
    if (!running)
      return { verdict: 'inconclusive', detail: 'What it runs is told in no known form.' }
    return compareImages(release.images, running)
  },
}

/** Asks what a target runs: its URL, or what was reported where it has none. */
export async function askImages({
  host,
  target,
  reportedImages,
  signal,
}: Pick<CheckContext, 'target' | 'reportedImages' | 'signal'> & {
  readonly host: Pick<CheckContext['host'], 'outbound'>
}): Promise<ImagesReport> {
  const url = target.images?.url
  if (url === undefined)
    return reportedImages === null
      ? { problem: 'Nobody has told what runs: decklog rollout verify asks.' }
      : { value: reportedImages }
  const shown = shownUrl(url)
  const from = { source: 'configuration', share: 'rollout' } as const
  const request = { url, maxBytes: mostBytes, signal, ...from }
  const answer = await host.outbound.request(request)
  if (answer.outcome === 'failed') return { problem: `${shown}: ${answer.message}` }
  if (answer.status !== 200) return { problem: `${shown} answers ${answer.status} and not 200` }
  try {
    return { value: JSON.parse(answer.body) }
  } catch {
    return { problem: `${shown} does not answer JSON` }
  }
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

/** One image that a target says it runs. */
export interface RunningImage {
  /** Without `docker.io/` and `library/`, which are the same image. */
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
}

interface Reported {
  readonly image: string
  readonly digest?: string | null
}

const reported = Joi.object<Reported>({
  image: Joi.string().max(1_000).required(),
  digest: Joi.string()
    .pattern(/^sha256:[0-9a-f]{64}$/)
    .allow(null),
}).unknown()
const list = Joi.array().items(Joi.string().max(1_000), reported).max(1_000)
const report = Joi.alternatives(list, Joi.object({ images: list.required() }).unknown())

/**
 * Reads what a target reports: a list of references or of `{image, digest}`, bare or as `{images: […]}`. Undefined when it is
 * neither.
 */
export function readReport(value: unknown): readonly RunningImage[] | undefined {
  const { error, value: read } = report.validate(value)
  if (error) return undefined
  const items: readonly (string | Reported)[] = Array.isArray(read) ? read : read.images
  return items.map(item =>
    typeof item === 'string' ? toRunning(item) : toRunning(item.image, item.digest ?? null),
  )
}

/** The repository as it is compared: `docker.io/library/postgres` is `postgres`. */
export function plainRepository(repository: string): string {
  return repository.replace(/^(index\.)?docker\.io\//, '').replace(/^library\//, '')
}

function toRunning(reference: string, digest: string | null = null): RunningImage {
  const [name = '', ownDigest = null] = reference.trim().split('@')
  // A colon before the last slash is that of a registry's port.
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  return {
    repository: plainRepository(colon < 0 ? name : name.slice(0, colon)),
    tag: colon < 0 ? null : name.slice(colon + 1),
    digest: digest ?? ownDigest,
  }
}

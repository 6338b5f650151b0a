import { DecklogError } from '../../../core/plugin-api.ts'
import { parseReference } from '../policy/reference/parse-reference.ts'
import type { Commit } from './commit.ts'
import { type ComposeImage, composeImages } from './compose-images.ts'

/** An image of the release before anything is built: its name and tag are settled, its digest is not. */
export interface PlannedImage extends ImageReference {
  readonly name: string
  readonly services: readonly string[]
  readonly variable: string | null
  /** What to build; null for an image of somebody else. */
  readonly build: OwnImage | null
}

/** Everything that follows from a commit and a moment. */
export interface ReleasePlan {
  readonly commit: Commit
  readonly now: Date
  readonly images: readonly PlannedImage[]
}

interface PlanRequest {
  readonly commit: Commit
  /** The moment that tags and manifest carry; whole seconds of it count. */
  readonly now: Date
  /** Where own images are published: `ghcr.io/acme/decklog`. */
  readonly registryImage: string
}

/** Settles which images a release has, in the order of the compose file. */
export function planRelease({ commit, now, registryImage }: PlanRequest): ReleasePlan {
  const moment = new Date(Math.floor(now.getTime() / 1_000) * 1_000)
  const tag = releaseTag(commit.id, moment)
  const images = new Map<string, PlannedImage>()
  for (const found of composeImages(commit.compose)) {
    const image = planImage(found, { registryImage, tag })
    const key = `${image.repository}:${image.tag}`
    const known = images.get(key)
    const services = [...(known?.services ?? []), found.service]
    images.set(key, { ...(known ?? image), services })
  }
  refuseMissing([...images.values()])
  return { commit, now: moment, images: [...images.values()] }
}

function planImage(
  found: ComposeImage,
  { registryImage, tag }: { readonly registryImage: string; readonly tag: string },
): PlannedImage {
  const { service, variable, reference } = found
  const planned = { services: [], variable }
  if (reference === null) {
    const build = ownImages.find(own => own.variable === variable)
    if (!build) throw refused(`Nothing builds ${variable}, the image of the service ${service}.`)
    const repository = `${registryImage}/${build.name}`
    return { ...planned, name: build.name, repository, tag, digest: null, build }
  }
  const read = readImageReference(reference)
  if (!read)
    throw refused(`The image of the service ${service} is no reference with a tag: ${reference}.`)
  return { ...planned, name: service, ...read, build: null }
}

function refuseMissing(images: readonly PlannedImage[]): void {
  const missing = ownImages.find(own => !images.some(({ build }) => build === own))
  if (missing) throw refused(`No service of the compose file runs ${missing.variable}.`)
}

function refused(message: string): DecklogError {
  return new DecklogError('DECKLOG_REFUSED', message)
}

/** The tag of own images: twelve digits of the commit and the moment in UTC, `<sha12>-<YYYYMMDDtHHMMSSz>`. */
export function releaseTag(commit: string, now: Date): string {
  const moment = now
    .toISOString()
    .replace(/\.\d{3}/, '')
    .replaceAll(/[-:]/g, '')
    .toLowerCase()
  return `${commit.slice(0, 12)}-${moment}`
}

/** An image that a release builds. */
export interface OwnImage {
  readonly name: string
  /** The variable of the compose file that names it. */
  readonly variable: string
  readonly dockerfile: string
}

/** The images of Decklog itself; all are built from the root of the repository. */
export const ownImages: readonly OwnImage[] = [
  { name: 'backend', variable: 'BACKEND_IMAGE', dockerfile: 'Dockerfile' },
  { name: 'frontend', variable: 'FRONTEND_IMAGE', dockerfile: 'frontend/Dockerfile' },
]

/** A reference with everything that Docker fills in by itself. */
interface ImageReference {
  readonly repository: string
  readonly tag: string
  readonly digest: string | null
}

/** Reads a reference that names its tag; undefined when it has none, or is no reference. */
function readImageReference(text: string): ImageReference | undefined {
  const parsed = parseReference(text)
  if (parsed.kind === 'invalid') return undefined
  const { domain, path, tag, digest = null } = parsed.reference
  return tag === undefined ? undefined : { repository: `${domain}/${path}`, tag, digest }
}

/** The registry that a repository is in. */
export function registryOf(repository: string): string {
  return repository.slice(0, repository.indexOf('/'))
}

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

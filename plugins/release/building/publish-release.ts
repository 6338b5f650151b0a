import { DecklogError, type RunProgram } from '../../../core/plugin-api.ts'
import { type Manifest, type ManifestImage, manifestSchema } from '../manifest.ts'
import { type Build, buildImage } from './build-image.ts'
import { withExport } from './repository.ts'
import { type Commit, readCommit, refuseDirty } from './commit.ts'
import {
  type Credentials,
  type InspectedImage,
  inspectImage,
  runOrFail,
  withLogin,
} from './inspect-image.ts'
import { type PlannedImage, registryOf, type ReleasePlan, textOf } from './plan-release.ts'

/** How a release is published. */
export interface Publishing {
  readonly plan: ReleasePlan
  readonly cwd: string
  readonly platforms: string
  readonly credentials: Credentials
  /** Who or what runs this. */
  readonly builder: string
}

interface BuiltImage extends Omit<Build, 'result'> {
  readonly image: PlannedImage
  readonly digest: string
}

/** What was published, with every digest. */
export interface Published {
  readonly manifest: Manifest
  readonly images: readonly ResolvedImage[]
}

/**
 * Builds and pushes a release, and answers its manifest. Everything that can be refused is refused before the first push; when
 * a push fails the same release can be tried again, since the same commit builds the same images.
 */
export async function publishRelease(run: RunProgram, request: Publishing): Promise<Published> {
  const { plan, builder } = request
  refuseDirty(plan.commit)
  refuseUntold(plan.commit)
  const tool = await readTool(run)
  return withLogin(run, registryOfOwn(plan), request.credentials, async () => {
    const foreign = await Promise.all(
      plan.images.filter(({ build }) => build === null).map(image => resolveForeign(run, image)),
    )
    const exported = { cwd: request.cwd, commit: plan.commit.id }
    const built = await withExport(run, exported, async folder => {
      const all = await buildAll(run, { ...request, cwd: folder })
      await refuseMoved(run, request)
      const toPush = await refuseTaken(run, all)
      refuseUnregistrable(request, { foreign, built: all, tool })
      for (const one of toPush) await push(run, one)
      return all
    })
    const own = await Promise.all(built.map(one => resolveOwn(run, one)))
    const images = inOrder(plan, [...foreign, ...own])
    return { images, manifest: manifestOf({ plan, images, builder: { name: builder, tool } }) }
  })
}

function refuseUntold({ source }: Commit): void {
  if (source === '')
    throw refused(
      'The remote origin has no URL of https, http, ssh or git that images and manifest could tell: git remote set-url origin https://…',
    )
}

async function resolveForeign(run: RunProgram, image: PlannedImage): Promise<ResolvedImage> {
  const found = await inspectImage(run, textOf(image))
  if (!found) throw refused(`There is no image ${textOf(image)}, or not for these credentials.`)
  if (found.platforms.length === 0)
    throw refused(`The index of ${textOf(image)} names no platform: it cannot be registered.`)
  return { ...image, ...found }
}

async function buildAll(run: RunProgram, request: Publishing): Promise<readonly BuiltImage[]> {
  const { plan, cwd, platforms } = request
  const built: BuiltImage[] = []
  for (const image of plan.images) {
    if (image.build === null) continue
    const reference = textOf(image)
    const build = { build: image.build, reference, commit: plan.commit, platforms, cwd }
    built.push({ ...build, image, digest: await buildImage(run, { ...build, result: 'keep' }) })
  }
  return built
}

// Whoever commits or edits while images are built may have got into them.
async function refuseMoved(run: RunProgram, { plan, cwd }: Publishing): Promise<void> {
  const now = await readCommit(run, cwd)
  refuseDirty(now)
  if (now.id !== plan.commit.id) throw refused(`Another commit was checked out: ${now.id}.`)
}

async function refuseTaken(
  run: RunProgram,
  built: readonly BuiltImage[],
): Promise<readonly BuiltImage[]> {
  const missing: BuiltImage[] = []
  for (const one of built) {
    const found = await inspectImage(run, one.reference)
    if (found && found.digest !== one.digest)
      throw refused(`${one.reference} exists already as ${found.digest}, not ${one.digest}.`)
    if (!found) missing.push(one)
  }
  return missing
}

interface Found {
  readonly foreign: readonly ResolvedImage[]
  readonly built: readonly BuiltImage[]
  readonly tool: string
}

// What Decklog would not register is not published. Of what is not pushed yet the platforms are those that were asked for.
function refuseUnregistrable(
  { plan, builder, platforms }: Publishing,
  { foreign, built, tool }: Found,
): void {
  const own = built.map(({ image, digest }) => ({
    ...{ ...image, digest },
    platforms: platforms.split(',').map(platform => ({ platform, digest })),
  }))
  const images = inOrder(plan, [...foreign, ...own])
  const manifest = manifestOf({ plan, images, builder: { name: builder, tool } })
  const { error } = manifestSchema.validate(manifest)
  if (error) throw refused(`A release of this could not be registered: ${error.message}`)
}

async function push(run: RunProgram, one: BuiltImage): Promise<void> {
  const digest = await buildImage(run, { ...one, result: 'push' })
  if (digest !== one.digest)
    throw refused(`${one.reference} was built as ${one.digest} and pushed as ${digest}.`)
}

async function resolveOwn(run: RunProgram, { image, digest }: BuiltImage): Promise<ResolvedImage> {
  const found: InspectedImage | undefined = await inspectImage(run, textOf({ ...image, digest }))
  if (found?.digest === digest) return { ...image, ...found }
  throw refused(`The registry does not have what was pushed as ${textOf(image)}.`)
}

function inOrder({ images }: ReleasePlan, resolved: readonly ResolvedImage[]): ResolvedImage[] {
  return images.flatMap(({ name }) => resolved.filter(one => one.name === name))
}

function registryOfOwn({ images }: ReleasePlan): string {
  return registryOf(images.find(({ build }) => build !== null)?.repository ?? '')
}

function refused(message: string): DecklogError {
  return new DecklogError('DECKLOG_REFUSED', message)
}

/** Makes sure that Docker can build, and answers the version of what builds. */
async function readTool(run: RunProgram): Promise<string> {
  const buildx = ['docker', 'buildx'] as const
  const version = await runOrFail(run, { argv: [...buildx, 'version'], timeoutSeconds: 30 })
  await runOrFail(run, { argv: [...buildx, 'inspect', '--bootstrap'], timeoutSeconds: 300 })
  const [name, number] = version.toString('utf8').trim().split(' ')
  return `${name} ${number}`
}

/** An image of the release with its digests. */
type ResolvedImage = Omit<PlannedImage, 'digest'> & InspectedImage

interface ManifestParts {
  readonly plan: ReleasePlan
  readonly images: readonly ResolvedImage[]
  readonly builder: Manifest['builder']
}

/** The manifest of a published release. */
function manifestOf({ plan, images, builder }: ManifestParts): Manifest {
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

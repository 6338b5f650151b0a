import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import Joi from 'joi'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DecklogError, fieldErrors, type RunProgram } from '../../../core/plugin-api.ts'
import { canonicalManifest, releaseIdOf } from '../manifest.ts'
import { composeFile, readCommit } from './commit.ts'
import { composeImages } from './compose-images.ts'
import { planRelease, releaseEnv, type ReleasePlan, textOf } from './plan-release.ts'
import { type Published, publishRelease } from './publish-release.ts'

/** One run of the release builder. */
export interface ReleaseRequest {
  readonly mode: 'dry_run' | 'publish'
  readonly now: Date
  readonly env: Readonly<Record<string, string | undefined>>
  /** The root of the repository; the files of the release are written here. */
  readonly cwd: string
  /** Who or what runs this. */
  readonly builder: string
  readonly run: RunProgram
  readonly print: (text: string) => void
  readonly warn: (text: string) => void
}

/** Shows what a release of the checked out commit would be, or builds, pushes and writes it. */
export async function releaseImages(request: ReleaseRequest): Promise<void> {
  const { mode, now, env, cwd, run, print, warn } = request
  const settings = releaseSettings(env, mode)
  const commit = await readCommit(run, cwd)
  const plan = planRelease({ commit, now, registryImage: settings.REGISTRY_IMAGE })
  if (mode === 'dry_run') {
    if (commit.changes.length > 0)
      warn('The work tree differs from its commit: a release of it is refused.\n')
    if (commit.source === '')
      warn('The remote origin has no URL that others could read: a release of it is refused.\n')
    print(describePlan(plan))
    return
  }
  const published = await publishRelease(run, {
    ...{ plan, cwd, builder: request.builder },
    platforms: settings.RELEASE_PLATFORMS,
    credentials: { username: settings.GHCR_USERNAME, token: settings.GHCR_TOKEN },
  })
  const files = releaseFiles(published)
  await writeFiles(cwd, files)
  for (const [name, text] of Object.entries(files)) print(`# ${name}\n${text.trimEnd()}\n`)
  print(`# release id\n${releaseIdOf(published.manifest)}\n`)
}

/** What a release of this plan would publish and run: the variables, and the image lines as a unified diff. */
function describePlan(plan: ReleasePlan): string {
  const { commit, now, images } = plan
  const patch = createTwoFilesPatch(
    `a/${composeFile}`,
    `b/${composeFile}`,
    commit.compose,
    substituteImages(plan),
    undefined,
    undefined,
    { context: 1, headerOptions: FILE_HEADERS_ONLY },
  )
  return [
    `# Commit ${commit.id}, built at ${now.toISOString()}\n`,
    releaseEnv(images),
    `\n${patch}`,
  ].join('')
}

/** The compose file of a plan with every image spelled out. */
function substituteImages({ commit, images }: ReleasePlan): string {
  return composeImages(commit.compose).reduceRight((text, { service, start, end }) => {
    const image = images.find(({ services }) => services.includes(service))
    return image ? `${text.slice(0, start)}${textOf(image)}${text.slice(end)}` : text
  }, commit.compose)
}

/** The files of a release, by name. The SHA-256 of `release.json` is the release's id. */
function releaseFiles({ manifest, images }: Published): Readonly<Record<string, string>> {
  return { 'release.env': releaseEnv(images), 'release.json': canonicalManifest(manifest) }
}

/** Writes files that appear whole, and only when all of them could be written. */
async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  const names = Object.keys(files)
  const partOf = (name: string): string => join(folder, `.${name}.part`)
  try {
    for (const [name, text] of Object.entries(files)) await writeSurely(partOf(name), text)
    for (const name of names) await rename(partOf(name), join(folder, name))
  } finally {
    for (const name of names) await rm(partOf(name), { force: true })
  }
}

async function writeSurely(path: string, text: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** What a release is told by its environment. */
interface ReleaseSettings {
  readonly REGISTRY_IMAGE: string
  readonly GHCR_USERNAME: string
  readonly GHCR_TOKEN: string
  readonly RELEASE_PLATFORMS: string
}

const publishing = { otherwise: Joi.required() }
const missing = { 'any.required': '{{#label}} must be set' }

const schema = Joi.object<ReleaseSettings>({
  REGISTRY_IMAGE: Joi.string()
    .pattern(/^[A-Za-z0-9.-]+(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/)
    .required()
    .messages({ 'string.pattern.base': '{{#label}} must be like ghcr.io/acme/decklog' }),
  GHCR_USERNAME: Joi.string().when('$mode', { is: 'dry_run', ...publishing }),
  GHCR_TOKEN: Joi.string().when('$mode', { is: 'dry_run', ...publishing }),
  RELEASE_PLATFORMS: Joi.string()
    .pattern(/^linux\/[a-z0-9/]+(,linux\/[a-z0-9/]+)*$/)
    .default('linux/amd64,linux/arm64')
    .messages({ 'string.pattern.base': '{{#label}} must be like linux/amd64,linux/arm64' }),
})

/** Reads what a release needs of an environment; a dry run publishes nothing and needs no credentials. */
function releaseSettings(
  env: Readonly<Record<string, string | undefined>>,
  mode: 'dry_run' | 'publish',
): ReleaseSettings {
  const { value, error } = schema.validate(env, {
    abortEarly: false,
    stripUnknown: true,
    context: { mode },
    errors: { wrap: { label: false } },
    messages: missing,
  })
  if (!error) return value
  const fields = fieldErrors(error)
  const told = fields.map(({ message }) => message).join('; ')
  throw new DecklogError('DECKLOG_CONFIG_INVALID', told, { fields })
}

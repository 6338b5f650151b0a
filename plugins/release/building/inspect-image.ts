import Joi from 'joi'
import { createHash } from 'node:crypto'
import { DecklogError, type Program, type RunProgram } from '../../../core/plugin-api.ts'
import type { ManifestPlatform } from '../manifest.ts'

/** What a registry has under a reference. */
export interface InspectedImage {
  readonly digest: string
  readonly platforms: readonly ManifestPlatform[]
}

interface Index {
  readonly manifests?: readonly { readonly digest: string; readonly platform?: Platform }[]
}

interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
}

const platform = Joi.object<Platform>({
  os: Joi.string().required(),
  architecture: Joi.string().required(),
  variant: Joi.string().allow(''),
})
  .unknown()
  .required()
const index = Joi.object<Index>({
  manifests: Joi.array().items(
    Joi.object({ digest: Joi.string().required(), platform: platform.optional() }).unknown(),
  ),
})
  .unknown()
  .required()

/** Asks the registry what a reference is; undefined when there is nothing. The digest is that of the very bytes it has. */
export async function inspectImage(
  run: RunProgram,
  reference: string,
): Promise<InspectedImage | undefined> {
  const argv = ['docker', 'buildx', 'imagetools', 'inspect', '--raw', reference] as const
  const { exitCode, stdout, stderr } = await run({ argv, timeoutSeconds: 120 })
  if (exitCode === 0) return readImage(run, reference, stdout)
  const said = stderr.toString('utf8').trim()
  if (isAbsent(said, reference)) return undefined
  throw new DecklogError(
    'DECKLOG_PROGRAM_FAILED',
    `The registry does not tell what ${reference} is: ${said}`,
  )
}

// That a program or a network was not found says nothing of the image. Docker Hub says of a new repository that nobody may pull it.
function isAbsent(said: string, reference: string): boolean {
  return said.split('\n').some(line => {
    const words = line.trim().replace(/^error:\s*/i, '')
    return (
      words === `${reference}: not found` ||
      /(?:^|: |")(?:manifest|name)[ _]unknown\b/i.test(words) ||
      /^(?:[^\s:]+(?::[^\s:/]+)?: )?pull access denied, repository does not exist or may require authorization\b/.test(
        words,
      )
    )
  })
}

async function readImage(run: RunProgram, reference: string, raw: Buffer): Promise<InspectedImage> {
  const digest = `sha256:${createHash('sha256').update(raw).digest('hex')}`
  const { manifests } = readAnswer(raw, { reference, schema: index })
  if (!manifests)
    return { digest, platforms: [{ platform: await onlyPlatform(run, reference), digest }] }
  // Attestations stand in the index too, as of no platform.
  const platforms = manifests.flatMap(one =>
    one.platform && one.platform.os !== 'unknown'
      ? [{ platform: nameOf(one.platform), digest: one.digest }]
      : [],
  )
  // A release compares digests by platform: of several of one platform, as of versions of Windows, the first tells.
  const first = new Map(platforms.toReversed().map(one => [one.platform, one]))
  return { digest, platforms: platforms.filter(one => first.get(one.platform) === one) }
}

interface Expected<T> {
  readonly reference: string
  readonly schema: Joi.ObjectSchema<T>
}

function readAnswer<T>(raw: Buffer, { reference, schema }: Expected<T>): T {
  const { value, error } = schema.validate(parse(raw))
  if (!error) return value
  throw new DecklogError(
    'DECKLOG_REFUSED',
    `${reference} is no image that can be released: ${error.message}`,
  )
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return undefined
  }
}

async function onlyPlatform(run: RunProgram, reference: string): Promise<string> {
  const format = ['--format', '{{json .Image}}'] as const
  const argv = ['docker', 'buildx', 'imagetools', 'inspect', ...format, reference] as const
  const answer = await runOrFail(run, { argv, timeoutSeconds: 120 })
  return nameOf(readAnswer(answer, { reference, schema: platform }))
}

function nameOf({ os, architecture, variant }: Platform): string {
  return [os, architecture, ...(variant ? [variant] : [])].join('/')
}

/** Who pushes. */
export interface Credentials {
  readonly username: string
  readonly token: string
}

/** Works while logged in to a registry; the token goes to Docker by standard input and is not left with it. */
export async function withLogin<Result>(
  run: RunProgram,
  registry: string,
  { username, token }: Credentials,
  work: () => Promise<Result>,
): Promise<Result> {
  const login = ['docker', 'login', registry, '--username', username, '--password-stdin'] as const
  await runOrFail(run, { argv: login, input: token, timeoutSeconds: 60 })
  try {
    return await work()
  } finally {
    await run({ argv: ['docker', 'logout', registry], timeoutSeconds: 60, kind: 'cleanup' })
  }
}

/** Runs a program that must succeed and answers what it wrote; DECKLOG_PROGRAM_FAILED tells what it said instead. */
export async function runOrFail(run: RunProgram, program: Program): Promise<Buffer> {
  const { exitCode, stdout, stderr } = await run(program)
  if (exitCode === 0) return stdout
  const said = stderr.toString('utf8').trim().split('\n').slice(-5).join('\n  ')
  throw new DecklogError(
    'DECKLOG_PROGRAM_FAILED',
    `${program.argv.slice(0, 4).join(' ')} failed with exit code ${exitCode}:\n  ${said}`,
  )
}

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  answers,
  type CliCommand,
  DecklogError,
  fieldErrors,
  formatTable,
  messageOf,
  readAnswer,
} from '../../core/plugin-api.ts'
import { type Manifest, manifestSchema, releaseIdOf } from './manifest.ts'

/** A release as the API tells it, as far as commands print it. */
const toldRelease = answers.fields({
  release_id: answers.text,
  commit: answers.text,
  source: answers.text,
  builder: answers.fields({ name: answers.text, tool: answers.text }),
  built_at: answers.text,
  registered_at: answers.text,
  registered_by: answers.text,
  verified_at: answers.orNull(answers.text),
  verification: answers.orNull(
    answers.fields({ verdict: answers.text, evidence_link: answers.text }),
  ),
  images: answers.list(
    answers.fields({
      name: answers.text,
      repository: answers.text,
      tag: answers.text,
      digest: answers.text,
    }),
  ),
})

/** A release as commands know it. */
type ToldRelease = answers.Of<typeof toldRelease>

/** The command `decklog release show`. */
export function createShowCommand(): CliCommand {
  return {
    name: 'release show',
    asOf: 'taken',
    summary: 'show one release with its images',
    arguments: [
      {
        syntax: '[id]',
        summary: 'id of the release; the one that passed its verification last when it is left out',
      },
    ],
    async run({ api, options, print }) {
      const { id = 'last-known-good' } = options
      const answer = await api.get(`/api/v1/releases/${encodeURIComponent(String(id))}`)
      const release = readAnswer(answer, toldRelease)
      if (options['json']) print(JSON.stringify(answer))
      else describe(release).forEach(print)
      return 0
    },
  }
}

function describe(release: ToldRelease): readonly string[] {
  const { builder, verification } = release
  return [
    `Release      ${release.release_id}`,
    `Commit       ${release.commit} of ${release.source}`,
    `Built        ${release.built_at} by ${builder.name} with ${builder.tool}`,
    `Registered   ${release.registered_at} by ${release.registered_by}`,
    `Verification ${verification ? `${verification.verdict}, ${verification.evidence_link}` : 'none'}`,
    `Verified     ${release.verified_at ?? 'never'}`,
    ...release.images.map(
      ({ name, repository, tag, digest }) => `Image        ${name} ${repository}:${tag}@${digest}`,
    ),
  ]
}

const listed = answers.fields({ releases: answers.list(toldRelease) })

/** The command `decklog release list`. */
export function createListCommand(): CliCommand {
  return {
    name: 'release list',
    asOf: 'taken',
    summary: 'list registered releases, newest first',
    options: [
      { syntax: '--commit <sha>', summary: 'only releases of this commit' },
      { syntax: '--limit <n>', summary: 'how many at most; default: 50, at most 200' },
    ],
    async run({ api, options, print }) {
      const { commit, limit } = options
      const query = new URLSearchParams()
      if (typeof commit === 'string') query.set('commit', commit)
      if (typeof limit === 'string') query.set('limit', limit)
      const answer = await api.get(`/api/v1/releases?${query.toString()}`)
      const { releases } = readAnswer(answer, listed)
      if (options['json']) print(JSON.stringify(answer))
      else formatTable(head, releases.map(cells)).forEach(print)
      return 0
    },
  }
}

const head = ['release', 'commit', 'built', 'registered', 'verification', 'images']

function cells(release: ToldRelease): readonly string[] {
  return [
    release.release_id,
    release.commit.slice(0, 12),
    release.built_at,
    release.registered_at,
    release.verification?.verdict ?? 'none',
    String(release.images.length),
  ]
}

/** The command `decklog release register`. */
export function createRegisterCommand(): CliCommand {
  return {
    name: 'release register',
    summary: 'register a release by its manifest; a second time changes nothing',
    arguments: [{ syntax: '<file>', summary: 'release.json, as the release was built' }],
    async run({ api, options, cwd, print }) {
      const manifest = await readManifest(resolve(cwd, String(options['file'])))
      const answer = readAnswer(
        await api.post('/api/v1/releases', manifest),
        answers.fields({
          release_id: answers.oneOf(releaseIdOf(manifest)),
          outcome: answers.oneOf('registered', 'already_registered'),
        }),
      )
      if (options['json']) print(JSON.stringify(answer))
      else print(`${answer.release_id} ${answer.outcome.replace('_', ' ')}`)
      return 0
    },
  }
}

async function readManifest(file: string): Promise<Manifest> {
  const { value, error } = manifestSchema.validate(await readJson(file), { abortEarly: false })
  if (!error) return value
  const fields = fieldErrors(error)
  throw invalid(`${file} is no release manifest: ${error.message}`, { fields })
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw invalid(`${file} cannot be read: ${messageOf(cause)}`, { cause })
  }
}

function invalid(
  message: string,
  details: ConstructorParameters<typeof DecklogError>[2],
): DecklogError {
  return new DecklogError('DECKLOG_VALIDATION', message, details)
}

import canonicalize from 'canonicalize'
import Joi from 'joi'
import { createHash } from 'node:crypto'
import { type Shape, shapes } from '../../core/plugin-api.ts'

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`
const digest = (description: string) =>
  formed(
    description,
    digestOf('a'),
    /^sha256:[0-9a-f]{64}$/,
    'must be sha256: and 64 hexadecimal digits',
  )
const nameForm = /^[a-z0-9][a-z0-9._-]{0,62}$/
const nameWords = 'must be up to 63 of a-z, 0-9, dot, dash and underscore'

/** The form of a repository: a registry and a lower-case path. */
const repositoryForm = /^[A-Za-z0-9.-]+(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/

const platform = shapes.record({
  // As OCI writes it: `linux/amd64`, `linux/arm64/v8`.
  platform: formed(
    'Operating system, architecture and variant.',
    'linux/amd64',
    /^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9.]+)?$/,
    'must be like linux/amd64',
  ),
  digest: digest('Digest of the manifest of this platform.'),
})

/** One platform of an image and the digest of its own manifest. */
export type ManifestPlatform = shapes.Of<typeof platform>

const image = shapes.record({
  name: formed('Name of the image, once in a release.', 'backend', nameForm, nameWords),
  kind: shapes.oneOf(
    ['own', 'foreign'],
    'Whether it was built for this release or taken as published.',
  ),
  services: shapes.shape<readonly string[]>(
    Joi.array()
      .items(
        Joi.string()
          .pattern(nameForm)
          .messages({ 'string.pattern.base': `{{#label}} ${nameWords}` }),
      )
      .min(1)
      .max(100)
      .unique()
      .description('Services of the compose file that run it.'),
    ['backend'],
  ),
  repository: shapes.text('Registry and path.', 'ghcr.io/acme/decklog/backend', schema =>
    schema.max(255).pattern(repositoryForm).messages({
      'string.pattern.base': '{{#label}} must be a registry and a lower-case path, without a tag',
    }),
  ),
  tag: formed(
    'Tag it was published under.',
    '3f9c2b7a1d5e-20260101t120000z',
    /^\w[\w.-]{0,127}$/,
    'must be a tag of up to 128 characters',
  ),
  digest: digest('Digest of the index, or of the only manifest.'),
  platforms: shapes.shape<readonly ManifestPlatform[]>(
    Joi.array()
      .items(platform.schema)
      .min(1)
      .max(50)
      .unique('platform')
      .description('Digests by platform.'),
    [
      { platform: 'linux/amd64', digest: digestOf('b') },
      { platform: 'linux/arm64', digest: digestOf('c') },
    ],
  ),
})

/** One image of a release: where it is, and what exactly it is. */
export type ManifestImage = shapes.Of<typeof image>

const manifest = shapes.record({
  version: shapes.shape<1>(Joi.valid(1).description('Version of this format.'), 1),
  commit: formed(
    'The commit that was built.',
    '3f9c2b7a1d5e4f60718293a4b5c6d7e8f9012345',
    /^[0-9a-f]{40}([0-9a-f]{24})?$/,
    'must be the full id of a commit',
  ),
  source: shapes.text('URL of the repository.', 'https://github.com/acme/decklog', schema =>
    schema.uri({ scheme: ['https', 'http', 'ssh', 'git'] }).max(2_048),
  ),
  created: shapes.text(
    'When it was built, like 2026-01-31T12:00:00.000Z.',
    '2026-01-01T12:00:00.000Z',
    schema =>
      schema
        .custom((written: string, helpers) =>
          isMoment(written) ? written : helpers.error('string.isoDate'),
        )
        .messages({
          'string.isoDate': '{{#label}} must be a moment like 2026-01-31T12:00:00.000Z',
        }),
  ),
  builder: shapes.record(
    {
      name: shapes.text(
        'Who or what ran the build.',
        'https://github.com/acme/decklog/actions/runs/1',
        schema => schema.max(500),
      ),
      tool: shapes.text(
        'The tool that built the images, with its version.',
        'github.com/docker/buildx v0.20.1',
        schema => schema.max(200),
      ),
    },
    'What made the release.',
  ),
  images: shapes.shape<readonly ManifestImage[]>(
    Joi.array()
      .items(image.schema)
      .min(1)
      .max(200)
      .unique('name')
      .description('Every image of the compose file.'),
    [
      image.example,
      {
        ...image.example,
        name: 'frontend',
        services: ['frontend'],
        repository: 'ghcr.io/acme/decklog/frontend',
        digest: digestOf('d'),
        platforms: [{ platform: 'linux/amd64', digest: digestOf('e') }],
      },
      {
        name: 'postgres',
        kind: 'foreign',
        services: ['postgres'],
        repository: 'docker.io/library/postgres',
        tag: '17.6-bookworm',
        digest: digestOf('f'),
        platforms: [{ platform: 'linux/amd64', digest: digestOf('0') }],
      },
    ],
  ),
})

/** What was built when and from which commit. The SHA-256 of its canonical JSON is the id of the release. */
export type Manifest = shapes.Of<typeof manifest>

/** Schema of a release manifest. Nothing is converted: the id is that of the very values that were sent. */
export const manifestSchema: Joi.ObjectSchema<Manifest> = manifest.schema.prefs({ convert: false })

/** A release of two own images and a foreign one. */
export const manifestExample: Manifest = manifest.example

/** The canonical JSON (RFC 8785) of a manifest: the same text however it was written. */
export function canonicalManifest(written: Manifest): string {
  return canonicalize(written) ?? ''
}

/** The id of a release: the SHA-256 of its canonical manifest, in hex. */
export function releaseIdOf(written: Manifest): string {
  return createHash('sha256').update(canonicalManifest(written), 'utf8').digest('hex')
}

function formed(description: string, example: string, form: RegExp, words: string): Shape<string> {
  return shapes.text(description, example, schema =>
    schema.pattern(form).messages({ 'string.pattern.base': `{{#label}} ${words}` }),
  )
}

function isMoment(written: string): boolean {
  const moment = new Date(written)
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === written
}

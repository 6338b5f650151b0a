import Joi, { type ObjectSchema } from 'joi'
import type { Manifest } from './manifest.ts'

const digest = Joi.string()
  .pattern(/^sha256:[0-9a-f]{64}$/)
  .messages({ 'string.pattern.base': '{{#label}} must be sha256: and 64 hexadecimal digits' })
const name = Joi.string()
  .pattern(/^[a-z0-9][a-z0-9._-]{0,62}$/)
  .messages({
    'string.pattern.base': '{{#label}} must be up to 63 of a-z, 0-9, dot, dash and underscore',
  })

const platform = Joi.object({
  platform: Joi.string()
    .pattern(/^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9.]+)?$/)
    .messages({ 'string.pattern.base': '{{#label}} must be like linux/amd64' })
    .description('Operating system, architecture and variant.'),
  digest: digest.description('Digest of the manifest of this platform.'),
})

const image = Joi.object({
  name: name.description('Name of the image, once in a release.'),
  kind: Joi.valid('own', 'foreign').description(
    'Whether it was built for this release or taken as published.',
  ),
  services: Joi.array()
    .items(name)
    .min(1)
    .max(100)
    .unique()
    .description('Services of the compose file that run it.'),
  repository: Joi.string()
    .max(255)
    .pattern(/^[A-Za-z0-9.-]+(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/)
    .messages({
      'string.pattern.base': '{{#label}} must be a registry and a lower-case path, without a tag',
    })
    .description('Registry and path.'),
  tag: Joi.string()
    .pattern(/^\w[\w.-]{0,127}$/)
    .messages({ 'string.pattern.base': '{{#label}} must be a tag of up to 128 characters' })
    .description('Tag it was published under.'),
  digest: digest.description('Digest of the index, or of the only manifest.'),
  platforms: Joi.array()
    .items(platform)
    .min(1)
    .max(50)
    .unique('platform')
    .description('Digests by platform.'),
})

/** Schema of a release manifest. Nothing is converted: the id is that of the very values that were sent. */
export const manifestSchema: ObjectSchema<Manifest> = Joi.object<Manifest>({
  version: Joi.valid(1).description('Version of this format.'),
  commit: Joi.string()
    .pattern(/^[0-9a-f]{40}([0-9a-f]{24})?$/)
    .messages({ 'string.pattern.base': '{{#label}} must be the full id of a commit' })
    .description('The commit that was built.'),
  source: Joi.string()
    .uri({ scheme: ['https', 'http', 'ssh', 'git'] })
    .max(2_048)
    .description('URL of the repository.'),
  created: Joi.string()
    .custom((text: string, helpers) => (isMoment(text) ? text : helpers.error('string.isoDate')))
    .messages({ 'string.isoDate': '{{#label}} must be a moment like 2026-01-31T12:00:00.000Z' })
    .description('When it was built, like 2026-01-31T12:00:00.000Z.'),
  builder: Joi.object({
    name: Joi.string().max(500).description('Who or what ran the build.'),
    tool: Joi.string().max(200).description('The tool that built the images, with its version.'),
  }).description('What made the release.'),
  images: Joi.array()
    .items(image)
    .min(1)
    .max(200)
    .unique('name')
    .description('Every image of the compose file.'),
}).prefs({ presence: 'required', convert: false })

function isMoment(text: string): boolean {
  const time = new Date(text)
  return !Number.isNaN(time.getTime()) && time.toISOString() === text
}

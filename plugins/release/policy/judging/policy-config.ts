import Joi, { type ObjectSchema } from 'joi'
import { parseReference } from '../reference/parse-reference.ts'
/** The rules of the policy, by their stable names. */
export const rules = {
  'unset-variable': 'Every variable in a reference has a value.',
  'invalid-reference': 'A reference can be read by the grammar of image references.',
  'missing-tag': 'A reference names a tag, or a digest where the image is not ours.',
  'floating-tag': 'A tag names a version: none of latest, main, stable and their kin.',
  'bare-major-tag': 'A tag names more than a major version: 16.4, not 16 or 16-alpine.',
  'own-tag': 'A tag of an own image is <sha12>-<utc>: the commit and when it was built.',
  'own-digest': 'An own image that has been pushed is named by its digest too.',
  'own-commit': 'An own image of a release carries the commit of that release.',
  'unnamed-image': 'What is built has a name.',
  'remote-build': 'What is built lies here, where its images can be seen.',
} as const

/** The name of a rule. */
export type RuleName = keyof typeof rules

/** The rules that are about a tag which moves. */
export const floatingRules: readonly RuleName[] = ['missing-tag', 'floating-tag', 'bare-major-tag']

/** The section `plugins.release.policy` of the configuration. */
export interface PolicyConfig {
  readonly ownImages: readonly string[]
  readonly floatingTags: readonly string[]
  readonly waivers: readonly Waiver[]
}

const ownImage = Joi.string().custom((text: string, helpers) =>
  parseReference(text).kind === 'valid' && !/[:@]/.test(text.split('/').at(-1) ?? '')
    ? text
    : helpers.error('image.name'),
)

const day = Joi.string().custom((text: string, helpers) => {
  const time = new Date(`${text}T00:00:00.000Z`)
  const isDay = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
  return isDay && text.length === 10 ? text : helpers.error('day.form')
})

const waiver = Joi.object({
  rule: Joi.valid(...Object.keys(rules))
    .required()
    .description('The rule that is waived.'),
  reference: Joi.string().description('The image, with or without tag, however it is spelled.'),
  service: Joi.string().description('The service.'),
  who: Joi.string().trim().min(1).required().description('Who answers for it.'),
  why: Joi.string().trim().min(1).required().description('Why it must be so.'),
  expires: day.required().description('The last UTC day that it holds.'),
})
  .or('reference', 'service')
  .messages({ 'day.form': '{{#label}} must be a day such as 2026-12-31' })

/** Schema of the section `plugins.release.policy`. */
export const policyConfig: ObjectSchema<PolicyConfig> = Joi.object({
  ownImages: Joi.array()
    .items(ownImage)
    .unique()
    .default(['backend', 'frontend'])
    .meta({ weaker: 'fewer' })
    .messages({
      'image.name':
        '{{#label}} must be the name of an image or the beginning of one, without a tag',
    })
    .description(
      'The images that we build: a last name (`backend`), or with a slash the beginning of a repository (`ghcr.io/acme`).',
    ),
  floatingTags: Joi.array()
    .items(Joi.string().lowercase())
    .unique()
    .default([])
    .meta({ weaker: 'fewer' })
    .description(
      'First words of tags that float, beside `latest`, `main`, `stable` and their kin.',
    ),
  waivers: Joi.array()
    .items(waiver)
    .default([])
    .meta({ weaker: 'more' })
    .description('What is let pass, by whom, why, and until when.'),
})
  .default()
  .meta({ live: true })

/** What the rules are judged by. */
export interface Policy {
  /** Names (`backend`) and prefixes (`ghcr.io/acme`) of the images that we build. */
  readonly ownImages: readonly string[]
  /** Words beside the built-in ones that a tag floats by. */
  readonly floatingWords: readonly string[]
  /** Whether own images have been pushed, and so have digests. */
  readonly ownDigests: 'required' | 'optional'
}

/** Somebody answers for one finding until a day. */
export interface Waiver {
  readonly rule: RuleName
  /** The image, with or without tag; absent: any. */
  readonly reference?: string
  /** Absent: any. */
  readonly service?: string
  readonly who: string
  readonly why: string
  /** The last UTC day that it holds: `2026-12-31`. */
  readonly expires: string
}

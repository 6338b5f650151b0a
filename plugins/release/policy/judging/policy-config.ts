import Joi, { type ObjectSchema } from 'joi'
import { parseReference } from '../reference/parse-reference.ts'
import { rules } from './rules.ts'
import type { Waiver } from './waiver.ts'

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
    .description(
      'First words of tags that float, beside `latest`, `main`, `stable` and their kin.',
    ),
  waivers: Joi.array()
    .items(waiver)
    .default([])
    .description('What is let pass, by whom, why, and until when.'),
}).default()

import Joi from 'joi'
import { DecklogError } from '../../../core/errors.ts'

/** What a release is told by its environment. */
export interface ReleaseSettings {
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
export function releaseSettings(
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
  const fields = error.details.map(({ path, message }) => ({ field: path.join('.'), message }))
  const told = fields.map(({ message }) => message).join('; ')
  throw new DecklogError('DECKLOG_CONFIG_INVALID', told, { fields })
}

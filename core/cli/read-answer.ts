import Joi, { type ObjectSchema } from 'joi'
import { DecklogError } from '../errors.ts'

/** Takes from an answer of the API the fields that a command prints; what else is in it is let be. */
export function readAnswer<T extends object>(
  answer: unknown,
  fields: Readonly<Record<keyof T, Joi.Schema>>,
): T {
  const schema: ObjectSchema<T> = Joi.object<T>().keys(fields).options({ stripUnknown: true })
  const { value, error } = schema.validate(answer, { presence: 'required' })
  if (!error) return value
  throw new DecklogError(
    'DECKLOG_INTERNAL',
    `The API answered what this version does not understand: ${error.message}`,
  )
}

import { DecklogError, type FieldError } from '../errors.ts'

/** The error that says everything that is wrong with the configuration, one line each. */
export function configInvalid(fields: readonly FieldError[]): DecklogError {
  const lines = fields.map(({ message }) => `\n  ${message}`).join('')
  return new DecklogError('DECKLOG_CONFIG_INVALID', `The configuration cannot be used.${lines}`, {
    fields,
  })
}

import { DecklogError, type FieldError } from '../errors.ts'
import type { EventSpec } from '../plugin.ts'
import { inspect } from '../validation/inspect.ts'
import { fieldErrors } from '../validation/validator.ts'

const defaultMaxBytes = 16 * 1024
const defaultMaxDepth = 8

/** Throws DECKLOG_EVENT_INVALID, naming the fields, unless `data` meets its schema and can be kept by the ledger and by Postgres. */
export function checkEventData(type: string, data: object, spec: EventSpec): void {
  const unkeepable = inspect(data, { levels: spec.maxDepth ?? defaultMaxDepth })
  if (unkeepable) throw invalid(type, [unkeepable])
  const { error } = spec.data.validate(data, { abortEarly: false, convert: false })
  if (error) throw invalid(type, fieldErrors(error))
  const maxBytes = spec.maxBytes ?? defaultMaxBytes
  const bytes = Buffer.byteLength(JSON.stringify(data))
  if (bytes <= maxBytes) return
  throw invalid(type, [{ field: 'data', message: `has ${bytes} bytes, more than ${maxBytes}` }])
}

function invalid(type: string, fields: readonly FieldError[]): DecklogError {
  const reasons = fields.map(({ field, message }) => `${field}: ${message}`).join('; ')
  return new DecklogError('DECKLOG_EVENT_INVALID', `${type} is not valid: ${reasons}`, { fields })
}

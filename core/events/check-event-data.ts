import { DecklogError, type FieldError } from '../errors.ts'
import type { EventSpec } from '../plugin.ts'

const defaultMaxBytes = 16 * 1024
const defaultMaxDepth = 8
const loneSurrogate = /\p{Surrogate}/u

/** Throws DECKLOG_EVENT_INVALID, naming the fields, unless `data` meets its schema and can be kept by the ledger and by Postgres. */
export function checkEventData(type: string, data: object, spec: EventSpec): void {
  const unkeepable = findUnkeepable(data, '', spec.maxDepth ?? defaultMaxDepth)
  if (unkeepable) throw invalid(type, [unkeepable])
  const { error } = spec.data.validate(data, { abortEarly: false, convert: false })
  if (error) {
    const fields = error.details.map(({ path, message }) => ({ field: path.join('.'), message }))
    throw invalid(type, fields)
  }
  const maxBytes = spec.maxBytes ?? defaultMaxBytes
  const bytes = Buffer.byteLength(JSON.stringify(data))
  if (bytes <= maxBytes) return
  throw invalid(type, [{ field: 'data', message: `has ${bytes} bytes, more than ${maxBytes}` }])
}

function findUnkeepable(value: unknown, field: string, levels: number): FieldError | undefined {
  if (typeof value === 'string') return findBadText(value, field)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { field, message: 'is not a finite number' }
  }
  if (typeof value !== 'object') return findForeign(value, field)
  if (value === null) return undefined
  if (levels === 0) return { field, message: 'is nested too deeply' }
  if (!Array.isArray(value) && !isPlain(value)) return { field, message: 'is not plain JSON' }
  for (const [key, member] of Object.entries(value)) {
    const path = field === '' ? key : `${field}.${key}`
    const found = findBadText(key, path) ?? findUnkeepable(member, path, levels - 1)
    if (found) return found
  }
  return undefined
}

// Postgres keeps neither NUL nor half of a surrogate pair.
function findBadText(text: string, field: string): FieldError | undefined {
  if (text.includes('\0')) return { field, message: 'contains a NUL character' }
  if (loneSurrogate.test(text)) return { field, message: 'is not well-formed Unicode' }
  return undefined
}

function findForeign(value: unknown, field: string): FieldError | undefined {
  if (value === undefined || typeof value === 'boolean' || typeof value === 'number') {
    return undefined
  }
  return { field, message: `a ${typeof value} is not JSON` }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function invalid(type: string, fields: readonly FieldError[]): DecklogError {
  const reasons = fields.map(({ field, message }) => `${field}: ${message}`).join('; ')
  return new DecklogError('DECKLOG_EVENT_INVALID', `${type} is not valid: ${reasons}`, { fields })
}

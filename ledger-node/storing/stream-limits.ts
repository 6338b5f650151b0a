import { maxInt64 } from '../wire/numbers.ts'

/** What a stream's metadata hides from its readers. */
export interface StreamLimits {
  readonly maxCount?: number | undefined
  readonly maxAgeMs?: number | undefined
  /** `Infinity`: the stream is soft-deleted. */
  readonly truncateBefore: number
}

/** The newest event of a metadata stream. */
export interface MetadataEvent {
  readonly isJson: boolean
  readonly data: Buffer
}

/** No limits at all. */
export const noLimits: StreamLimits = { truncateBefore: 0 }

/** The limits of every metadata stream: it keeps its newest event. */
export const metastreamLimits: StreamLimits = { maxCount: 1, truncateBefore: 0 }

const maxSeconds = 922_337_203_685
const roleKeys = ['$r', '$w', '$d', '$mr', '$mw']

/** Reads limits out of metadata. Metadata that makes no sense in one place is ignored whole. */
export function parseLimits(event: MetadataEvent | undefined): StreamLimits {
  if (!event?.isJson) return noLimits
  try {
    const text = new TextDecoder().decode(event.data)
    return limitsOf(parseObject(text), text)
  } catch {
    return noLimits
  }
}

/** First revision that `limits` leave visible in a stream that ends at `last`. */
export function firstVisible(limits: StreamLimits, last: number): number {
  const byCount = limits.maxCount === undefined ? 0 : last - limits.maxCount + 1
  return Math.max(0, byCount, limits.truncateBefore)
}

/** Metadata that shows a soft-deleted stream again, from `revision` on; undefined when it is no JSON object. */
export function undeleted(event: MetadataEvent | undefined, revision: number): Buffer | undefined {
  try {
    const changed = { ...parseObject(event?.data.toString('utf8') ?? ''), $tb: revision }
    return Buffer.from(JSON.stringify(changed))
  } catch {
    return undefined
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text)
  if (!isObject(value)) throw new TypeError('It is not an object')
  return value
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function limitsOf(metadata: Readonly<Record<string, unknown>>, text: string): StreamLimits {
  const { $maxCount, $maxAge, $tb = 0, $cacheControl = 0, $tmp = false, $acl = {} } = metadata
  if (typeof $tmp !== 'boolean') throw new TypeError('$tmp is neither true nor false')
  requireRoles($acl)
  millisecondsOf($cacheControl)
  return {
    ...($maxCount !== undefined && { maxCount: numberOver0($maxCount) }),
    ...($maxAge !== undefined && { maxAgeMs: millisecondsOf($maxAge) }),
    truncateBefore: $tb === 2 ** 63 ? greatest(text) : visibleFrom(integer($tb)),
  }
}

/** 2^63-1 hides everything for ever. A number cannot tell it from its neighbours: the digits do. */
function greatest(text: string): number {
  const [, digits] = /"\$tb"\s*:\s*(\d{19})\s*[,}]/.exec(text) ?? []
  if (digits === undefined || BigInt(digits) > maxInt64) throw new RangeError('It is too great')
  return BigInt(digits) === maxInt64 ? Infinity : Number.MAX_SAFE_INTEGER
}

function numberOver0(value: unknown): number | undefined {
  const number = integer(value)
  return number > 0 ? number : undefined
}

function millisecondsOf(value: unknown): number | undefined {
  const seconds = integer(value)
  if (Math.abs(seconds) > maxSeconds) throw new RangeError('It is too long')
  return seconds > 0 ? seconds * 1000 : undefined
}

function visibleFrom(truncateBefore: number): number {
  return Math.min(Math.max(0, truncateBefore), Number.MAX_SAFE_INTEGER)
}

function integer(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new TypeError('It is not a whole number')
  if (value >= 2 ** 63 || value < -(2 ** 63)) throw new RangeError('It is too great')
  return value
}

function requireRoles(acl: unknown): void {
  if (!isObject(acl)) throw new TypeError('$acl is not an object')
  for (const [key, roles] of Object.entries(acl))
    if (!roleKeys.includes(key) || ![roles].flat().every(role => typeof role === 'string'))
      throw new TypeError('$acl has a role that is no text')
}

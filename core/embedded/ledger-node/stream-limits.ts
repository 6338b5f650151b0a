import { maxInt64 } from './numbers.ts'

/** What a stream's metadata hides from its readers. */
export interface StreamLimits {
  readonly maxCount?: number
  readonly maxAgeMs?: number
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

const maxAgeSeconds = 922_337_203_685

/** Reads limits out of metadata. Metadata that makes no sense in one place is ignored whole. */
export function parseLimits(event: MetadataEvent | undefined): StreamLimits {
  if (!event?.isJson) return noLimits
  try {
    const text = event.data.toString('utf8')
    const metadata: unknown = JSON.parse(text)
    if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))
      return noLimits
    return limitsOf(metadata, text)
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
    const metadata: unknown = JSON.parse(event?.data.toString('utf8') ?? '')
    if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))
      return undefined
    return Buffer.from(JSON.stringify({ ...metadata, $tb: revision }))
  } catch {
    return undefined
  }
}

function limitsOf(metadata: object, text: string): StreamLimits {
  const maxCount = integer(metadata, '$maxCount', text)
  const maxAge = integer(metadata, '$maxAge', text)
  const truncateBefore = integer(metadata, '$tb', text)
  const cacheControl = integer(metadata, '$cacheControl', text)
  for (const seconds of [maxAge, cacheControl])
    if (seconds !== undefined && seconds > maxAgeSeconds) throw new RangeError('Too long')
  checkAcl(metadata)
  return {
    ...(maxCount !== undefined && maxCount > 0 ? { maxCount: Number(maxCount) } : {}),
    ...(maxAge !== undefined && maxAge > 0 ? { maxAgeMs: Number(maxAge) * 1000 } : {}),
    truncateBefore: visibleFrom(truncateBefore ?? 0n),
  }
}

function visibleFrom(truncateBefore: bigint): number {
  if (truncateBefore === maxInt64) return Infinity
  return Math.min(Math.max(0, Number(truncateBefore)), Number.MAX_SAFE_INTEGER)
}

/** A whole number as it was written, since a number cannot hold every int64; other values make no sense. */
function integer(metadata: object, key: string, text: string): bigint | undefined {
  if (!Object.hasOwn(metadata, key)) return undefined
  const written = new RegExp(`"\\${key}"\\s*:\\s*(-?\\d+)\\s*[,}]`).exec(text)?.[1]
  if (written === undefined) throw new TypeError(`${key} is not a whole number`)
  const value = BigInt(written)
  if (value > maxInt64 || value < -maxInt64 - 1n) throw new RangeError(`${key} is out of range`)
  return value
}

function checkAcl(metadata: object): void {
  if (!('$acl' in metadata)) return
  const { $acl: acl } = metadata
  if (typeof acl !== 'object' || acl === null || Array.isArray(acl))
    throw new TypeError('$acl is not an object')
  for (const [key, roles] of Object.entries(acl))
    if (!['$r', '$w', '$d', '$mr', '$mw'].includes(key) || !isRoles(roles))
      throw new TypeError('$acl has a role that is no text')
}

function isRoles(roles: unknown): boolean {
  if (typeof roles === 'string') return true
  return Array.isArray(roles) && roles.every(role => typeof role === 'string')
}

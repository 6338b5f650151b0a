import { jsonText } from './json-text.ts'
import { readLenientJson, type JsonNode, type JsonObject } from './lenient-json.ts'
import { maxInt64 } from './numbers.ts'

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

const maxSeconds = 922_337_203_685n
const roleKeys = ['$r', '$w', '$d', '$mr', '$mw']

/** Reads limits out of metadata. Metadata that makes no sense in one place is ignored whole. */
export function parseLimits(event: MetadataEvent | undefined): StreamLimits {
  if (!event?.isJson) return noLimits
  try {
    const text = decode(event.data)
    return limitsOf(readLenientJson(text, 'comments inside values, and anything behind'))
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
    const text = event?.data.toString('utf8') ?? ''
    const { properties } = readLenientJson(text, 'comments anywhere')
    const from: JsonNode = { kind: 'integer', value: BigInt(revision) }
    const changed = jsonText({ kind: 'object', properties: [...properties, ['$tb', from]] })
    return Buffer.from(changed)
  } catch {
    return undefined
  }
}

/** Text may begin with a mark that tells its encoding. */
function decode(data: Buffer): string {
  const encoding = marks[data.toString('hex', 0, 2)] ?? 'utf-8'
  return new TextDecoder(encoding).decode(data)
}

const marks: Readonly<Record<string, string>> = { fffe: 'utf-16le', feff: 'utf-16be' }

function limitsOf({ properties }: JsonObject): StreamLimits {
  const limits: { -readonly [K in keyof StreamLimits]: StreamLimits[K] } = { truncateBefore: 0 }
  for (const [key, value] of properties) {
    if (key === '$maxCount') limits.maxCount = numberOver0(integer(value))
    else if (key === '$maxAge') limits.maxAgeMs = millisecondsOf(integer(value))
    else if (key === '$tb') limits.truncateBefore = visibleFrom(integer(value))
    else if (key === '$cacheControl') millisecondsOf(integer(value))
    else if (key === '$tmp') requireTruth(value)
    else if (key === '$acl') requireRoles(value)
  }
  return limits
}

function numberOver0(value: bigint): number | undefined {
  return value > 0n ? Number(value) : undefined
}

function millisecondsOf(seconds: bigint): number | undefined {
  if (seconds > maxSeconds || seconds < -maxSeconds) throw new RangeError('It is too long')
  return seconds > 0n ? Number(seconds) * 1000 : undefined
}

function visibleFrom(truncateBefore: bigint): number {
  if (truncateBefore === maxInt64) return Infinity
  return Math.min(Math.max(0, Number(truncateBefore)), Number.MAX_SAFE_INTEGER)
}

function integer(node: JsonNode): bigint {
  if (node.kind !== 'integer') throw new TypeError('It is not a whole number')
  if (node.value > maxInt64 || node.value < -maxInt64 - 1n) throw new RangeError('It is too great')
  return node.value
}

function requireTruth(node: JsonNode): void {
  if (node.kind !== 'word' || (node.value !== 'true' && node.value !== 'false'))
    throw new TypeError('It is neither true nor false')
}

function requireRoles(node: JsonNode): void {
  if (node.kind !== 'object') throw new TypeError('$acl is not an object')
  for (const [key, roles] of node.properties)
    if (!roleKeys.includes(key) || !isRoles(roles))
      throw new TypeError('$acl has a role that is no text')
}

function isRoles(node: JsonNode): boolean {
  if (node.kind === 'string') return true
  return node.kind === 'array' && node.items.every(item => item.kind === 'string')
}

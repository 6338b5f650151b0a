import type { ProtoReader } from '../wire/proto-reader.ts'

/**
 * The id of an event as the node keeps it in memory: its 16 bytes as so many characters. There are many of them, and they are
 * compared and stored more often than shown.
 */
export type EventId = string

const idBytes = 16
/** Where its bytes begin in the text of an id. */
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const
const dashes = [8, 13, 18, 23] as const
const textLength = 36
const dash = 0x2d
const nobody = '\0'.repeat(idBytes)

const digits = Buffer.from('0123456789abcdef')
const valueOf = new Int8Array(256).fill(-1)
digits.forEach((digit, value) => {
  valueOf[digit] = value
  valueOf[String.fromCharCode(digit).toUpperCase().charCodeAt(0)] = value
})
const scratch = Buffer.alloc(idBytes)

/** Reads an id that is written as text, in any of the ways that EventStoreDB reads. */
export function parseEventId(text: Buffer): EventId {
  return parsePlain(text) ?? parseEventId(Buffer.from(parseUuid(text.toString('utf8'))))
}

/** As nearly all clients write it: 36 characters with dashes. */
function parsePlain(text: Buffer): EventId | undefined {
  if (text.length !== textLength || !dashes.every(at => text[at] === dash)) return undefined
  for (let i = 0; i < idBytes; i++) {
    const at = places[i] ?? 0
    const high = valueOf[text[at] ?? 0] ?? -1
    const low = valueOf[text[at + 1] ?? 0] ?? -1
    if (high < 0 || low < 0) return undefined
    scratch[i] = (high << 4) | low
  }
  return scratch.toString('latin1')
}

/** Writes an id as text, in lower case with dashes. */
export function writeEventId(bytes: Buffer, id: EventId, start: number): void {
  for (const at of dashes) bytes[start + at] = dash
  for (let i = 0; i < idBytes; i++) {
    const at = start + (places[i] ?? 0)
    const byte = id.charCodeAt(i)
    bytes[at] = digits[byte >> 4] ?? 0
    bytes[at + 1] = digits[byte & 15] ?? 0
  }
}

/** Reads a `UUID` message, written as text or as two numbers. Nobody's id is refused. */
export function readEventId(message: ProtoReader): EventId {
  let id = ''
  while (message.next()) {
    if (message.field === 1) id = readStructured(message.message())
    else if (message.field === 2) id = parseEventId(message.bytes())
    else message.skip()
  }
  if (id === '' || id === nobody) throw new TypeError('Empty eventId provided.')
  return id
}

/** The bytes of ids, one after another. */
export function joinEventIds(ids: readonly EventId[]): Buffer {
  return Buffer.from(ids.join(''), 'latin1')
}

/** The ids whose bytes lie one after another. */
export function splitEventIds(bytes: Buffer): EventId[] {
  return Array.from({ length: bytes.length / idBytes }, (_, i) =>
    bytes.toString('latin1', i * idBytes, (i + 1) * idBytes),
  )
}

/** Encodes a `UUID` message of two numbers. */
export function structuredId(id: EventId): Buffer {
  const bytes = Buffer.from(id, 'latin1')
  const halves = [bytes.readBigUInt64BE(0), bytes.readBigUInt64BE(8)]
  const numbers = halves.flatMap((half, i) => [i === 0 ? 0x08 : 0x10, ...varint(half)])
  return Buffer.from([0x0a, numbers.length, ...numbers])
}

function readStructured(message: ProtoReader): EventId {
  let most = 0n
  let least = 0n
  while (message.next()) {
    if (message.field === 1) most = message.bigUint()
    else if (message.field === 2) least = message.bigUint()
    else message.skip()
  }
  scratch.writeBigUInt64BE(most, 0)
  scratch.writeBigUInt64BE(least, 8)
  return scratch.toString('latin1')
}

function varint(value: bigint): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return [...bytes, Number(rest)]
}

const uuidDigits = '([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})'
const dashedUuid = uuidDigits.replaceAll('-?', '-')
const upTo = (most: number): string => `0x([0-9a-f]{1,${most}})`
const listedBytes = Array.from({ length: 8 }, () => upTo(2)).join(',')

/** The spellings in which .NET reads a UUID: plain, with dashes, in braces or parentheses, or as a list of listed. */
const spellings = [
  uuidDigits.replaceAll('-?', ''),
  dashedUuid,
  `\\{${dashedUuid}\\}`,
  `\\(${dashedUuid}\\)`,
].map(way => new RegExp(`^${way}$`))
const listed = new RegExp(`^\\{${upTo(8)},${upTo(4)},${upTo(4)},\\{${listedBytes}\\}\\}$`)

/** Reads a UUID as EventStoreDB does and writes it in lower case with dashes; throws when it is none. */
function parseUuid(text: string): string {
  const lower = text.trim().toLowerCase()
  for (const way of spellings) {
    const found = way.exec(lower)
    if (found) return found.slice(1).join('-')
  }
  const list = listed.exec(lower.replace(/\s/g, ''))?.slice(1)
  if (!list) throw new TypeError('Unrecognized Guid format.')
  const sizes = [8, 4, 4]
  const all = list.map((number, i) => number.padStart(sizes[i] ?? 2, '0')).join('')
  return parseUuid(all)
}

import { parseUuid } from './parse-uuid.ts'
import type { ProtoReader } from './proto-reader.ts'

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const nobody = '00000000-0000-0000-0000-000000000000'

/** Reads a `UUID` message, written as text or as two numbers, as a lower-case id with dashes. Nobody's id is refused. */
export function readEventId(message: ProtoReader): string {
  let id = ''
  while (message.next()) {
    if (message.field === 1) id = readStructured(message.message())
    else if (message.field === 2) id = canonicalId(message.text())
    else message.skip()
  }
  if (id === '' || id === nobody) throw new TypeError('Empty eventId provided.')
  return id
}

/** Encodes a `UUID` message of two numbers. */
export function structuredId(id: string): Buffer {
  const digits = id.replaceAll('-', '')
  const halves = [digits.slice(0, 16), digits.slice(16)].map(half => BigInt(`0x${half}`))
  const numbers = halves.flatMap((half, i) => [i === 0 ? 0x08 : 0x10, ...varint(half)])
  return Buffer.from([0x0a, numbers.length, ...numbers])
}

function canonicalId(text: string): string {
  return canonical.test(text) ? text : parseUuid(text)
}

function readStructured(message: ProtoReader): string {
  let most = 0n
  let least = 0n
  while (message.next()) {
    if (message.field === 1) most = message.bigUint()
    else if (message.field === 2) least = message.bigUint()
    else message.skip()
  }
  const digits = [most, least].map(half => half.toString(16).padStart(16, '0')).join('')
  return canonicalId(digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))
}

function varint(value: bigint): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return [...bytes, Number(rest)]
}

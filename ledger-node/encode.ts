import { maxInt64, tombstoneRevision } from './numbers.ts'
import { ProtoWriter, varintSize } from './proto-writer.ts'

/** Joins encoded fields to a message. */
export function encode(...fields: readonly Buffer[]): Buffer {
  return fields.length === 1 && fields[0] ? fields[0] : Buffer.concat(fields)
}

/** A length-delimited field: a message of `fields`, or bytes. */
export function message(field: number, ...fields: readonly Buffer[]): Buffer {
  const length = fields.reduce((sum, bytes) => sum + bytes.length, 0)
  const writer = new ProtoWriter(Buffer.allocUnsafe(1 + varintSize(length) + length))
  writer.head((field << 3) | 2, length)
  for (const bytes of fields) writer.raw(bytes)
  return writer.bytes
}

/** A varint field. */
export function uint(field: number, value: number | bigint): Buffer {
  if (value === tombstoneRevision) return uint(field, maxInt64)
  if (typeof value === 'bigint' && value > BigInt(Number.MAX_SAFE_INTEGER))
    return Buffer.from([field << 3, ...bigVarint(value)])
  const number = Number(value)
  const writer = new ProtoWriter(Buffer.allocUnsafe(1 + varintSize(number)))
  writer.uint(field << 3, number)
  return writer.bytes
}

function bigVarint(value: bigint): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return [...bytes, Number(rest)]
}

import { maxInt64, tombstoneRevision } from './numbers.ts'
/** Bytes that a varint takes. */
export function varintSize(value: number): number {
  let size = 1
  for (let rest = value; rest >= 128; rest /= 128) size++
  return size
}

/** Writes protobuf fields one after another into a buffer made large enough by the caller. */
export class ProtoWriter {
  at: number
  readonly bytes: Buffer

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  varint(value: number): void {
    let rest = value
    while (rest >= 0x80000000) {
      this.bytes[this.at++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    while (rest >= 128) {
      this.bytes[this.at++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.bytes[this.at++] = rest
  }

  /** A field of wire type varint, with a one-byte tag. */
  uint(tag: number, value: number): void {
    this.bytes[this.at++] = tag
    this.varint(value)
  }

  /** The head of a length-delimited field; its value is to follow. */
  head(tag: number, length: number): void {
    this.bytes[this.at++] = tag
    this.varint(length)
  }

  raw(value: Uint8Array): void {
    this.bytes.set(value, this.at)
    this.at += value.length
  }

  ascii(value: string): void {
    this.at += this.bytes.write(value, this.at, 'latin1')
  }

  utf8(value: string): void {
    this.at += this.bytes.write(value, this.at, 'utf8')
  }
}

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

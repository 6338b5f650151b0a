const headSize = 20
const msBefore2000 = 946_684_800_000
/** Bytes that a character of a string has in UTF-8 at most. */
const mostBytes = 3

/** Postgres' numbers of the types that arrays hold. */
const typeNumbers = {
  boolean: 16,
  bytea: 17,
  int8: 20,
  int4: 23,
  text: 25,
  float8: 701,
  timestamptz: 1184,
  uuid: 2950,
  jsonb: 3802,
  json: 114,
} as const

/** Types of which there are arrays. */
export type ArrayType = keyof typeof typeNumbers

/**
 * Builds a parameter that is an array of one dimension, in Postgres' binary format: values go over as they are, and nobody has to quote
 * or to read them. Each value is written by one call.
 *
 * Source of the format: PostgreSQL, `array_recv` and the `recv` function of each type.
 */
export class BinaryArray {
  #bytes: Buffer
  #at = headSize

  /** `valueBytes`: how long a value may be expected to be. */
  constructor(type: ArrayType, length: number, valueBytes: number) {
    this.#bytes = Buffer.allocUnsafe(headSize + length * (4 + valueBytes))
    this.#bytes.writeInt32BE(1, 0)
    this.#bytes.writeInt32BE(1, 4)
    this.#bytes.writeInt32BE(typeNumbers[type], 8)
    this.#bytes.writeInt32BE(length, 12)
    this.#bytes.writeInt32BE(1, 16)
  }

  /** The parameter; nothing can be written after this. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#at)
  }

  null(): void {
    this.#reserve(0)
    this.#at = this.#bytes.writeInt32BE(-1, this.#at)
  }

  boolean(value: boolean): void {
    this.#begin(1)
    this.#at = this.#bytes.writeUInt8(value ? 1 : 0, this.#at)
  }

  int4(value: number): void {
    this.#begin(4)
    this.#at = this.#bytes.writeInt32BE(value, this.#at)
  }

  /** A safe integer. */
  int8(value: number): void {
    this.#begin(8)
    const high = Math.floor(value / 2 ** 32)
    this.#bytes.writeInt32BE(high, this.#at)
    this.#at = this.#bytes.writeUInt32BE(value - high * 2 ** 32, this.#at + 4)
  }

  bigint(value: bigint): void {
    this.#begin(8)
    this.#at = this.#bytes.writeBigInt64BE(value, this.#at)
  }

  float8(value: number): void {
    this.#begin(8)
    this.#at = this.#bytes.writeDoubleBE(value, this.#at)
  }

  /** Milliseconds since 1970; Postgres counts microseconds from 2000 on. */
  timestamptz(ms: number): void {
    const since2000 = ms - msBefore2000
    if (Number.isSafeInteger(since2000 * 1000)) this.int8(since2000 * 1000)
    else this.bigint(BigInt(since2000) * 1000n)
  }

  /** Of the types that are sent as text: `text` and `json`. */
  text(value: string): void {
    this.#reserve(value.length * mostBytes)
    this.#text(value, 0)
  }

  /** JSON as text, behind the number of the format. */
  jsonb(json: string): void {
    this.#reserve(1 + json.length * mostBytes)
    this.#bytes.writeUInt8(1, this.#at + 4)
    this.#text(json, 1)
  }

  /** 16 bytes of a uuid, as so many characters. */
  uuid(characters: string): void {
    this.#begin(16)
    this.#bytes.write(characters, this.#at, 16, 'latin1')
    this.#at += 16
  }

  bytea(value: Buffer): void {
    this.#begin(value.length)
    this.#bytes.set(value, this.#at)
    this.#at += value.length
  }

  #text(value: string, before: number): void {
    const size = before + this.#bytes.write(value, this.#at + 4 + before, 'utf8')
    this.#bytes.writeInt32BE(size, this.#at)
    this.#at += 4 + size
  }

  #begin(size: number): void {
    this.#reserve(size)
    this.#at = this.#bytes.writeInt32BE(size, this.#at)
  }

  #reserve(size: number): void {
    const needed = this.#at + 4 + size
    if (needed <= this.#bytes.length) return
    const bytes = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length))
    bytes.set(this.bytes)
    this.#bytes = bytes
  }
}

/** Reads the fields of a protobuf message in place: `while (reader.next())`, then one call for the field's value. */
export class ProtoReader {
  /** Number of the current field. */
  field = 0
  #wire = 0
  #at: number
  readonly #bytes: Buffer
  readonly #end: number

  constructor(bytes: Buffer, start = 0, end = bytes.length) {
    this.#bytes = bytes
    this.#at = start
    this.#end = end
  }

  /** Moves to the next field; false at the end of the message. */
  next(): boolean {
    if (this.#at >= this.#end) return false
    const tag = this.uint()
    this.field = tag >>> 3
    this.#wire = tag & 7
    return true
  }

  /** A varint that a number can hold exactly. */
  uint(): number {
    let value = 0
    let factor = 1
    for (;;) {
      const byte = this.#byte()
      value += (byte & 127) * factor
      if (byte < 128) return value
      factor *= 128
    }
  }

  /** A varint of up to 64 bits, unsigned. */
  bigUint(): bigint {
    let value = 0n
    // One that goes on would become a number of megabytes, of which each further byte takes longer.
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte()
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return BigInt.asUintN(64, value)
    }
    throw new RangeError('The message is malformed')
  }

  /** A length-delimited value; shares the memory of the message. */
  bytes(): Buffer {
    return this.#bytes.subarray(this.#skipDelimited(), this.#at)
  }

  text(): string {
    return this.#bytes.toString('utf8', this.#skipDelimited(), this.#at)
  }

  /** A reader of an embedded message. */
  message(): ProtoReader {
    return new ProtoReader(this.#bytes, this.#skipDelimited(), this.#at)
  }

  skip(): void {
    if (this.#wire === 0) while (this.#byte() >= 128);
    else if (this.#wire === 1) this.#at += 8
    else if (this.#wire === 2) this.#skipDelimited()
    else if (this.#wire === 5) this.#at += 4
    else throw new RangeError('The message is malformed')
  }

  /** Moves behind a length-delimited value and answers where it begins. */
  #skipDelimited(): number {
    const length = this.uint()
    const start = this.#at
    if (start + length > this.#end) throw new RangeError('The message is truncated')
    this.#at = start + length
    return start
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++]
    if (byte === undefined || this.#at > this.#end) throw new RangeError('The message is truncated')
    return byte
  }
}

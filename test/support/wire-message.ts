/** A field of a message: its number, and a number, text, bytes or a message of further fields. */
export type WireField = readonly [
  number,
  number | bigint | string | Uint8Array | readonly WireField[],
]

/** Encodes a message field by field, so that one can be made that no client would send. */
export function wireMessage(...fields: readonly WireField[]): Buffer {
  return Buffer.concat(
    fields.map(([field, value]) => {
      if (typeof value === 'number' || typeof value === 'bigint')
        return Buffer.concat([varint(field << 3), varint(value)])
      const bytes = isFields(value) ? wireMessage(...value) : Buffer.from(value)
      return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes])
    }),
  )
}

function isFields(
  value: string | Uint8Array | readonly WireField[],
): value is readonly WireField[] {
  return Array.isArray(value)
}

function varint(value: number | bigint): Buffer {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return Buffer.from([...bytes, Number(rest)])
}

import { maxInt64, tombstoneRevision } from './numbers.ts'

/** Postgres' type numbers of what arrays hold. */
const oids = { bytea: 17, int8: 20, int4: 23, timestamptz: 1184, uuid: 2950 }

const headSize = 20
const microsecondsBefore2000 = 946_684_800_000_000n

/** Builds arrays in Postgres' binary format, so that bytes go over as they are. */
export const pgArray = {
  int8: (values: readonly number[]): Buffer =>
    fixed(oids.int8, 8, values, (bytes, value, at) => writeInt8(bytes, value, at)),
  int4: (values: readonly number[]): Buffer =>
    fixed(oids.int4, 4, values, (bytes, value, at) => bytes.writeInt32BE(value, at)),
  /** Milliseconds since 1970. */
  timestamptz: (values: readonly number[]): Buffer =>
    fixed(oids.timestamptz, 8, values, (bytes, value, at) =>
      bytes.writeBigInt64BE(BigInt(value) * 1000n - microsecondsBefore2000, at),
    ),
  /** Each given as its 16 bytes in so many characters. */
  uuid: (values: readonly string[]): Buffer =>
    fixed(oids.uuid, 16, values, (bytes, value, at) => bytes.write(value, at, 'latin1')),
  bytea: (values: readonly (Buffer | null)[]): Buffer => bytea(values),
}

/** A number up to 2^53, or a tombstone's revision. */
function writeInt8(bytes: Buffer, value: number, at: number): void {
  if (value === tombstoneRevision) bytes.writeBigInt64BE(maxInt64, at)
  else {
    bytes.writeInt32BE(Math.floor(value / 2 ** 32), at)
    bytes.writeUInt32BE(value % 2 ** 32, at + 4)
  }
}

function fixed<T>(
  oid: number,
  size: number,
  values: readonly T[],
  write: (bytes: Buffer, value: T, at: number) => void,
): Buffer {
  const bytes = Buffer.allocUnsafe(headSize + values.length * (4 + size))
  writeHead(bytes, oid, values.length, false)
  values.forEach((value, i) => {
    const at = headSize + i * (4 + size)
    bytes.writeInt32BE(size, at)
    write(bytes, value, at + 4)
  })
  return bytes
}

function bytea(values: readonly (Buffer | null)[]): Buffer {
  const size = values.reduce((sum, value) => sum + 4 + (value?.length ?? 0), headSize)
  const bytes = Buffer.allocUnsafe(size)
  writeHead(bytes, oids.bytea, values.length, true)
  let at = headSize
  for (const value of values) {
    bytes.writeInt32BE(value?.length ?? -1, at)
    if (value) bytes.set(value, at + 4)
    at += 4 + (value?.length ?? 0)
  }
  return bytes
}

/** One dimension that counts from 1. */
function writeHead(bytes: Buffer, oid: number, length: number, hasNulls: boolean): void {
  bytes.writeInt32BE(1, 0)
  bytes.writeInt32BE(hasNulls ? 1 : 0, 4)
  bytes.writeInt32BE(oid, 8)
  bytes.writeInt32BE(length, 12)
  bytes.writeInt32BE(1, 16)
}

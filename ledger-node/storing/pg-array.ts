import { BinaryArray, type ArrayType } from '../../postgres/binary-array.ts'
import { maxInt64, tombstoneRevision } from '../wire/numbers.ts'

/** Builds parameters that are arrays. */
export const pgArray = {
  int8: (values: readonly number[]): Buffer =>
    arrayOf('int8', 8, values, (array, value) =>
      value === tombstoneRevision ? array.bigint(maxInt64) : array.int8(value),
    ),
  int4: (values: readonly number[]): Buffer =>
    arrayOf('int4', 4, values, (array, value) => array.int4(value)),
  /** Milliseconds since 1970. */
  timestamptz: (values: readonly number[]): Buffer =>
    arrayOf('timestamptz', 8, values, (array, value) => array.timestamptz(value)),
  /** Each given as its 16 bytes in so many characters. */
  uuid: (values: readonly string[]): Buffer =>
    arrayOf('uuid', 16, values, (array, value) => array.uuid(value)),
  bytea(values: readonly (Buffer | null)[]): Buffer {
    const size = values.reduce((sum, value) => sum + (value?.length ?? 0), 0)
    return arrayOf('bytea', Math.ceil(size / Math.max(1, values.length)), values, (array, value) =>
      value ? array.bytea(value) : array.null(),
    )
  },
}

function arrayOf<T>(
  type: ArrayType,
  valueBytes: number,
  values: readonly T[],
  write: (array: BinaryArray, value: T) => void,
): Buffer {
  const array = new BinaryArray(type, values.length, valueBytes)
  for (const value of values) write(array, value)
  return array.bytes
}

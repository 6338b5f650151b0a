import type { Expected } from '../writing/decide.ts'
import { maxInt64 } from '../wire/numbers.ts'
import type { ProtoReader } from '../wire/proto-reader.ts'
import { rpcErrors } from './rpc-errors.ts'
import { readStreamIdentifier } from './stream-identifier.ts'

/** The stream that is to be written and what is expected of it. */
export interface WriteOptions {
  readonly stream: string
  readonly expected: Expected
  /** Milliseconds since 1970; `Infinity` when the client gave none. */
  readonly deadlineMs: number
}

const noStream = 2n ** 64n - 1n

/** Reads the options of an append, a batch of one, a delete or a tombstone: they have the same fields. */
export function readWriteOptions(message: ProtoReader): WriteOptions {
  let stream = ''
  let expected: Expected | undefined
  let deadlineMs = Infinity
  while (message.next()) {
    if (message.field === 1) stream = readStreamIdentifier(message.message())
    else if (message.field === 2) expected = exact(message.bigUint())
    else if (message.field === 6) deadlineMs = readTime(message.message(), timestamps)
    else if (message.field === 7) deadlineMs = Date.now() + readTime(message.message(), durations)
    else {
      expected = named[message.field] ?? expected
      message.skip()
    }
  }
  if (expected === undefined) throw rpcErrors.badArgument('No expected revision is given')
  return { stream, expected, deadlineMs }
}

const named: Readonly<Record<number, Expected>> = { 3: 'no_stream', 4: 'any', 5: 'stream_exists' }

function exact(revision: bigint): Expected {
  if (revision === noStream) return 'no_stream'
  if (revision > maxInt64) throw rpcErrors.invalid('The expected revision is out of range')
  return revision
}

interface TimeLimits {
  readonly seconds: readonly [number, number]
  readonly nanos: readonly [number, number]
}

const timestamps: TimeLimits = {
  seconds: [-62_135_596_800, 253_402_300_799],
  nanos: [0, 999_999_999],
}
const durations: TimeLimits = {
  seconds: [-315_576_000_000, 315_576_000_000],
  nanos: [-999_999_999, 999_999_999],
}

/** A `Timestamp` or a `Duration`, in milliseconds. */
function readTime(message: ProtoReader, limits: TimeLimits): number {
  let seconds = 0
  let nanos = 0
  while (message.next()) {
    if (message.field === 1) seconds = Number(BigInt.asIntN(64, message.bigUint()))
    else if (message.field === 2) nanos = Number(BigInt.asIntN(64, message.bigUint()))
    else message.skip()
  }
  const isIn = (value: number, [least, most]: readonly [number, number]): boolean =>
    value >= least && value <= most
  if (!isIn(seconds, limits.seconds) || !isIn(nanos, limits.nanos) || seconds * nanos < 0)
    throw rpcErrors.invalid('The deadline is out of range')
  return seconds * 1000 + nanos / 1e6
}

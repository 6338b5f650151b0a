import { maxInt64 } from '../wire/numbers.ts'
import { ProtoReader } from '../wire/proto-reader.ts'
import { rpcErrors } from './rpc-errors.ts'
import { readStreamIdentifier } from './stream-identifier.ts'

const end = 2n ** 64n - 1n

/** Where reading begins: a revision of a stream, or the commit position of an event. */
export type ReadFrom = 'start' | 'end' | bigint

/** What a filter of `$all` lets through, and how it reports its progress. */
export interface FilterOptions {
  readonly on: 'stream' | 'type'
  readonly regex: string
  readonly prefixes: readonly string[]
  /** Events to look at before the next checkpoint may be sent; undefined: as many as the server likes. */
  readonly window: number | undefined
  readonly checkpointInterval: number
}

/** A request to read or to subscribe. */
export interface ReadRequest {
  /** Undefined: `$all`. */
  readonly stream: string | undefined
  readonly from: ReadFrom
  readonly direction: 'forwards' | 'backwards'
  readonly resolveLinks: boolean
  /** Undefined: a subscription. */
  readonly count: number | undefined
  readonly filter: FilterOptions | undefined
  readonly ids: 'text' | 'structured'
  /** Whether a read of a stream says where the stream begins and ends, too. */
  readonly ends: 'told' | 'untold'
}

type Draft = { -readonly [K in keyof ReadRequest]: ReadRequest[K] }

/** Reads a `ReadReq` message. */
export function readReadRequest(bytes: Buffer): ReadRequest {
  const outer = new ProtoReader(bytes)
  let request: ReadRequest | undefined
  while (outer.next()) {
    if (outer.field === 1) request = readOptions(outer.message())
    else outer.skip()
  }
  if (!request) throw rpcErrors.invalid('A read needs options')
  return request
}

function readOptions(message: ProtoReader): ReadRequest {
  const seen = new Set<number>()
  const request: Draft = {
    stream: undefined,
    from: 'start',
    direction: 'forwards',
    resolveLinks: false,
    count: undefined,
    filter: undefined,
    ids: 'structured',
    ends: 'untold',
  }
  while (message.next()) {
    seen.add(message.field)
    if (message.field === 1) Object.assign(request, readStreamOptions(message.message()))
    else if (message.field === 2) request.from = readAllOptions(message.message())
    else if (message.field === 3) request.direction = directionOf(message.uint())
    else if (message.field === 4) request.resolveLinks = message.uint() === 1
    else if (message.field === 5) request.count = Number(message.bigUint())
    else if (message.field === 7) request.filter = readFilter(message.message())
    else if (message.field === 9) request.ids = readIdOption(message.message())
    else if (message.field === 10) request.ends = readControlOption(message.message())
    else message.skip()
  }
  requireOneOf(seen, 'what to read', [1, 2])
  requireOneOf(seen, 'how much to read', [5, 6])
  requireOneOf(seen, 'whether to filter', [7, 8])
  return request
}

function requireOneOf(seen: ReadonlySet<number>, what: string, fields: readonly number[]): void {
  if (!fields.some(field => seen.has(field)))
    throw rpcErrors.badArgument(`The request does not say ${what}`)
}

function directionOf(value: number): ReadRequest['direction'] {
  return value === 1 ? 'backwards' : 'forwards'
}

function readStreamOptions(message: ProtoReader): Pick<ReadRequest, 'stream' | 'from'> {
  let stream = ''
  let from: ReadFrom | undefined
  while (message.next()) {
    if (message.field === 1) stream = readStreamIdentifier(message.message())
    else if (message.field === 2) from = placeOf(message.bigUint())
    else {
      from = message.field === 4 ? 'end' : 'start'
      message.skip()
    }
  }
  if (from === undefined) throw rpcErrors.invalid('A read of a stream begins at a revision')
  return { stream, from }
}

function readAllOptions(message: ProtoReader): ReadFrom {
  let from: ReadFrom | undefined
  while (message.next()) {
    if (message.field === 1) from = readPosition(message.message())
    else {
      from = message.field === 3 ? 'end' : 'start'
      message.skip()
    }
  }
  if (from === undefined) throw rpcErrors.invalid('A read of $all begins at a position')
  return from
}

function readPosition(message: ProtoReader): ReadFrom {
  let commit = 0n
  let prepare = 0n
  while (message.next()) {
    if (message.field === 1) commit = message.bigUint()
    else if (message.field === 2) prepare = message.bigUint()
    else message.skip()
  }
  if (prepare > commit) throw rpcErrors.invalid('The prepare position is after the commit position')
  const from = placeOf(commit)
  if (from === 'end' && placeOf(prepare) !== 'end')
    throw rpcErrors.invalid('The commit position is out of range')
  return from
}

/** The greatest number there is means the end. */
function placeOf(value: bigint): bigint | 'end' {
  if (value === end) return 'end'
  if (value > maxInt64) throw rpcErrors.invalid('The place to read from is out of range')
  return value
}

function readFilter(message: ProtoReader): FilterOptions {
  const seen = new Set<number>()
  let expression = { regex: '', prefixes: [] as readonly string[] }
  let window: number | undefined
  let checkpointInterval = 0
  while (message.next()) {
    seen.add(message.field)
    if (message.field === 1 || message.field === 2) expression = readExpression(message.message())
    else if (message.field === 3) window = message.uint()
    else if (message.field === 5) checkpointInterval = message.uint()
    else message.skip()
  }
  requireOneOf(seen, 'what the filter looks at', [1, 2])
  requireOneOf(seen, 'how far the filter looks', [3, 4])
  return { on: seen.has(1) ? 'stream' : 'type', ...expression, window, checkpointInterval }
}

function readExpression(message: ProtoReader): { regex: string; prefixes: string[] } {
  let regex = ''
  const prefixes: string[] = []
  while (message.next()) {
    if (message.field === 1) regex = message.text()
    else if (message.field === 2) prefixes.push(message.text())
    else message.skip()
  }
  return { regex, prefixes }
}

/** Clients that know more kinds of messages give a number above 0. */
function readControlOption(message: ProtoReader): ReadRequest['ends'] {
  let compatibility = 0
  while (message.next()) {
    if (message.field === 1) compatibility = message.uint()
    else message.skip()
  }
  return compatibility > 0 ? 'told' : 'untold'
}

function readIdOption(message: ProtoReader): ReadRequest['ids'] {
  let ids: ReadRequest['ids'] = 'structured'
  while (message.next()) {
    ids = message.field === 2 ? 'text' : 'structured'
    message.skip()
  }
  return ids
}

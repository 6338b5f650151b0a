import { ProtoReader } from './proto-reader.ts'
import { rpcErrors } from './rpc-errors.ts'
import { readStreamIdentifier } from './stream-identifier.ts'

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
}

type Draft = { -readonly [K in keyof ReadRequest]: ReadRequest[K] }

/** Reads a `ReadReq` message. */
export function readReadRequest(bytes: Buffer): ReadRequest {
  const request: Draft = {
    stream: undefined,
    from: 'start',
    direction: 'forwards',
    resolveLinks: false,
    count: undefined,
    filter: undefined,
    ids: 'text',
  }
  const outer = new ProtoReader(bytes)
  while (outer.next()) {
    if (outer.field === 1) readOptions(outer.message(), request)
    else outer.skip()
  }
  return request
}

function readOptions(message: ProtoReader, request: Draft): void {
  const into = request
  while (message.next()) {
    if (message.field === 1) readStreamOptions(message.message(), into)
    else if (message.field === 2) into.from = readAllOptions(message.message())
    else if (message.field === 3) into.direction = message.uint() === 1 ? 'backwards' : 'forwards'
    else if (message.field === 4) into.resolveLinks = message.uint() === 1
    else if (message.field === 5) into.count = Number(message.bigUint())
    else if (message.field === 7) into.filter = readFilter(message.message())
    else if (message.field === 9) into.ids = readIdOption(message.message())
    else message.skip()
  }
}

function readStreamOptions(message: ProtoReader, request: Draft): void {
  const into = request
  into.stream = ''
  while (message.next()) {
    if (message.field === 1) into.stream = readStreamIdentifier(message.message())
    else if (message.field === 2) into.from = message.bigUint()
    else {
      into.from = message.field === 4 ? 'end' : 'start'
      message.skip()
    }
  }
}

function readAllOptions(message: ProtoReader): ReadFrom {
  let from: ReadFrom = 'start'
  while (message.next()) {
    if (message.field === 1) from = readPosition(message.message())
    else {
      from = message.field === 3 ? 'end' : 'start'
      message.skip()
    }
  }
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
  return commit
}

function readFilter(message: ProtoReader): FilterOptions {
  const filter = { on: 'type' as FilterOptions['on'], expression: { regex: '', prefixes: [''] } }
  let window: number | undefined
  let checkpointInterval = 0
  while (message.next()) {
    if (message.field === 1 || message.field === 2) {
      filter.on = message.field === 1 ? 'stream' : 'type'
      filter.expression = readExpression(message.message())
    } else if (message.field === 3) window = message.uint()
    else if (message.field === 5) checkpointInterval = message.uint()
    else message.skip()
  }
  return { on: filter.on, ...filter.expression, window, checkpointInterval }
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

function readIdOption(message: ProtoReader): ReadRequest['ids'] {
  let ids: ReadRequest['ids'] = 'text'
  while (message.next()) {
    ids = message.field === 1 ? 'structured' : 'text'
    message.skip()
  }
  return ids
}

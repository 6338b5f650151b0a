import type { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { DecklogError } from '../../errors.ts'
import { notValid } from '../../validation/validator.ts'

const deepest = 64
const mostMembers = 20_000
const mostValues = 100_000
const small = 4_096
const receiveMs = 10_000

/** A body as it came, decompressed, and the JSON in it; undefined when there is none. */
interface ReadBody {
  readonly bytes: Buffer
  readonly value: unknown
}

/** Of a request that brings none. */
export const noBody: ReadBody = { bytes: Buffer.alloc(0), value: undefined }

/**
 * Reads the JSON of a body. A body is counted before it is parsed: a megabyte of members or of empty
 * objects takes a parser longer than anything that Decklog would do with it. After a large one others have their turn.
 */
export async function readBody(payload: Readable, maxBytes: number): Promise<ReadBody> {
  const bytes = await collect(payload, maxBytes)
  if (bytes.length === 0) return { bytes, value: undefined }
  const isLarge = bytes.length > small
  if (isLarge) refuseCostly(bytes)
  const value = parse(bytes.toString('utf8'))
  if (isLarge) await turn()
  return { bytes, value }
}

/** Reads a body to its end, or to more than it may have. What has not been read then is left to be drained: the request lives on, for its answer. */
function collect(payload: Readable, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const timer = setTimeout(() => fail(malformed('did not arrive in time')), receiveMs)
    const settle = (): void => {
      clearTimeout(timer)
      payload.off('data', take).off('end', finish).off('close', lost)
    }
    const finish = (): void => {
      settle()
      resolve(Buffer.concat(chunks, length))
    }
    const fail = (error: Error): void => {
      settle()
      payload.pause()
      reject(error)
    }
    const lost = (): void => fail(malformed('was cut off'))
    const take = (chunk: Buffer): void => {
      length += chunk.length
      if (length > maxBytes) fail(tooLarge(maxBytes))
      else chunks.push(chunk)
    }
    payload.on('data', take).once('end', finish).once('close', lost)
    // Heard for good: a compressed body can be found to be broken after it was found to be too large.
    payload.on('error', () => fail(malformed('cannot be decompressed, or was cut off')))
  })
}

function tooLarge(maxBytes: number): DecklogError {
  const message = `The body is larger than the ${maxBytes} bytes that this takes.`
  return new DecklogError('DECKLOG_PAYLOAD_TOO_LARGE', message)
}

function refuseCostly(bytes: Buffer): void {
  const excess = findExcess(bytes)
  if (excess !== undefined) throw notValid([{ field: '', message: excess }])
}

const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const backslash = 0x5c
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d]

/** Counts levels, members and values of a text that should be JSON; answers what there are too many of. */
function findExcess(bytes: Buffer): string | undefined {
  let levels = 0
  let members = 0
  let values = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === quote) at = endOfText(bytes, at)
    else if (byte === colon) members += 1
    else if (byte === comma) values += 1
    else if (byte === closeList || byte === closeObject) levels -= 1
    else if (byte === openList || byte === openObject) {
      levels += 1
      values += 1
      if (levels > deepest) return 'The body is nested too deeply'
    }
    if (members > mostMembers) return `The body has more than ${mostMembers} members`
    if (values > mostValues) return `The body has more than ${mostValues} values`
  }
  return undefined
}

function endOfText(bytes: Buffer, from: number): number {
  let at = from + 1
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1
  return at
}

// A name that leads to a prototype, however it is spelled.
const toPrototype =
  /"(?:_|\\u005[Ff]){2}(?:p|\\u0070)(?:r|\\u0072)(?:o|\\u006[Ff])(?:t|\\u0074)(?:o|\\u006[Ff])(?:_|\\u005[Ff]){2}"\s*:/

function parse(text: string): unknown {
  if (toPrototype.test(text)) throw malformed('has a name that is not allowed')
  try {
    return JSON.parse(text)
  } catch {
    throw malformed('cannot be read as JSON')
  }
}

function malformed(why: string): DecklogError {
  return new DecklogError('DECKLOG_REQUEST_MALFORMED', `The body ${why}.`)
}

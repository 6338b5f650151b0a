import { setImmediate as turn } from 'node:timers/promises'
import { DecklogError } from '../../errors.ts'
import { notValid } from '../../validation/validator.ts'

const deepest = 64
const mostMembers = 20_000
const mostValues = 100_000
const small = 4_096

/**
 * Reads the JSON of a body; undefined when there is none. A body is counted before it is parsed: a megabyte of members or of empty
 * objects takes a parser longer than anything that Decklog would do with it. After a large one others have their turn.
 */
export async function readBody(payload: unknown): Promise<unknown> {
  if (!Buffer.isBuffer(payload) || payload.length === 0) return undefined
  const isLarge = payload.length > small
  if (isLarge) refuseCostly(payload)
  const value = parse(payload.toString('utf8'))
  if (isLarge) await turn()
  return value
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
  if (toPrototype.test(text)) throw malformed()
  try {
    return JSON.parse(text)
  } catch {
    throw malformed()
  }
}

function malformed(): DecklogError {
  return new DecklogError('DECKLOG_REQUEST_MALFORMED', 'The body cannot be read as JSON.')
}

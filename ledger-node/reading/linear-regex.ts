import { RE2JS, RE2JSSyntaxException } from 're2js'
import { rpcErrors } from '../protocol/rpc-errors.ts'

const maxPattern = 1_000
/** Steps that the engine takes for each character at most. */
const maxProgram = 2_000
/** Names and types are looked at up to here, so that no event costs more than a step may. */
const maxText = 1_000

/** An expression that is looked for anywhere in a text, in time that grows with the text alone. */
export interface LinearRegex {
  test(text: string): boolean
}

/**
 * Compiles a .NET regular expression, as far as RE2 knows it too. What it does not know, or understands in another way, is refused by
 * name; what no engine could read fails as EventStoreDB fails.
 */
export function linearRegex(pattern: string): LinearRegex {
  if (pattern.length > maxPattern)
    throw rpcErrors.badArgument(`A regular expression has ${maxPattern} characters at most`)
  const compiled = compile(translate(pattern))
  if (compiled.programSize() > maxProgram)
    throw rpcErrors.badArgument('The regular expression repeats too much')
  return { test: text => compiled.test(text.length > maxText ? text.slice(0, maxText) : text) }
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    const reason = error.message.replace('error parsing regexp: ', '')
    throw isBroken.test(reason) ? rpcErrors.invalid(reason) : rpcErrors.badArgument(reason)
  }
}

/** What .NET does not read either. */
const isBroken = /^(missing|unexpected|trailing|invalid nested)/

/** What stands for one thing here and for another there. Inside a set a bracket opens it; outside, a set begins with it. */
const pieces = /\\[\s\S]?|\(\?(?:P|[a-zA-Z-]*U)|-?\[(?::|\^?\]?)|\]|[^\\([\]-]+|[\s\S]/g
/** What .NET takes these for: characters of all of Unicode. */
const classes: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  w: '\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}',
  s: '\\s\\v\\x{85}\\p{Z}',
}

function translate(pattern: string): string {
  let isInSet = false
  return pattern.replace(pieces, piece => {
    if (piece.startsWith('\\')) return escaped(piece, isInSet)
    const isStrange = isInSet ? /^(-\[|\[:)/.test(piece) : piece.startsWith('(?')
    if (isStrange) throw unknown(piece)
    isInSet = isInSet ? !piece.endsWith(']') : /^-?\[/.test(piece)
    return piece
  })
}

function escaped(piece: string, isInSet: boolean): string {
  const letter = piece.charAt(1)
  if (letter === 'Q') throw unknown(piece)
  const characters = classes[letter.toLowerCase()]
  if (characters === undefined) return piece
  const isNegated = letter !== letter.toLowerCase()
  if (!isInSet) return `[${isNegated ? '^' : ''}${characters}]`
  if (isNegated) throw unknown(`${piece} in a set`)
  return characters
}

function unknown(piece: string): Error {
  return rpcErrors.badArgument(
    `The regular expression has what this server does not know: ${piece}`,
  )
}

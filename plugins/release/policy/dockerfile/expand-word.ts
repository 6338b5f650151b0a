import type { Interpolated, Missing } from '../compose/interpolate.ts'

/** The value of a variable, and what of it had no value where it comes from. */
export interface Value {
  readonly text: string
  readonly missing: readonly Missing[]
}

/** What words are expanded with. */
export interface Expansion {
  /** Undefined when it is not set. */
  lookup(name: string): Value | undefined
  readonly escape: string
}

/**
 * Expands a word of a Dockerfile as BuildKit does: quotes are taken away, and `$V`, `${V}` with `:-`, `:+`, `:?`, `#`, `%`, `/` and
 * their kin are filled in, nested ones too.
 */
export function expandWord(word: string, expansion: Expansion): Interpolated {
  const reader = createReader(word, expansion)
  try {
    return { kind: 'text', text: reader.readUntil(undefined, 'unescape'), missing: reader.missing }
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'malformed', part: word }
    throw error
  }
}

class Malformed extends Error {}

type Escapes = 'unescape' | 'keep'

function createReader(word: string, { lookup, escape }: Expansion) {
  const characters = [...word]
  const missing: Missing[] = []
  let at = 0

  const readUntil = (stop: string | undefined, escapes: Escapes): string => {
    let text = ''
    for (;;) {
      const next = characters[at]
      if (next === undefined) {
        if (stop === undefined) return text
        throw new Malformed()
      }
      at += 1
      if (next === stop) return text
      if (next === "'") text += readSingle()
      else if (next === '"') text += readDouble()
      else if (next === '$') text += readDollar()
      else if (next === escape) text += readEscaped(escapes)
      else text += next
    }
  }
  const readEscaped = (escapes: Escapes): string => {
    const next = characters[at] ?? ''
    at += 1
    return escapes === 'keep' ? `${escape}${next}` : next
  }
  const readSingle = (): string => {
    const end = characters.indexOf("'", at)
    if (end < 0) throw new Malformed()
    const text = characters.slice(at, end).join('')
    at = end + 1
    return text
  }
  const readDouble = (): string => {
    let text = ''
    for (;;) {
      const next = characters[at]
      if (next === undefined) throw new Malformed()
      at += 1
      if (next === '"') return text
      if (next === '$') text += readDollar()
      else if (next === escape && ['"', '$', escape].includes(characters[at] ?? '')) {
        text += characters[at]
        at += 1
      } else text += next
    }
  }
  const readName = (): string => {
    const found = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(characters.slice(at).join(''))
    const name = found?.[0] ?? ''
    at += [...name].length
    return name
  }
  const valueOf = (name: string): Value => {
    const value = lookup(name) ?? { text: '', missing: [{ variable: name, demand: null }] }
    missing.push(...value.missing)
    return value
  }
  const readDollar = (): string => {
    if (characters[at] !== '{') {
      const name = readName()
      return name === '' ? '$' : valueOf(name).text
    }
    at += 1
    const name = readName()
    if (name === '') throw new Malformed()
    return readModified(name)
  }
  const readModified = (name: string): string => {
    const first = characters[at]
    at += 1
    if (first === '}') return valueOf(name).text
    const known = lookup(name)
    if (first === ':' || first === '-' || first === '+' || first === '?') {
      const operator = first === ':' ? characters[at] : first
      if (first === ':') at += 1
      const isThere = known !== undefined && (first !== ':' || known.text !== '')
      return readChoice(name, { operator, known: isThere ? known : undefined })
    }
    if (first === '#' || first === '%') {
      const isLongest = characters[at] === first
      if (isLongest) at += 1
      const pattern = readUntil('}', 'keep')
      return trim(valueOf(name).text, {
        pattern,
        from: first === '#' ? 'start' : 'end',
        length: isLongest ? 'longest' : 'shortest',
      })
    }
    if (first !== '/') throw new Malformed()
    const isAll = characters[at] === '/'
    if (isAll) at += 1
    const pattern = readUntil('/', 'keep')
    const replacement = readUntil('}', 'keep')
    const found = new RegExp(patternSource(pattern, 'longest'), isAll ? 'gs' : 's')
    return valueOf(name).text.replace(found, () => replacement)
  }
  // Of what is not taken nothing is missing.
  const readChoice = (
    name: string,
    {
      operator,
      known,
    }: { readonly operator: string | undefined; readonly known: Value | undefined },
  ): string => {
    const before = missing.length
    const word = readUntil('}', 'unescape')
    switch (operator) {
      case '-':
        if (known === undefined) return word
        missing.splice(before)
        return valueOf(name).text
      case '+':
        if (known !== undefined) return word
        missing.splice(before)
        return ''
      case '?':
        missing.splice(before)
        if (known !== undefined) return valueOf(name).text
        missing.push({ variable: name, demand: word })
        return ''
      default:
        throw new Malformed()
    }
  }
  return { readUntil, missing }
}

type Length = 'shortest' | 'longest'

interface Trimming {
  readonly pattern: string
  readonly from: 'start' | 'end'
  readonly length: Length
}

// From the end: both are turned around.
function trim(value: string, { pattern, from, length }: Trimming): string {
  const pieces = piecesOf(pattern)
  const source = (from === 'start' ? pieces : pieces.toReversed())
    .map(piece => sourceOf(piece, length))
    .join('')
  const turn = (text: string): string => (from === 'start' ? text : [...text].reverse().join(''))
  return turn(turn(value).replace(new RegExp(`^(?:${source})`, 'su'), ''))
}

function patternSource(pattern: string, length: Length): string {
  return piecesOf(pattern)
    .map(piece => sourceOf(piece, length))
    .join('')
}

// An escaped character is one piece.
function piecesOf(pattern: string): readonly string[] {
  return pattern.match(/\\.|./gsu) ?? []
}

function sourceOf(piece: string, length: Length): string {
  if (piece === '*') return length === 'longest' ? '.*' : '.*?'
  if (piece === '?') return '.'
  const plain = piece.startsWith('\\') && piece.length > 1 ? piece.slice(1) : piece
  return plain.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

import { isDigit, isSpace, isWord, namedSet, namedSetWithoutCase } from './regex-chars.ts'
import type { CharSet } from './regex-node.ts'
import type { RegexSource } from './regex-source.ts'

const classes: Readonly<Record<string, CharSet>> = { d: isDigit, w: isWord, s: isSpace }
const controls: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  e: 27,
}
const octal = /[0-7]{1,3}/y
const hex2 = /[0-9a-fA-F]{2}/y
const hex4 = /[0-9a-fA-F]{4}/y
const property = /\{[\w-]+\}/y

/** Reads behind a backslash what stands for a set of characters, if it does. */
export function readClassEscape(
  source: RegexSource,
  cases: 'matter' | 'do not matter',
): CharSet | undefined {
  const letter = source.peek()
  const set = classes[letter.toLowerCase()] ?? readProperty(source, cases)
  if (!set) return undefined
  if (letter.toLowerCase() !== 'p') source.next()
  return letter === letter.toLowerCase() ? set : code => !set(code)
}

function readProperty(source: RegexSource, cases: 'matter' | 'do not matter'): CharSet | undefined {
  if (source.peek().toLowerCase() !== 'p') return undefined
  source.next()
  const name = source.match(property)
  if (name === undefined) throw new SyntaxError('A property has no name')
  const find = cases === 'matter' ? namedSet : namedSetWithoutCase
  return find(name.slice(1, -1))
}

/** Reads behind a backslash what stands for one character. */
export function readCharEscape(source: RegexSource): number {
  const digits = source.match(octal)
  if (digits !== undefined) return parseInt(digits, 8) & 0xff
  const letter = source.next()
  if (letter === 'x') return readHex(source, hex2)
  if (letter === 'u') return readHex(source, hex4)
  if (letter === 'c') return readControl(source)
  const control = controls[letter]
  if (control !== undefined) return control
  if (isWord(letter.charCodeAt(0))) throw new SyntaxError(`There is no escape \\${letter}`)
  return letter.charCodeAt(0)
}

function readHex(source: RegexSource, digits: RegExp): number {
  const found = source.match(digits)
  if (found === undefined) throw new SyntaxError('Hexadecimal digits are missing')
  return parseInt(found, 16)
}

function readControl(source: RegexSource): number {
  const code = source.next().toUpperCase().charCodeAt(0) - 64
  if (code < 0 || code >= 32) throw new SyntaxError('There is no such control character')
  return code
}

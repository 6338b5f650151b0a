import type { CharSet } from './regex-node.ts'
import { unicodeBlocks } from './unicode-blocks.ts'

const categories = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)$/

const known = new Map<string, CharSet>()

/** The characters of a Unicode category or block, as `\p{...}` names them; throws when there is none of the name. */
export function namedSet(name: string): CharSet {
  const before = known.get(name)
  if (before) return before
  const made = blockSet(name) ?? categorySet(name)
  known.set(name, made)
  return made
}

function blockSet(name: string): CharSet | undefined {
  const block = unicodeBlocks[name]
  if (!block) return undefined
  const [first, last] = block
  return code => code >= first && code <= last
}

function categorySet(name: string): CharSet {
  if (!categories.test(name)) throw new SyntaxError(`There is no property ${name}`)
  const matches = new RegExp(`^\\p{${name}}$`, 'u')
  const seen = new Map<number, boolean>()
  return code => {
    const before = seen.get(code)
    if (before !== undefined) return before
    const is = matches.test(String.fromCharCode(code))
    seen.set(code, is)
    return is
  }
}

const isLetter = namedSet('L')
const isMark = namedSet('Mn')
const isConnector = namedSet('Pc')

/** `\d` */
export const isDigit = namedSet('Nd')

/** `\w` */
export const isWord: CharSet = code =>
  isLetter(code) || isDigit(code) || isConnector(code) || isMark(code)

/** `\s` */
export const isSpace: CharSet = code =>
  (code >= 9 && code <= 13) || code === 0x85 || namedSet('Z')(code)

/** What a word's edge is an edge of: joiners belong to the word. */
export const isWordOrJoiner: CharSet = code => isWord(code) || code === 0x200c || code === 0x200d

const cased = ['Lu', 'Ll', 'Lt']

/** A named set when case does not matter: letters of any case are in each of the sets of letters of one case. */
export function namedSetWithoutCase(name: string): CharSet {
  if (!cased.includes(name)) return namedSet(name)
  const sets = cased.map(namedSet)
  return code => sets.some(set => set(code))
}

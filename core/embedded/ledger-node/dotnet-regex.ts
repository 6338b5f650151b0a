import { rpcErrors } from './rpc-errors.ts'

/** Translates a .NET regular expression, as far as names and types need it; throws when it cannot be parsed. */
export function toRegExp(source: string): RegExp {
  try {
    return new RegExp(new Translation(source, unicodeClasses).run(), 'u')
  } catch {
    try {
      return new RegExp(new Translation(source, {}).run())
    } catch (error) {
      throw rpcErrors.invalid(`Invalid regular expression: ${String(error)}`)
    }
  }
}

interface Options {
  readonly ignoreCase: boolean
  readonly multiline: boolean
  readonly dotAll: boolean
  readonly extended: boolean
}

const plain: Options = { ignoreCase: false, multiline: false, dotAll: false, extended: false }
const letters: Readonly<Record<string, keyof Options>> = {
  i: 'ignoreCase',
  m: 'multiline',
  s: 'dotAll',
  x: 'extended',
}
const endOfText = '(?![\\s\\S])'
const escapes: Readonly<Record<string, string>> = {
  A: '(?<![\\s\\S])',
  z: endOfText,
  Z: `(?=\\n?${endOfText})`,
  a: '\\x07',
  e: '\\x1b',
}

const word = '\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}'
/** Inside brackets; \W cannot be written there. */
const unicodeClasses: Readonly<Record<string, string>> = {
  '\\w': word,
  '\\d': '\\p{Nd}',
  '\\D': '\\P{Nd}',
}

/** Walks an expression once; options hold to the end of their group. */
class Translation {
  readonly #source: string
  readonly #classes: Readonly<Record<string, string>>
  #at = 0
  #options = plain
  readonly #outer: Options[] = []

  /** `classes`: how the classes of characters are written inside brackets, where not as they are. */
  constructor(source: string, classes: Readonly<Record<string, string>>) {
    this.#source = source
    this.#classes = classes
  }

  run(): string {
    let result = ''
    while (this.#at < this.#source.length) result += this.#next()
    if (this.#outer.length > 0) throw new SyntaxError('A group is not closed')
    return result
  }

  #next(): string {
    const rest = this.#source.slice(this.#at)
    const comment =
      /^\(\?#[^)]*\)/.exec(rest) ?? (this.#options.extended && /^(?:\s+|#[^\n]*)/.exec(rest))
    if (comment) return this.#take(comment[0].length, '')
    const options = /^\(\?([imnsx]*)(?:-([imnsx]*))?([:)])/.exec(rest)
    if (options) return this.#changeOptions(options)
    if (rest.startsWith('(')) return this.#openGroup(rest)
    if (rest.startsWith(')')) return this.#closeGroup()
    const escape = /^\\(?:[xu][0-9a-fA-F]{2,4}|[pP]\{\w+\}|c[A-Za-z]|k<\w+>|[\s\S])/.exec(rest)
    if (escape) return this.#take(escape[0].length, this.#escape(escape[0]))
    const set = /^\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]/.exec(rest)
    if (set) return this.#take(set[0].length, this.#set(set[0]))
    return this.#take(1, this.#character(rest.charAt(0)))
  }

  #take(length: number, translated: string): string {
    this.#at += length
    return translated
  }

  #changeOptions([text, on = '', off = '', end]: RegExpExecArray): string {
    if (end === ':') this.#outer.push(this.#options)
    const changed: Record<string, boolean> = {}
    for (const letter of on) changed[letters[letter] ?? ''] = true
    for (const letter of off) changed[letters[letter] ?? ''] = false
    this.#options = { ...this.#options, ...changed }
    return this.#take(text.length, end === ':' ? '(?:' : '')
  }

  #openGroup(rest: string): string {
    this.#outer.push(this.#options)
    const named = /^\(\?'(\w+)'/.exec(rest)
    if (named) return this.#take(named[0].length, `(?<${named[1] ?? ''}>`)
    // An atomic group matches what a plain one does, except where backtracking into it would help.
    if (rest.startsWith('(?>')) return this.#take(3, '(?:')
    const head = /^\((?:\?(?:[:=!]|<[=!]|<[A-Za-z_]\w*>))?/.exec(rest)
    return this.#take(head?.[0].length ?? 1, head?.[0] ?? '(')
  }

  #closeGroup(): string {
    const options = this.#outer.pop()
    if (!options) throw new SyntaxError('Too many )')
    this.#options = options
    return this.#take(1, ')')
  }

  #escape(text: string): string {
    const translated = escapes[text.charAt(1)]
    if (text.length === 2 && translated) return translated
    const unicode = this.#classes[text.toLowerCase()]
    if (unicode) return text === text.toLowerCase() ? `[${unicode}]` : `[^${unicode}]`
    return /^\\[^\w\s]$/.test(text) ? quoted(text.charAt(1)) : text
  }

  #set(source: string): string {
    const text = source.replace(/\\[\s\S]/g, escape => this.#classes[escape] ?? escape)
    if (!this.#options.ignoreCase) return text
    const cases = text
      .slice(1, -1)
      .replace(
        /\\[pP]\{\w+\}|\\[\s\S]|(\p{L})-(\p{L})|\p{L}/gu,
        (part, from?: string, to?: string) => {
          if (part.startsWith('\\')) return part
          if (from === undefined || to === undefined) return bothCases(part)
          const ranges = [`${from}-${to}`, `${from.toLowerCase()}-${to.toLowerCase()}`]
          return [...ranges, `${from.toUpperCase()}-${to.toUpperCase()}`].join('')
        },
      )
    return `[${cases}]`
  }

  #character(character: string): string {
    const { ignoreCase, multiline, dotAll } = this.#options
    if (character === '.') return dotAll ? '[\\s\\S]' : '[^\\n]'
    if (character === '^') return multiline ? '(?<=^|\\n)' : '^'
    if (character === '$') return multiline ? `(?=\\n|${endOfText})` : `(?=\\n?${endOfText})`
    return ignoreCase && /\p{L}/u.test(character) ? `[${bothCases(character)}]` : character
  }
}

function bothCases(letter: string): string {
  return [...new Set([letter, letter.toLowerCase(), letter.toUpperCase()])].join('')
}

function quoted(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character
}

/** A value in JSON text. Integers keep all their digits, and an object every property in its order, doubled ones too. */
export type JsonNode =
  | { readonly kind: 'object'; readonly properties: readonly JsonProperty[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'word'; readonly value: 'true' | 'false' | 'null' | 'undefined' }

export type JsonObject = Extract<JsonNode, { kind: 'object' }>
export type JsonProperty = readonly [string, JsonNode]

/** Where comments may stand, and whether the text may go on behind the object. */
export type Leniency = 'comments inside values, and anything behind' | 'comments anywhere'

const maxDepth = 64
/** Without the mark that a text may begin with. */
const space = /[^\S\ufeff]*/y
const comment = /\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/y
const name = /[\p{L}\p{Nd}_$]+/uy
const number = /[-+.\w]+/y
const words = /(?:true|false|null|undefined|NaN|-?Infinity)(?![^\s,:\]})/])/y
const plainEscapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '/': '/',
}

/**
 * Reads an object as EventStoreDB's JSON reader does, which is lenient: single quotes, names without quotes, a comma at the end,
 * hexadecimal and octal numbers, comments. Throws where that reader does.
 */
export function readLenientJson(text: string, leniency: Leniency): JsonObject {
  return new Reader(text, leniency).read()
}

class Reader {
  readonly #text: string
  readonly #leniency: Leniency
  #at = 0
  #depth = 0

  constructor(text: string, leniency: Leniency) {
    this.#text = text
    this.#leniency = leniency
  }

  read(): JsonObject {
    this.#skip()
    const object = this.#object()
    if (this.#leniency !== 'comments anywhere') return object
    this.#skip()
    if (this.#at < this.#text.length) throw new SyntaxError('There is text behind the object')
    return object
  }

  #value(): JsonNode {
    this.#skip()
    const first = this.#text.charAt(this.#at)
    if (first === '{') return this.#object()
    if (first === '[') return this.#array()
    if (first === '"' || first === "'") return { kind: 'string', value: this.#string(first) }
    return this.#word() ?? this.#number()
  }

  #object(): JsonObject {
    const properties: JsonProperty[] = []
    this.#enter('{')
    while (!this.#leave('}')) {
      const key = this.#name()
      this.#skip()
      this.#expect(':')
      properties.push([key, this.#value()])
      this.#separate('}')
    }
    return { kind: 'object', properties }
  }

  #array(): JsonNode {
    const items: JsonNode[] = []
    this.#enter('[')
    while (!this.#leave(']')) {
      items.push(this.#value())
      this.#separate(']')
    }
    return { kind: 'array', items }
  }

  #enter(bracket: string): void {
    this.#expect(bracket)
    if (++this.#depth > maxDepth) throw new SyntaxError('It is nested too deeply')
  }

  #leave(bracket: string): boolean {
    this.#skip()
    if (this.#text.charAt(this.#at) !== bracket) return false
    this.#at++
    this.#depth--
    return true
  }

  #separate(end: string): void {
    this.#skip()
    if (this.#text.charAt(this.#at) !== end) this.#expect(',')
  }

  #name(): string {
    const quote = this.#text.charAt(this.#at)
    if (quote === '"' || quote === "'") return this.#string(quote)
    const plain = this.#match(name)
    if (plain === undefined) throw new SyntaxError('A name is missing')
    return plain
  }

  #string(quote: string): string {
    let value = ''
    for (this.#at++; ; this.#at++) {
      const character = this.#text.charAt(this.#at)
      if (character === '') throw new SyntaxError('A text does not end')
      if (character === quote) break
      value += character === '\\' ? this.#escape() : character
    }
    this.#at++
    return value
  }

  #escape(): string {
    const letter = this.#text.charAt(++this.#at)
    const plain = plainEscapes[letter]
    if (plain !== undefined) return plain
    const digits = this.#text.slice(this.#at + 1, this.#at + 5)
    if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits))
      throw new SyntaxError('An escape is wrong')
    this.#at += 4
    return String.fromCharCode(parseInt(digits, 16))
  }

  #word(): JsonNode | undefined {
    const word = this.#match(words)
    if (word === undefined) return undefined
    if (word === 'true' || word === 'false' || word === 'null' || word === 'undefined')
      return { kind: 'word', value: word }
    return { kind: 'float', value: Number(word) }
  }

  #number(): JsonNode {
    const text = this.#match(number) ?? ''
    if (/^-?(0[0-7]*|[1-9]\d*)$/.test(text)) return { kind: 'integer', value: integerOf(text) }
    if (/^-?0[xX][0-9a-fA-F]+$/.test(text)) return { kind: 'integer', value: integerOf(text) }
    if (/^-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text))
      return { kind: 'float', value: Number(text) }
    throw new SyntaxError('A value is missing')
  }

  #match(expression: RegExp): string | undefined {
    const sticky = expression
    sticky.lastIndex = this.#at
    const found = sticky.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  #skip(): void {
    this.#match(space)
    while (this.#match(comment) !== undefined) {
      if (this.#depth < 2 && this.#leniency !== 'comments anywhere')
        throw new SyntaxError('A comment stands where none may')
      this.#match(space)
    }
  }

  #expect(character: string): void {
    if (this.#text.charAt(this.#at) !== character) throw new SyntaxError(`${character} is missing`)
    this.#at++
  }
}

function integerOf(text: string): bigint {
  const digits = text.replace('-', '')
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits.replace('X', 'x'))
  return text.startsWith('-') ? -value : value
}

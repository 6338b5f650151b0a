import { isWordOrJoiner } from './regex-chars.ts'
import { caseFamily } from './regex-case.ts'
import { readCharEscape, readClassEscape } from './regex-escape.ts'
import { readGroup, type GroupReader } from './regex-group.ts'
import type { RegexNode } from './regex-node.ts'
import { changeOptions, noOptions, type RegexOptions } from './regex-options.ts'
import { readSet } from './regex-set.ts'
import { RegexSource } from './regex-source.ts'

const blank = /\s+|#[^\n]*/y
const comment = /\(\?#[^)]*\)/y
const optionLetters = /\(\?[-+a-zA-Z]+\)/y
const quantifier = /[*+?]|\{\d+(?:,\d*)?\}/y
const decimal = /[1-9]\d*/y
const groupName = /[\p{L}\p{Mn}\p{Nd}\p{Pc}]+/uy

const isEnd = (text: string, at: number): boolean => at === text.length
const isLastLine = (text: string, at: number): boolean =>
  isEnd(text, at) || (at === text.length - 1 && text[at] === '\n')
const isEdge = (text: string, at: number): boolean => isWordAt(text, at - 1) !== isWordAt(text, at)

const anchors: Readonly<Record<string, (text: string, at: number) => boolean>> = {
  A: (_, at) => at === 0,
  G: (_, at) => at === 0,
  z: isEnd,
  Z: isLastLine,
  b: isEdge,
  B: (text, at) => !isEdge(text, at),
}

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isWordOrJoiner(text.charCodeAt(at))
}

/** Parses a .NET regular expression; throws a SyntaxError where .NET does. */
export class RegexParser implements GroupReader {
  readonly source: RegexSource
  readonly #knows: (group: string) => boolean
  options = noOptions
  #unnamed = 0

  /** `knows`: which groups there are, as a first reading has shown; `\10` may be a group or an octal number. */
  constructor(text: string, knows: (group: string) => boolean) {
    this.source = new RegexSource(text)
    this.#knows = knows
  }

  knows(group: string): boolean {
    return this.#knows(group)
  }

  parse(): RegexNode {
    const root = this.choice()
    if (!this.source.ended) throw new SyntaxError('Too many )')
    return root
  }

  nextGroup(): string {
    return String(++this.#unnamed)
  }

  /** What stands between here and the end of a group; options that are changed in it hold no longer. */
  choice(): RegexNode {
    const items = this.alternatives()
    return items.length === 1 && items[0] ? items[0] : { kind: 'choice', items }
  }

  alternatives(): readonly RegexNode[] {
    const before = this.options
    const items = [this.#sequence()]
    while (this.source.take('|')) items.push(this.#sequence())
    this.options = before
    return items
  }

  #sequence(): RegexNode {
    const items: RegexNode[] = []
    for (this.#skip(); !this.source.ended && !/[|)]/.test(this.source.peek()); this.#skip()) {
      if (this.#changesOptions()) continue
      items.push(this.#quantified(this.#atom()))
    }
    return { kind: 'sequence', items }
  }

  #skip(): void {
    const { source } = this
    while (
      source.match(comment) !== undefined ||
      (this.options.extended && source.match(blank) !== undefined)
    );
    if (source.startsWith('(?#')) throw new SyntaxError('A comment does not end')
  }

  #changesOptions(): boolean {
    const text = this.source.match(optionLetters)
    if (text === undefined) return false
    this.options = changeOptions(this.options, text.slice(2, -1))
    return true
  }

  #atom(): RegexNode {
    const { source, options } = this
    if (source.match(quantifier) !== undefined) throw new SyntaxError('There is nothing to repeat')
    if (source.startsWith('(')) return readGroup(this)
    const character = source.next()
    if (character === '[') return { kind: 'char', accepts: readSet(source, options) }
    if (character === '\\') return this.#escape()
    if (character === '^') return { kind: 'anchor', holds: beginOf(options) }
    if (character === '$') return { kind: 'anchor', holds: endOf(options) }
    if (character === '.')
      return { kind: 'char', accepts: options.dotAll ? () => true : code => code !== 10 }
    return this.#literal(character.charCodeAt(0))
  }

  #literal(code: number): RegexNode {
    if (!this.options.ignoreCase) return { kind: 'char', accepts: found => found === code }
    const family = new Set(caseFamily(code))
    return { kind: 'char', accepts: found => family.has(found) }
  }

  #escape(): RegexNode {
    const { source, options } = this
    const holds = anchors[source.peek()]
    if (holds) {
      source.next()
      return { kind: 'anchor', holds }
    }
    const set = readClassEscape(source, options.ignoreCase ? 'do not matter' : 'matter')
    if (set) return { kind: 'char', accepts: set }
    return this.#reference() ?? this.#literal(readCharEscape(source))
  }

  #reference(): RegexNode | undefined {
    const { source } = this
    const start = source.at
    const group = this.#referredGroup()
    if (group === undefined) {
      source.back(start)
      return undefined
    }
    const compares = this.options.ignoreCase ? 'without case' : 'exactly'
    return { kind: 'reference', group, compares }
  }

  #referredGroup(): string | undefined {
    const { source } = this
    const number = source.match(decimal)
    if (number !== undefined) return number.length === 1 || this.#knows(number) ? number : undefined
    const isNamed = source.take('k')
    const close = source.take('<') ? '>' : source.take("'") ? "'" : undefined
    const name = close === undefined ? undefined : source.match(groupName)
    if (name !== undefined && close !== undefined && source.take(close)) return plain(name)
    if (isNamed) throw new SyntaxError('A reference has no name')
    return undefined
  }

  #quantified(item: RegexNode): RegexNode {
    const { source } = this
    this.#skip()
    const text = source.match(quantifier)
    if (text === undefined) return item
    const [min, max] = boundsOf(text)
    if (max < min) throw new SyntaxError('A quantifier is the wrong way round')
    this.#skip()
    const mode = source.take('?') ? 'lazy' : 'greedy'
    this.#skip()
    if (source.match(quantifier) !== undefined) throw new SyntaxError('A quantifier is doubled')
    return { kind: 'repeat', item, min, max, mode }
  }
}

function plain(name: string): string {
  return /^\d+$/.test(name) ? String(Number(name)) : name
}

function boundsOf(text: string): readonly [number, number] {
  if (text === '*') return [0, Infinity]
  if (text === '+') return [1, Infinity]
  if (text === '?') return [0, 1]
  const [min = '', max] = text.slice(1, -1).split(',')
  return [Number(min), max === undefined ? Number(min) : max === '' ? Infinity : Number(max)]
}

function beginOf({ multiline }: RegexOptions): (text: string, at: number) => boolean {
  return multiline ? (text, at) => at === 0 || text[at - 1] === '\n' : (_, at) => at === 0
}

function endOf({ multiline }: RegexOptions): (text: string, at: number) => boolean {
  return multiline ? (text, at) => isEnd(text, at) || text[at] === '\n' : isLastLine
}

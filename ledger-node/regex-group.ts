import type { RegexNode } from './regex-node.ts'
import { changeOptions, type RegexOptions } from './regex-options.ts'
import type { RegexSource } from './regex-source.ts'

/** What reads the inside of a group. */
export interface GroupReader {
  readonly source: RegexSource
  options: RegexOptions
  /** The number of a group without a name. */
  nextGroup(): string
  knows(group: string): boolean
  choice(): RegexNode
  alternatives(): readonly RegexNode[]
}

const named = /\(\?(?:<(?![=!])|')/y
const name = /[\p{L}\p{Mn}\p{Nd}\p{Pc}]+/uy
const lettersBefore = /\(\?[-+a-zA-Z]*:/y
const looks = {
  '(?=': { way: 'ahead', wants: 'match' },
  '(?!': { way: 'ahead', wants: 'no match' },
  '(?<=': { way: 'behind', wants: 'match' },
  '(?<!': { way: 'behind', wants: 'no match' },
} as const

/** Reads a group of whatever kind, its parentheses included. */
export function readGroup(reader: GroupReader): RegexNode {
  const { source } = reader
  for (const [open, look] of Object.entries(looks))
    if (source.take(open)) return { kind: 'look', ...look, item: inside(reader) }
  if (source.take('(?>')) return { kind: 'atomic', item: inside(reader) }
  if (source.take('(?(')) return readCondition(reader)
  const open = source.match(named)
  if (open !== undefined) return readNamed(reader, open.endsWith("'") ? "'" : '>')
  const letters = source.match(lettersBefore)
  if (letters !== undefined) return readWithOptions(reader, letters.slice(2, -1))
  source.expect('(')
  if (source.peek() === '?' && source.peek(1) !== ')')
    throw new SyntaxError('There is no such group')
  if (reader.options.explicit) return inside(reader)
  const group = reader.nextGroup()
  return { kind: 'capture', group, balances: undefined, item: inside(reader) }
}

function inside(reader: GroupReader): RegexNode {
  const item = reader.choice()
  reader.source.expect(')')
  return item
}

function readWithOptions(reader: GroupReader, letters: string): RegexNode {
  const outer = reader
  const before = outer.options
  outer.options = changeOptions(before, letters)
  const item = inside(outer)
  outer.options = before
  return item
}

function readNamed(reader: GroupReader, close: string): RegexNode {
  const { source } = reader
  const group = nameOf(source.match(name))
  const balances = source.take('-') ? nameOf(source.match(name)) : undefined
  if (group === undefined && balances === undefined) throw new SyntaxError('A group has no name')
  source.expect(close)
  return { kind: 'capture', group, balances, item: inside(reader) }
}

/** A name may be a number, but not begin with one. */
function nameOf(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d/.test(text)) return text
  if (!/^[1-9]\d*$/.test(text)) throw new SyntaxError(`${text} is no name of a group`)
  return text
}

/** Tests whether a group has captured, or else whether what is given matches here. */
function readCondition(reader: GroupReader): RegexNode {
  const { source } = reader
  const start = source.at
  const group = source.match(name)
  const isGroup = group !== undefined && (/^\d/.test(group) || reader.knows(group))
  const test = isGroup && source.take(')') ? group : readTest(reader, start)
  const alternatives = reader.alternatives()
  const [yes, no = { kind: 'sequence', items: [] }] = alternatives
  if (!yes || alternatives.length > 2) throw new SyntaxError('A condition has two ways at most')
  source.expect(')')
  return { kind: 'condition', test, yes, no }
}

function readTest(reader: GroupReader, start: number): RegexNode {
  const { source } = reader
  source.back(start - 1)
  if (source.startsWith('(?')) return readGroup(reader)
  source.expect('(')
  return { kind: 'look', way: 'ahead', wants: 'match', item: inside(reader) }
}

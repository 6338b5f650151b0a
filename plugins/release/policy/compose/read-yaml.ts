import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Alias,
  type Document,
  type Pair,
  type YAMLMap,
} from 'yaml'
import { yamlReason } from '../../../../core/plugin-api.ts'
import { entriesOf, type Directive, type Mapping, type Node } from './node.ts'
import { unreadable } from './source.ts'

// Aliases of aliases grow without bound; Compose stops at the same number.
const mostNodes = 100_000

interface Reading {
  readonly file: string
  readonly document: Document
  readonly lines: LineCounter
  /** Anchored nodes around this one: an alias of one of them never ends. */
  readonly around: readonly unknown[]
  readonly count: { nodes: number }
}

/** Reads the documents of a YAML file as located nodes: aliases followed, merge keys merged. */
export function readYaml(file: string, text: string): readonly Mapping[] {
  const lines = new LineCounter()
  const count = { nodes: 0 }
  const documents = parseAllDocuments(text, { lineCounter: lines, logLevel: 'error' })
  if (!Array.isArray(documents)) return []
  return documents
    .map(document => readDocument({ file, document, lines, around: [], count }))
    .filter(node => node !== undefined)
}

function readDocument(reading: Reading): Mapping | undefined {
  const { document, file, lines } = reading
  const [error] = document.errors
  if (error) throw unreadable({ file, line: lines.linePos(error.pos[0]).line }, yamlReason(error))
  if (document.contents === null) return undefined
  const node = readNode(document.contents, reading)
  if (node.kind === 'scalar' && node.text === null) return undefined
  if (node.kind !== 'mapping') throw unreadable(node.place, 'a Compose file is a mapping of keys')
  return node
}

function readNode(node: unknown, reading: Reading): Node {
  reading.count.nodes += 1
  const place = { file: reading.file, line: lineOf(node, reading) }
  if (reading.count.nodes > mostNodes)
    throw unreadable(place, `it has more than ${mostNodes} nodes, aliases followed`)
  if (isAlias(node)) return followAlias(node, reading)
  const inner = { ...reading, around: [...reading.around, node] }
  const directive = directiveOf(node)
  const located = { place, ...(directive === undefined ? {} : { directive }) }
  if (isMap(node)) return { kind: 'mapping', entries: readEntries(node, inner), ...located }
  if (isSeq(node))
    return { kind: 'list', items: node.items.map(item => readNode(item, inner)), ...located }
  const isBlock = isScalar(node) && /^BLOCK/.test(node.type ?? '')
  const textLine = place.line + (isBlock ? 1 : 0)
  return { kind: 'scalar', text: scalarText(node), textLine, missing: [], ...located }
}

// Compose writes numbers and truth values the way Go does, so 1.20 is 1.2.
function scalarText(node: unknown): string | null {
  if (!isScalar(node) || node.value === null || node.value === undefined) return null
  return String(node.value)
}

function lineOf(node: unknown, { lines }: Reading): number {
  const start = isNode(node) ? node.range?.[0] : undefined
  return start === undefined ? 1 : lines.linePos(start).line
}

function directiveOf(node: unknown): Directive | undefined {
  const tag = isNode(node) ? node.tag : undefined
  return tag === '!reset' ? 'reset' : tag === '!override' ? 'override' : undefined
}

function followAlias(alias: Alias, reading: Reading): Node {
  const place = { file: reading.file, line: lineOf(alias, reading) }
  const target = alias.resolve(reading.document)
  if (target === undefined) throw unreadable(place, `there is no anchor &${alias.source}`)
  if (reading.around.includes(target))
    throw unreadable(place, `*${alias.source} stands inside of what it repeats`)
  return readNode(target, reading)
}

// Keys of the mapping itself win over merged ones, earlier merged ones over later ones.
function readEntries(map: YAMLMap, reading: Reading): ReadonlyMap<string, Node> {
  const own = map.items.filter(pair => !isMerge(pair))
  const merged = map.items.filter(isMerge).flatMap(pair => mergedEntries(pair, reading))
  return new Map([...merged.reverse(), ...own.map(pair => readPair(pair, reading))])
}

function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN'
}

function mergedEntries(pair: Pair, reading: Reading): readonly (readonly [string, Node])[] {
  const value = readNode(pair.value, reading)
  const sources = value.kind === 'list' ? value.items : [value]
  const wrong = sources.find(source => source.kind !== 'mapping')
  if (wrong) throw unreadable(wrong.place, '<< merges mappings alone')
  return sources.flatMap(source => entriesOf(source))
}

function readPair({ key, value }: Pair, reading: Reading): readonly [string, Node] {
  if (value !== null) return [keyText(key), readNode(value, reading)]
  const line = lineOf(key, reading)
  const place = { file: reading.file, line }
  return [keyText(key), { kind: 'scalar', text: null, textLine: line, missing: [], place }]
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key)
}

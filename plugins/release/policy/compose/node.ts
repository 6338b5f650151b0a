import { interpolate, type Lookup, type Missing } from './interpolate.ts'
import { type Place, unreadable } from './source.ts'

/** How a node wants to be merged: `!reset` takes away what it would be merged with, `!override` stands in its place. */
export type Directive = 'reset' | 'override'

interface Located {
  readonly place: Place
  readonly directive?: Directive
}

/** A single value; null is an empty one. */
export interface Scalar extends Located {
  readonly kind: 'scalar'
  readonly text: string | null
  /** Line that the text itself begins in: a block's is below its indicator. */
  readonly textLine: number
  /** Variables in it that have no value. */
  readonly missing: readonly Missing[]
  /** The text with a mark where each of them stands, where there are any. */
  readonly marked?: string
}

export interface List extends Located {
  readonly kind: 'list'
  readonly items: readonly Node[]
}

export interface Mapping extends Located {
  readonly kind: 'mapping'
  readonly entries: ReadonlyMap<string, Node>
}

/** A piece of a Compose file that knows where it was written. */
export type Node = Scalar | List | Mapping

/** The value of a key, when the node is a mapping and has it. */
export function child(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'mapping' ? node.entries.get(key) : undefined
}

/** The entries of a mapping; none of anything else. */
export function entriesOf(node: Node | undefined): readonly (readonly [string, Node])[] {
  return node?.kind === 'mapping' ? [...node.entries] : []
}

/** The items of a list; none of anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : []
}

/** The text of a scalar that has one. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.text !== null ? node.text : undefined
}

/** Tells whether a node says nothing, or takes away what it would be merged with. */
export function isAbsent(node: Node): boolean {
  return node.directive === 'reset' || (node.kind === 'scalar' && node.text === null)
}

/** The text of a node that must have one, with every variable in it set; or an error at `place`. */
export function demandText(node: Node | undefined, place: Place, otherwise: string): string {
  if (node?.kind !== 'scalar' || node.text === null) throw unreadable(place, otherwise)
  const [missing] = node.missing
  if (missing)
    throw unreadable(
      node.place,
      `${missing.variable} is not set${missing.demand ? `: ${missing.demand}` : ''}`,
    )
  return node.text
}

/** A node that must be a mapping whose keys are known, where it is there at all: what nobody understands is not taken for nothing. */
export function demandKeys(
  node: Node | undefined,
  { keys, what }: { readonly keys: ReadonlySet<string>; readonly what: string },
): void {
  if (node === undefined || isAbsent(node)) return
  if (node.kind !== 'mapping') throw unreadable(node.place, `${what} is a mapping of keys`)
  for (const [key, { place }] of node.entries)
    if (!keys.has(key) && !key.startsWith('x-'))
      throw unreadable(place, `${key} is no key of ${what}`)
}

const prefixes = ['git@', 'github.com/']

/** Tells whether a build context lies elsewhere: behind a URL, or in a repository. */
export function isRemote(context: string): boolean {
  return context.includes('://') || prefixes.some(prefix => context.startsWith(prefix))
}

/** Fills in the variables of every value below a node; what has none is remembered where it stands. Keys are left alone. */
export function interpolateNode<N extends Node>(node: N, lookup: Lookup): N
export function interpolateNode(node: Node, lookup: Lookup): Node {
  switch (node.kind) {
    case 'mapping': {
      const entries = [...node.entries].map(
        ([key, value]) => [key, interpolateNode(value, lookup)] as const,
      )
      return { ...node, entries: new Map(entries) }
    }
    case 'list':
      return { ...node, items: node.items.map(item => interpolateNode(item, lookup)) }
    case 'scalar':
      return interpolateScalar(node, lookup)
  }
}

function interpolateScalar(scalar: Scalar, lookup: Lookup): Scalar {
  if (scalar.text === null || !scalar.text.includes('$')) return scalar
  const result = interpolate(scalar.text, lookup)
  if (result.kind === 'malformed')
    throw unreadable(
      scalar.place,
      `${result.part} is no variable: write \${NAME}, or $$ for a dollar sign`,
    )
  const { text, missing } = result
  if (missing.length === 0) return { ...scalar, text }
  const marked = interpolate(scalar.text, lookup, blank)
  return { ...scalar, text, missing, ...(marked.kind === 'text' && { marked: mark(marked.text) }) }
}

const blank = '\uE000'
const firstMark = 0xf_0000

function mark(text: string): string {
  let count = 0
  return text.replaceAll(blank, () => String.fromCodePoint(firstMark + count++))
}

/** Takes the marks out of a piece of a marked text, and tells whose they are. */
export function unmark(
  piece: string,
  missing: readonly Missing[],
): { readonly text: string; readonly missing: readonly Missing[] } {
  const marks = [...piece].flatMap(one => {
    const found = missing[(one.codePointAt(0) ?? 0) - firstMark]
    return found ? [{ ...found, origin: 'compose' as const }] : []
  })
  return { text: piece.replaceAll(/[\u{F0000}-\u{FFFFD}]/gu, ''), missing: marks }
}

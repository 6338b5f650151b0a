import type { Missing } from './interpolate.ts'
import type { Place } from './place.ts'

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

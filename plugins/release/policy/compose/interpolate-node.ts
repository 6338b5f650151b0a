import { interpolate, type Lookup } from './interpolate.ts'
import type { Node, Scalar } from './node.ts'
import { unreadable } from './unreadable.ts'

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
  return { ...scalar, text: result.text, missing: result.missing }
}

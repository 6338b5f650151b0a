import type { Node } from './node.ts'
import type { Place } from './place.ts'
import { unreadable } from './unreadable.ts'

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

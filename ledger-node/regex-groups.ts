import type { RegexNode } from './regex-node.ts'

/**
 * Numbers the groups of an expression: those without a name in their order, those that give their number, and then those with a
 * name.
 */
export function numberGroups(root: RegexNode): ReadonlyMap<string, number> {
  const named = new Set<string>()
  const numbered = new Set<number>()
  walk(root, node => {
    if (node.kind !== 'capture' || node.group === undefined) return
    if (/^\d+$/.test(node.group)) numbered.add(Number(node.group))
    else named.add(node.group)
  })
  const numbers = new Map([...numbered].map(number => [String(number), number]))
  let next = 1
  for (const name of named) {
    while (numbered.has(next)) next++
    numbered.add(next)
    numbers.set(name, next)
    numbers.set(String(next), next)
  }
  return numbers
}

/** Throws when an expression refers to a group that is not among these. */
export function checkReferences(root: RegexNode, groups: ReadonlyMap<string, number>): void {
  walk(root, node => {
    for (const group of referredBy(node))
      if (!groups.has(group)) throw new SyntaxError(`There is no group ${group}`)
  })
}

function referredBy(node: RegexNode): readonly string[] {
  if (node.kind === 'reference') return [node.group]
  if (node.kind === 'capture' && node.balances !== undefined) return [node.balances]
  return node.kind === 'condition' && typeof node.test === 'string' ? [node.test] : []
}

function walk(node: RegexNode, visit: (node: RegexNode) => void): void {
  visit(node)
  if ('items' in node) for (const item of node.items) walk(item, visit)
  if ('item' in node) walk(node.item, visit)
  if (node.kind !== 'condition') return
  if (typeof node.test !== 'string') walk(node.test, visit)
  walk(node.yes, visit)
  walk(node.no, visit)
}

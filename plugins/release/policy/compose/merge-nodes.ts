import { entriesOf, textOf, child, type List, type Mapping, type Node } from './node.ts'

/** Merges a node over another as Compose merges files: mappings by key, lists one after the other, all else replaced. */
export function mergeNodes(base: Node | undefined, over: Node): Node {
  const fresh = base === undefined || over.directive === 'override'
  if (over.kind === 'mapping')
    return mergeMappings(!fresh && base.kind === 'mapping' ? base : undefined, over)
  if (over.kind === 'list')
    return mergeLists(!fresh && base.kind === 'list' ? base : undefined, over)
  return over.text === null && !fresh ? base : settle(over)
}

function mergeMappings(base: Mapping | undefined, over: Mapping): Mapping {
  const entries = new Map(base?.entries)
  for (const [key, value] of over.entries) {
    if (value.directive === 'reset') entries.delete(key)
    else entries.set(key, mergeEntry(key, entries.get(key), value))
  }
  return settle({ ...over, entries })
}

function mergeEntry(key: string, base: Node | undefined, over: Node): Node {
  const merged = mergeNodes(base, over)
  return key === 'volumes' && merged.kind === 'list' ? keepLastOfTarget(merged) : merged
}

function mergeLists(base: List | undefined, over: List): List {
  const items = over.items.filter(item => item.directive !== 'reset')
  return settle({
    ...over,
    items: [...(base?.items ?? []), ...items.map(item => mergeNodes(undefined, item))],
  })
}

// Two volumes at one target are one volume; the later says what it is.
function keepLastOfTarget(list: List): List {
  const byTarget = new Map<string, Node>()
  list.items.forEach((item, index) => byTarget.set(targetOf(item) ?? `#${index}`, item))
  return { ...list, items: [...byTarget.values()] }
}

function targetOf(volume: Node): string | undefined {
  if (volume.kind === 'mapping') return textOf(child(volume, 'target'))
  // A single letter before a colon is a drive, not a volume.
  const [source, target] = (textOf(volume) ?? '').split(/(?<!^[a-z]):/i)
  return target ?? source
}

// What a directive asked for has been done.
function settle<N extends Node>({ directive: _done, ...node }: N): Omit<N, 'directive'> {
  return node
}

/** Takes out of a node what the directives of another, which is to be merged over it, say. */
export function applyDirectives(base: Mapping, over: Mapping): Mapping {
  const entries = new Map(base.entries)
  for (const [key, value] of entriesOf(over)) {
    const inner = entries.get(key)
    if (value.directive !== undefined) entries.delete(key)
    else if (inner?.kind === 'mapping' && value.kind === 'mapping')
      entries.set(key, applyDirectives(inner, value))
  }
  return { ...base, entries }
}

import { type Document, isMap, isScalar, isSeq, type LineCounter } from 'yaml'

/** Where a key stands in a YAML file, as `name:line`; undefined when it does not. */
export function lineOf(
  document: Document,
  lines: LineCounter,
  path: readonly string[],
  name: string,
): string | undefined {
  let node: unknown = document.contents
  let offset: number | undefined
  for (const key of path) {
    const found = step(node, key)
    if (!found) break
    node = found.value
    offset = found.offset
  }
  const [first] = path
  if (offset === undefined || first === undefined) return undefined
  return `${name}:${lines.linePos(offset).line}`
}

function step(node: unknown, key: string): { value: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === key)
    return pair && isScalar(pair.key)
      ? { value: pair.value, offset: pair.key.range?.[0] ?? 0 }
      : undefined
  }
  const value = isSeq(node) ? node.items[Number(key)] : undefined
  return isScalar(value) || isMap(value) || isSeq(value)
    ? { value, offset: value.range?.[0] ?? 0 }
    : undefined
}

/** Reads a path by a pattern: `/runs/:id` takes `/runs/7` and tells `{ id: '7' }`; null when it is another path. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = partsOf(pattern)
  const given = partsOf(path)
  if (wanted.length !== given.length) return null
  const found: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = decode(given[index] ?? '')
    if (value === null) return null
    if (part.startsWith(':')) found[part.slice(1)] = value
    else if (part !== value) return null
  }
  return found
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter(part => part !== '')
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

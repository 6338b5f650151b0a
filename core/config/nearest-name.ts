/** The name closest to `wanted` by edits, when one is close enough to have been meant. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const most = Math.max(2, Math.floor(wanted.length / 4))
  const ranked = names
    .map(name => ({ name, edits: editsBetween(wanted.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
  const best = ranked[0]
  return best && best.edits <= most ? best.name : undefined
}

function editsBetween(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...to].entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1)
      const added = (current[column] ?? 0) + 1
      const dropped = (above[column + 1] ?? 0) + 1
      current.push(Math.min(replaced, added, dropped))
    }
    above = current
  }
  return above[to.length] ?? 0
}

/** Rows of cells as lines with aligned columns, the head first. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const lines = [head.map(title => title.toUpperCase()), ...rows]
  const widths = head.map((_, column) =>
    Math.max(...lines.map(line => (line[column] ?? '').length)),
  )
  return lines.map(line =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

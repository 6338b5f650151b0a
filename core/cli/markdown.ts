import { oneLine } from './printable.ts'

/** Text of others as text in Markdown: nothing of it is markup, and it begins no line or cell of its own. */
export function markdownText(text: string): string {
  return oneLine(text)
    .replaceAll(/[\\`*[\]<>|~]/g, '\\$&')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replaceAll(/&(?=#?\w+;)/g, '&amp;')
}

/** Text of others as code in Markdown. */
export function markdownCode(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``
}

/** A table in Markdown, of cells that are Markdown themselves. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}

const digits = '([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})'
const dashed = digits.replaceAll('-?', '-')
const hex = (most: number): string => `0x([0-9a-f]{1,${most}})`
const bytes = Array.from({ length: 8 }, () => hex(2)).join(',')

/** The ways in which .NET reads a UUID: plain, with dashes, in braces or parentheses, or as a list of numbers. */
const ways = [digits.replaceAll('-?', ''), dashed, `\\{${dashed}\\}`, `\\(${dashed}\\)`].map(
  way => new RegExp(`^${way}$`),
)
const numbers = new RegExp(`^\\{${hex(8)},${hex(4)},${hex(4)},\\{${bytes}\\}\\}$`)

/** Reads a UUID as EventStoreDB does and writes it in lower case with dashes; throws when it is none. */
export function parseUuid(text: string): string {
  const lower = text.trim().toLowerCase()
  for (const way of ways) {
    const found = way.exec(lower)
    if (found) return found.slice(1).join('-')
  }
  const list = numbers.exec(lower.replace(/\s/g, ''))?.slice(1)
  if (!list) throw new TypeError('Unrecognized Guid format.')
  const sizes = [8, 4, 4]
  const all = list.map((number, i) => number.padStart(sizes[i] ?? 2, '0')).join('')
  return parseUuid(all)
}

/**
 * JSON as RFC 8785 has it: keys in the order of their UTF-16 units, no space, numbers as ECMAScript writes them. What that leaves
 * open is decided here, because whatever others store has to be sealed: a lone surrogate is written as its escape.
 *
 * By hand, because it runs for every event of every verification, and must end for any depth of nesting.
 */
export function canonicalJson(value: unknown): string {
  try {
    return write(value)
  } catch (error) {
    // Nested deeper than the stack goes.
    if (error instanceof RangeError) return writeDeep(value)
    throw error
  }
}

function write(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  let text = ''
  for (const key of sortedKeys(value)) {
    text += `${text === '' ? '' : ','}${keyed(key)}${write(Reflect.get(value, key))}`
  }
  return `{${text}}`
}

// What nothing has to be escaped in, which is nearly all.
const plain = /^[ !#-[\]-~]*$/

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** Keys as they are written; the same few come again and again. */
const keys = new Map<string, string>()
const mostKeys = 4_096
const longestKey = 64

function keyed(key: string): string {
  const known = keys.get(key)
  if (known !== undefined) return known
  const text = `${JSON.stringify(key)}:`
  if (keys.size < mostKeys && key.length <= longestKey) keys.set(key, text)
  return text
}

/** The same without recursion. */
function writeDeep(value: unknown): string {
  const parts: string[] = []
  const work: Work[] = [{ value }]
  for (let next = work.pop(); next; next = work.pop()) {
    if ('text' in next) parts.push(next.text)
    else work.push(...opened(next.value).reverse())
  }
  return parts.join('')
}

type Work = { readonly text: string } | { readonly value: unknown }

function opened(value: unknown): Work[] {
  if (typeof value !== 'object' || value === null) return [{ text: JSON.stringify(value) }]
  const isArray = Array.isArray(value)
  const members: [string, unknown][] = isArray
    ? value.map(member => ['', member])
    : sortedKeys(value).map(key => [`${JSON.stringify(key)}:`, Reflect.get(value, key)])
  const inner = members.flatMap(([head, member], i): Work[] => [
    { text: `${i === 0 ? '' : ','}${head}` },
    { value: member },
  ])
  return [{ text: isArray ? '[' : '{' }, ...inner, { text: isArray ? ']' : '}' }]
}

// By UTF-16 units, as sorting does without being told otherwise.
function sortedKeys(value: object): readonly string[] {
  const names = Object.keys(value)
  return names.every((name, i) => i === 0 || (names[i - 1] ?? '') < name) ? names : names.sort()
}

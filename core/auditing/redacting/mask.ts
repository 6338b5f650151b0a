/** What stands in the place of text that is not shown. */
const redactedText = '[redacted]'

/** The text at a path of an event, `data.note`; undefined where there is none. */
export function textAt(data: unknown, field: string): string | undefined {
  const [root, ...path] = field.split('.')
  let value: unknown = data
  if (root !== 'data') return undefined
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = Reflect.get(value, name)
  }
  return typeof value === 'string' ? value : undefined
}

/** The same data with other text in the place of these fields; a field that is not there is let be. */
export function mask(data: unknown, fields: Iterable<string>): unknown {
  let masked = data
  for (const field of fields)
    if (textAt(data, field) !== undefined) masked = withText(masked, field.split('.').slice(1))
  return masked
}

function withText(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return redactedText
  if (Array.isArray(value)) return value.with(Number(name), withText(value[Number(name)], rest))
  if (typeof value !== 'object' || value === null) return value
  return { ...value, [name]: withText(Reflect.get(value, name), rest) }
}

/** The value of a variable; undefined when it is not set. */
export type Lookup = (name: string) => string | undefined

/** A variable that a text needs and that has no value. */
export interface Missing {
  readonly variable: string
  /** What the text says of it, as in `${TAG:?name a tag}`; null where it may be blank. */
  readonly demand: string | null
  /** Where it is to be set; else where the text stands. */
  readonly origin?: 'compose'
}

/** A text with its variables filled in, or where it is malformed. */
export type Interpolated =
  | { readonly kind: 'text'; readonly text: string; readonly missing: readonly Missing[] }
  | { readonly kind: 'malformed'; readonly part: string }

const expression = /^\{([_a-z][_a-z0-9]*)(?:(:?[-?+])(.*))?\}$/is

/** Fills in `$NAME`, `${NAME}` and `${NAME:-word}` with its kin, nested ones too, as Compose does; `blank` stands where a value is missing. */
export function interpolate(text: string, lookup: Lookup, blank = ''): Interpolated {
  let filled = ''
  const missing: Missing[] = []
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at)
    const part = readPart(rest)
    const value = fill(part, lookup, blank)
    if (value.kind === 'malformed') return value
    filled += value.text
    missing.push(...value.missing)
    at += part.length
  }
  return { kind: 'text', text: filled, missing }
}

// The next piece that is all plain text, one escaped dollar, or one variable.
function readPart(rest: string): string {
  if (rest.startsWith('$$')) return '$$'
  if (rest.startsWith('${')) return rest.slice(0, endOfBraces(rest))
  const plain = /^(?:\$[_a-z][_a-z0-9]*|\$|[^$]+)/is.exec(rest)
  return plain?.[0] ?? rest
}

function endOfBraces(text: string): number {
  let open = 0
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === '{') open += 1
    if (text[at] === '}') open -= 1
    if (open === 0) return at + 1
  }
  return text.length
}

function fill(part: string, lookup: Lookup, blank: string): Interpolated {
  if (part === '$$') return textOf('$')
  if (part.startsWith('${')) return fillBraced(part, lookup, blank)
  return part.startsWith('$') && part.length > 1
    ? fillPlain(part.slice(1), lookup, blank)
    : textOf(part)
}

function fillPlain(variable: string, lookup: Lookup, blank: string): Interpolated {
  const value = lookup(variable)
  return value === undefined ? without({ variable, demand: null }, blank) : textOf(value)
}

function fillBraced(part: string, lookup: Lookup, blank: string): Interpolated {
  const [, variable, operator, word = ''] = expression.exec(part.slice(1)) ?? []
  if (variable === undefined) return { kind: 'malformed', part }
  const value = lookup(variable)
  const isThere = operator?.startsWith(':')
    ? value !== undefined && value !== ''
    : value !== undefined
  switch (operator?.at(-1)) {
    case undefined:
      return fillPlain(variable, lookup, blank)
    case '-':
      return isThere ? textOf(value) : interpolate(word, lookup, blank)
    case '+':
      return isThere ? interpolate(word, lookup, blank) : textOf(value)
    default:
      return isThere ? textOf(value) : demand(variable, interpolate(word, lookup), blank)
  }
}

function demand(variable: string, words: Interpolated, blank: string): Interpolated {
  return words.kind === 'malformed' ? words : without({ variable, demand: words.text }, blank)
}

function without(missing: Missing, blank: string): Interpolated {
  return { kind: 'text', text: blank, missing: [missing] }
}

function textOf(text = ''): Interpolated {
  return { kind: 'text', text, missing: [] }
}

import type { Description, Schema } from 'joi'

/** A body that means harm, and what kind of harm. */
export interface HostileBody {
  readonly kind: string
  readonly text: string
}

/** Bodies of at most so many bytes that would cost much to look at closely, for a schema: wherever it takes something, too much of it. */
export function* hostileBodies(schema: Schema | undefined, bytes: number): Iterable<HostileBody> {
  yield* whole(bytes)
  const described = schema?.describe() ?? { type: 'object' }
  for (const { path, type } of placesIn(described, [])) {
    for (const [kind, fill] of Object.entries(fillings)) {
      if (!isWorthIt(type, kind)) continue
      const [before, after] = around(path)
      const room = bytes - before.length - after.length
      yield { kind: `${kind} at ${path.join('.')}`, text: before + fill(room) + after }
    }
  }
}

function* whole(bytes: number): Iterable<HostileBody> {
  for (const [kind, fill] of Object.entries(fillings)) yield { kind, text: fill(bytes) }
  yield { kind: 'no JSON', text: '{"a":'.padEnd(bytes, '"') }
  yield { kind: 'prototypes', text: `[${'{"__proto__":1},'.repeat((bytes - 20) / 16)}1]` }
}

const repeat = (piece: string, bytes: number): string =>
  piece.repeat(Math.max(1, Math.floor(bytes / piece.length)))

/** Values of about so many bytes. */
const fillings: Readonly<Record<string, (bytes: number) => string>> = {
  numbers: bytes => `[${repeat('1,', bytes - 4)}1]`,
  objects: bytes => `[${repeat('{},', bytes - 5)}{}]`,
  texts: bytes => `[${repeat('"",', bytes - 5)}""]`,
  members: bytes => {
    const members = Array.from({ length: Math.floor((bytes - 2) / 11) }, (_, i) => `"k${i}":1`)
    return `{${members.join(',')}}`
  },
  'objects of members': bytes => {
    const one = `{${Array.from({ length: 20 }, (_, i) => `"k${i}":1`).join(',')}}`
    return `[${repeat(`${one},`, bytes - one.length - 3)}${one}]`
  },
  'nested lists': bytes => {
    const depth = Math.floor(bytes / 2)
    return '['.repeat(depth) + ']'.repeat(depth)
  },
  'nested objects': bytes => {
    const depth = Math.floor((bytes - 1) / 6)
    return `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  },
  letters: bytes => `"${'a'.repeat(bytes - 2)}"`,
  'letters and a mark': bytes => `"${'a'.repeat(bytes - 3)}!"`,
  spaces: bytes => `"x${' '.repeat(bytes - 4)}x"`,
  'dotted words': bytes => `"${repeat('a.', bytes - 3)}!"`,
  slashes: bytes => `"${repeat('a/', bytes - 3)}!"`,
  digits: bytes => `"${'0'.repeat(bytes - 3)}x"`,
  name: bytes => `{"${'n'.repeat(bytes - 6)}":1}`,
}

interface Place {
  readonly path: readonly (string | number)[]
  readonly type: string
}

/** Where a schema takes texts, lists and objects. */
function placesIn(description: Description, path: Place['path']): readonly Place[] {
  const { type = 'any', keys = {}, items = [], patterns = [], matches = [] } = description
  const members = Object.entries<Description>(keys).flatMap(([key, member]) =>
    placesIn(member, [...path, key]),
  )
  const listed = (items as readonly Description[]).flatMap(item => placesIn(item, [...path, 0]))
  const named = (patterns as readonly { rule: Description }[]).flatMap(({ rule }) =>
    placesIn(rule, [...path, 'key']),
  )
  const chosen = (matches as readonly { schema?: Description }[]).flatMap(({ schema }) =>
    schema ? placesIn(schema, path) : [],
  )
  const own = path.length === 0 ? [] : [{ path, type }]
  return [...own, ...members, ...listed, ...named, ...chosen]
}

// A number or a list that is sent to a text is refused by its type alone: once is enough.
function isWorthIt(type: string, kind: string): boolean {
  const isText = [
    'letters',
    'letters and a mark',
    'spaces',
    'dotted words',
    'slashes',
    'digits',
  ].includes(kind)
  if (['string', 'date', 'number'].includes(type)) return isText || kind === 'numbers'
  if (type === 'boolean') return kind === 'letters'
  return !isText
}

/** What stands around a value at a path. */
function around(path: Place['path']): readonly [string, string] {
  return path.reduceRight<readonly [string, string]>(
    ([before, after], step) =>
      typeof step === 'number'
        ? [`[${before}`, `${after}]`]
        : [`{${JSON.stringify(step)}:${before}`, `${after}}`],
    ['', ''],
  )
}

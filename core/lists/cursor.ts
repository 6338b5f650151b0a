import { invalidField, type DecklogError } from '../errors.ts'

/** Column types that a list can be ordered by, as a cursor keeps them. */
export type CursorType = 'text' | 'uuid' | 'bigint' | 'timestamptz'

interface Values {
  readonly text: string
  readonly uuid: string
  readonly bigint: bigint
  readonly timestamptz: Date
}

/** The columns that a list is ordered by, in their order, the last one unique. */
export type Order = Readonly<Record<string, CursorType>>

/** A place in a list: the values of an item in the columns that the list is ordered by. */
export type Place<By extends Order> = { readonly [Column in keyof By]: Values[By[Column]] }

/** How the places of one list are written as text and read again. `of` names the list among its like: whose list it is. */
export interface Cursor<By extends Order = Order> {
  readonly by: By
  /** The place that `after` names; undefined on the first page. DECKLOG_VALIDATION when it is none of this list. */
  read(after: string | undefined, of?: string): Place<By> | undefined
  /** Takes an item, of which it needs the columns of the order; a `bigint` may come as any number or its digits. */
  write(item: object, of?: string): string
}

/** Most characters of a cursor: a path of 4,096 bytes and a host name have room. */
export const longestCursor = 8_192

/** Declares the cursor of a list: of another list, of another order or of another type it reads none. */
export function defineCursor<const By extends Order>(list: string, by: By): Cursor<By> {
  const columns = Object.entries<CursorType>({ ...by })
  const tagOf = (of: string): string => [list, ...Object.keys(by), of].join(' ')
  return {
    by,
    read(after, of = '') {
      if (after === undefined) return undefined
      const [tag, ...texts] = parse(after)
      if (tag !== tagOf(of) || texts.length !== columns.length) throw invalidCursor()
      const place = columns.map(([column, type], index) => [column, valueOf(type, texts[index])])
      // Each value has just been read as the type of its column.
      return Object.fromEntries(place) as Place<By>
    },
    write(item, of = '') {
      const texts = columns.map(([column, type]) => textOf(type, Reflect.get(item, column)))
      return Buffer.from(JSON.stringify([tagOf(of), ...texts])).toString('base64url')
    },
  }
}

/** The error of a cursor that is none of the list it was sent to. */
function invalidCursor(): DecklogError {
  return invalidField('after', 'is not a cursor of this list')
}

/** Whether a text is a number that a column of type `bigint` can hold and no negative one. */
export function isPosition(text: unknown): text is string {
  return typeof text === 'string' && /^\d{1,19}$/.test(text) && BigInt(text) <= largest
}

// The one after it is to be a number of this type too.
const largest = 2n ** 63n - 2n
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

function parse(after: string): readonly unknown[] {
  if (after.length > longestCursor || !/^[\w-]+$/.test(after)) throw invalidCursor()
  try {
    const values: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
    if (Array.isArray(values)) return values
  } catch {
    throw invalidCursor()
  }
  throw invalidCursor()
}

function valueOf(type: CursorType, text: unknown): string | bigint | Date {
  if (typeof text !== 'string') throw invalidCursor()
  switch (type) {
    case 'text':
      if (!/[\0\p{Surrogate}]/u.test(text)) return text
      throw invalidCursor()
    case 'uuid':
      if (uuidPattern.test(text)) return text
      throw invalidCursor()
    case 'bigint':
      if (isPosition(text)) return BigInt(text)
      throw invalidCursor()
    case 'timestamptz':
      if (timePattern.test(text) && !Number.isNaN(Date.parse(text))) return new Date(text)
      throw invalidCursor()
    default:
      return type satisfies never
  }
}

function textOf(type: CursorType, value: unknown): string {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '\0')
  try {
    valueOf(type, text)
  } catch (cause) {
    // What cannot be read again would send the caller to a page that there is not.
    throw new TypeError(`A list is ordered by what is no ${type}`, { cause })
  }
  return text
}

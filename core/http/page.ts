import Joi from 'joi'
import { type DecklogError, invalidField } from '../errors.ts'

/** Where the next page begins: the sort value and the id of the last item of this one. */
export interface PageCursor {
  readonly sort: string | number | null
  readonly id: string
}

/** The query fields of every list, to be spread into its schema. */
export const pageQuery = {
  limit: Joi.number().integer().min(1).max(200).default(50).description('Most items in a page.'),
  after: Joi.string().max(1_024).description('Cursor of `Link: rel="next"`; opaque.'),
}

/** One page: read `limit + 1` rows after the cursor, and `page` tells what to answer. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** `Link: rel="next"` when there is more. */
  readonly headers: Readonly<Record<string, string>>
}

/** Cuts the rows read to a page and names the next one by a link that keeps the rest of the query. */
export function page<Item>(
  rows: readonly Item[],
  query: Readonly<Record<string, unknown>> & { readonly limit: number },
  cursorOf: (item: Item) => PageCursor,
): Page<Item> {
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  if (last === undefined || rows.length <= query.limit) return { items, headers: {} }
  return { items, headers: linkNext(query, cursorOf(last)) }
}

/** Reads the `after` of a query; undefined on the first page, DECKLOG_VALIDATION when it is none of ours. */
export function decodeCursor(after: string | undefined): PageCursor | undefined {
  if (after === undefined) return undefined
  const parsed = parse(Buffer.from(after, 'base64url').toString('utf8'))
  if (!Array.isArray(parsed) || parsed.length !== 2) throw invalidCursor()
  const [sort, id] = parsed
  const sortable = sort === null || typeof sort === 'string' || Number.isFinite(sort)
  if (!sortable || typeof id !== 'string' || id.includes('\0')) throw invalidCursor()
  return { sort, id }
}

/** Writes a cursor as callers see it. */
export function encodeCursor({ sort, id }: PageCursor): string {
  return Buffer.from(JSON.stringify([sort, id])).toString('base64url')
}

/** The header that names the page after `cursor`, with the rest of the query as it was. */
export function linkNext(
  query: Readonly<Record<string, unknown>>,
  cursor: PageCursor,
): Readonly<Record<string, string>> {
  const next = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, after: encodeCursor(cursor) }))
    if (value !== undefined && value !== null) next.set(name, textOf(value))
  return { link: `<?${next.toString()}>; rel="next"` }
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidCursor()
  }
}

function invalidCursor(): DecklogError {
  return invalidField('after', 'is not a cursor of this list')
}

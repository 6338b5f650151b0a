import Joi from 'joi'
import { longestCursor, type Cursor } from './cursor.ts'

/** The query fields of every list, to be spread into its schema. */
export const pageQuery = {
  limit: Joi.number().integer().min(1).max(200).default(50).description('Most items in a page.'),
  after: Joi.string().max(longestCursor).description('Cursor of `Link: rel="next"`; opaque.'),
}

/** The query of a list, checked. */
export type PageQuery = Readonly<Record<string, unknown>> & {
  readonly limit: number
  readonly after?: string
}

/** One page: read `limit + 1` items after the cursor, and `page` tells what to answer. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** `Link: rel="next"` when there is more. */
  readonly headers: Readonly<Record<string, string>>
}

/** Cuts what was read to a page and names the next one by a link that keeps the rest of the query. */
export function page<Item extends object>(
  cursor: Pick<Cursor, 'write'>,
  found: readonly Item[],
  { query, of }: { readonly query: PageQuery; readonly of?: string | undefined },
): Page<Item> {
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  if (last === undefined || found.length <= query.limit) return { items, headers: {} }
  return { items, headers: linkNext(query, cursor.write(last, of)) }
}

/** The header that names the page after a cursor, with the rest of the query as it was. */
export function linkNext(
  query: Readonly<Record<string, unknown>>,
  after: string,
): Readonly<Record<string, string>> {
  const next = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, after }))
    if (value !== undefined && value !== null) next.set(name, textOf(value))
  return { link: `<?${next.toString()}>; rel="next"` }
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

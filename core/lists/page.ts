import Joi from 'joi'
import { longestCursor, type Cursor } from './cursor.ts'

/** The query fields of every list, to be spread into its schema. */
export const pageQuery = {
  limit: Joi.number().integer().min(1).max(200).default(50).description('Most items in a page.'),
  after: Joi.string().max(longestCursor).description('Cursor of `Link: rel="next"`; opaque.'),
}

/** As many keys as a list may be asked for at once, and the longest of them. */
const most = { keys: 200, characters: 512 } as const

/** The query fields of a list of a read model: those of every list, and which of its rows are wanted, as live changes name them. */
export const rowsQuery = {
  ...pageQuery,
  keys: Joi.array()
    .single()
    .max(most.keys)
    .items(Joi.string().max(most.keys * most.characters))
    .custom(partKeys)
    .description('Only these, by the keys of live changes: with commas between them, at most 200.'),
}

/** The query of a list, checked. */
export type PageQuery = Readonly<Record<string, unknown>> & {
  readonly limit: number
  readonly after?: string
  readonly keys?: readonly string[]
}

function partKeys(
  given: readonly string[],
  { error }: Joi.CustomHelpers,
): readonly string[] | Joi.ErrorReport {
  const keys = given.flatMap(text => text.split(','))
  return keys.length > most.keys ? error('array.max', { limit: most.keys }) : keys
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

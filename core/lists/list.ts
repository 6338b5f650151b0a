import { defineCursor, type Cursor, type CursorType, type Order, type Place } from './cursor.ts'
import { page, type Page, type PageQuery } from './page.ts'

/** What a list reads through: a part of `ReadHost`. */
interface ListHost {
  view(projection: string): string
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
}

/**
 * A condition with `$` where its value stands. With undefined or null it does not apply, and is not said: what is said can be
 * served by an index.
 */
export type Condition = string | readonly [text: string, value: unknown]

/** The condition that limits a list to the boards that a caller sees; null: to none. */
export function ofBoards(boards: readonly string[] | null): Condition {
  const [one, ...more] = boards ?? []
  // A single board is asked for as such: the index of a board keeps the order of the list.
  return one !== undefined && more.length === 0
    ? ['board_id = $::uuid', one]
    : ['board_id = any ($::uuid[])', boards]
}

/** A list of the rows of a read model, read page by page in a fixed order. */
export interface List<Row extends object, By extends Order> {
  readonly cursor: Cursor<By>
  /** The row of a key, if there is one. */
  find(host: ListHost, key: string): Promise<Row | undefined>
  /** Answers one page; `of` says whose list it is, where there are many. DECKLOG_VALIDATION names `after`. */
  page(host: ListHost, query: PageQuery, which: Which): Promise<Page<Row>>
  /** Reads all that match from a place on, `atOnce` at a time, as long as somebody asks for more. */
  each(host: ListHost, which: Which, from: From<By>): AsyncGenerator<readonly Row[], void>
}

interface Which {
  readonly where: readonly Condition[]
  readonly of?: string | undefined
}

interface From<By extends Order> {
  readonly after: Place<By> | undefined
  readonly atOnce: number
}

/** What is listed, and in which order. */
interface ListSpec<By extends Order> {
  /** The projection whose rows they are. */
  readonly of: string
  /** What is selected; it must hold the columns of the order. All columns by default. */
  readonly select?: string
  readonly by: By
  readonly direction: 'ascending' | 'descending'
}

/** Declares a list. The columns of its order, behind those that are asked for, are to have an index. */
export function defineList<Row extends object>() {
  return <const By extends Readonly<Partial<Record<keyof Row & string, CursorType>>> & Order>(
    spec: ListSpec<By>,
  ): List<Row, By> => {
    const cursor = defineCursor(`${spec.of} ${spec.direction}`, spec.by)

    async function read(host: ListHost, { where }: Which, { after, atOnce }: From<By>) {
      const values: unknown[] = []
      const bind = (value: unknown): string => `$${values.push(value)}`
      const conditions = [...conditionsOf(where, bind), ...behind(spec, after, bind)]
      return host.query<Row>(
        `
          select ${spec.select ?? '*'}
          from ${host.view(spec.of)}
          where ${['true', ...conditions].join(' and ')}
          order by ${orderOf(spec)}
          limit ${bind(atOnce)}
        `,
        values,
      )
    }

    return {
      cursor,
      async find(host, key) {
        const [row] = await host.query<Row>(
          `select ${spec.select ?? '*'} from ${host.view(spec.of)} where _key = $1`,
          [key],
        )
        return row
      },
      async page(host, query, which) {
        const after = cursor.read(query.after, which.of)
        const rows = await read(host, which, { after, atOnce: query.limit + 1 })
        return page(cursor, rows, { query, of: which.of })
      },
      async *each(host, which, from) {
        for (let { after } = from; ;) {
          const rows = await read(host, which, { ...from, after })
          yield rows
          const last = rows.at(-1)
          if (!last || rows.length < from.atOnce) return
          after = cursor.read(cursor.write(last))
        }
      },
    }
  }
}

function conditionsOf(
  where: readonly Condition[],
  bind: (value: unknown) => string,
): readonly string[] {
  return where.flatMap(condition => {
    if (typeof condition === 'string') return [condition]
    const [text, value] = condition
    return value === undefined || value === null ? [] : [text.split('$').join(bind(value))]
  })
}

function behind<By extends Order>(
  { by, direction }: ListSpec<By>,
  after: Place<By> | undefined,
  bind: (value: unknown) => string,
): readonly string[] {
  if (after === undefined) return []
  const columns = Object.entries<CursorType>({ ...by })
  const values = columns.map(([column, type]) => `${bind(after[column])}::${type}`)
  const names = columns.map(([column]) => column)
  const sign = direction === 'ascending' ? '>' : '<'
  return [`(${names.join(', ')}) ${sign} (${values.join(', ')})`]
}

function orderOf<By extends Order>({ by, direction }: ListSpec<By>): string {
  const suffix = direction === 'ascending' ? '' : ' desc'
  return Object.keys(by)
    .map(column => `${column}${suffix}`)
    .join(', ')
}

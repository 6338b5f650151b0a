import { defineCursor, type Cursor, type CursorType, type Order, type Place } from './cursor.ts'
import { isUuid } from '../validation/text.ts'
import { page, type Page, type PageQuery } from './page.ts'

/** What a list reads through: a part of `ReadHost`. */
interface ListHost {
  view(projection: string): string
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
}

/**
 * A condition with `$` where its value stands. With undefined it does not apply, and is not said: what is said can be served by an
 * index.
 */
export type Condition = string | readonly [text: string, value: Wanted | undefined]

type Wanted = string | number | boolean | Date | readonly string[]

/** A list of the rows of a read model, read page by page in a fixed order. */
export interface List<Row extends object, By extends Order> {
  readonly cursor: Cursor<By>
  /** The row of a key, if there is one. */
  find(host: ListHost, key: string): Promise<Row | undefined>
  /** The first that matches, if any does. */
  first(host: ListHost, which: Which): Promise<Row | undefined>
  /** Answers one page; `of` says whose list it is, where there are many. DECKLOG_VALIDATION names `after`. */
  page(host: ListHost, query: PageQuery, which: Which): Promise<Page<Row>>
  /** Reads all that match from a place on, `atOnce` at a time, as long as somebody asks for more. */
  each(host: ListHost, which: Which, from: From<By>): AsyncGenerator<readonly Row[], void>
}

interface Which {
  readonly where: readonly Condition[]
  /** The boards that a caller sees, of rows with a `board_id`; null: all. */
  readonly boards?: readonly string[] | null
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

    async function read(host: ListHost, which: Which, from: From<By>): Promise<readonly Row[]> {
      const values: unknown[] = []
      const bind = (value: unknown): string => `$${values.push(value)}`
      const text = selectOf(spec, { ...which, ...from, view: host.view(spec.of), bind })
      return host.query<Row>(text, values)
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
      async first(host, which) {
        const [row] = await read(host, which, { after: undefined, atOnce: 1 })
        return row
      },
      async page(host, query, which) {
        const after = cursor.read(query.after, which.of)
        const wanted = { ...which, where: [...which.where, keysOf(query)] }
        const rows = await read(host, wanted, { after, atOnce: query.limit + 1 })
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

/** Only the rows that a query names by their keys, where it names any. */
export function keysOf({ keys }: PageQuery): Condition {
  return ['_key = any($::text[])', keys]
}

interface Selection<By extends Order> extends Which, From<By> {
  readonly view: string
  bind(value: unknown): string
}

function selectOf<By extends Order>(spec: ListSpec<By>, selection: Selection<By>): string {
  const { where, boards, after, atOnce, view, bind } = selection
  const { select = '*' } = spec
  // What a token was limited to before that was looked at is no board.
  const [one, ...more] = [...(boards ?? [])].filter(isUuid)
  const conditions = [...conditionsOf(where, bind), ...behind(spec, after, bind)]
  const ordered = `order by ${orderOf(spec)} limit ${bind(atOnce)}`
  const listed = (further: string): string =>
    `select ${select} from ${view} where ${[further, ...conditions].join(' and ')} ${ordered}`
  if (!boards) return listed('true')
  if (one === undefined) return listed('false')
  if (more.length === 0) return listed(`board_id = ${bind(one)}::uuid`)
  // Each board by its index: in the order of all, the rows of few boards may be far apart.
  return `
    select listed.* from unnest(${bind([one, ...more])}::uuid[]) as seen (board)
    cross join lateral (${listed('board_id = seen.board')}) as listed ${ordered}
  `
}

function conditionsOf(
  where: readonly Condition[],
  bind: (value: unknown) => string,
): readonly string[] {
  return where.flatMap(condition => {
    if (typeof condition === 'string') return [condition]
    const [text, value] = condition
    return value === undefined ? [] : [text.split('$').join(bind(value))]
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

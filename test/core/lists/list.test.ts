import { createHash } from 'node:crypto'
import t from 'tap'
import { type Condition, defineList } from '../../../core/lists/list.ts'
import { createDatabase } from '../../../postgres/database.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { silentLog } from '../../support/silent-log.ts'

interface Alarm {
  readonly id: string
  readonly board_id: string | null
  readonly changed_at: Date
  readonly state: string
}

const alarms = defineList<Alarm>()({
  of: 'alarms',
  by: { changed_at: 'timestamptz', id: 'uuid' },
  direction: 'descending',
})

const database = createDatabase(await createTestDatabase(t), {
  log: silentLog,
  applicationName: 'list',
})
t.teardown(() => database.close())
await database.query(
  'create table alarms (_key text primary key, id uuid, board_id uuid, changed_at timestamptz, state text)',
)
// Forty of each of three boards and of none; many at the same moment.
await database.query(`
  insert into alarms
  select
    md5(n::text)::uuid::text, md5(n::text)::uuid,
    case when n % 4 > 0 then md5('board ' || n % 4)::uuid end,
    timestamptz '2026-01-01' + make_interval(mins => n / 10),
    case when n % 3 = 0 then 'raised' else 'cleared' end
  from generate_series(0, 159) as n
`)
const host = {
  view: (name: string): string => name,
  query: <Row extends object>(text: string, values: readonly unknown[] = []) =>
    database.query<Row>(text, values),
}

const board = (n: number): string => {
  const hex = createHash('md5').update(`board ${n}`).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

async function walk(
  where: Parameters<typeof alarms.page>[2]['where'],
  boards: readonly string[] | null,
): Promise<readonly string[]> {
  const seen: string[] = []
  for (let after: string | undefined, pages = 0; pages < 100; pages += 1) {
    const query = { limit: 7, ...(after === undefined ? {} : { after }) }
    const { items, headers } = await alarms.page(host, query, { where, boards })
    seen.push(...items.map(({ id }) => id))
    after = /after=([\w-]+)/.exec(headers['link'] ?? '')?.[1]
    if (after === undefined) break
  }
  return seen
}

async function wanted(condition: string): Promise<readonly string[]> {
  const rows = await database.query<Alarm>(
    `select id from alarms where ${condition} order by changed_at desc, id desc`,
  )
  return rows.map(({ id }) => id)
}

void t.test('walks all that match in order, each once', async t => {
  t.strictSame(await walk([], null), await wanted('true'))
  t.strictSame(await walk([['state = $', 'raised']], null), await wanted(`state = 'raised'`))
  t.strictSame(await walk([['state = $', undefined]], null), await wanted('true'))
  t.strictSame(await walk(['board_id is null'], null), await wanted('board_id is null'))
  const value = `raised' or true --`
  t.strictSame(await walk([['state = $', value]], null), [], 'a value is never read as SQL')
})

void t.test('shows the boards that a caller sees, one, several or none', async t => {
  const of = (...ns: number[]): string => `board_id in ('${ns.map(board).join(`','`)}')`
  t.strictSame(await walk([], [board(1)]), await wanted(of(1)))
  t.strictSame(await walk([], [board(1), board(3)]), await wanted(of(1, 3)))
  t.strictSame(
    await walk([['state = $', 'raised']], [board(1), board(2), board(3)]),
    await wanted(`${of(1, 2, 3)} and state = 'raised'`),
  )
  t.strictSame(await walk([], []), [])
  t.strictSame(await walk([], [board(1).toUpperCase()]), await wanted(of(1)))
  t.strictSame(await walk([], ['not-a-uuid']), [], 'what is no board shows nothing')
  t.strictSame(await walk([], ['not-a-uuid', board(2)]), await wanted(of(2)))
})

void t.test('shows those that are named by their keys', async t => {
  const [first, second, third] = await wanted('true')
  const named = (keys: readonly string[], where: readonly Condition[] = []) =>
    alarms.page(host, { limit: 50, keys }, { where })
  const ids = async (listed: ReturnType<typeof named>) => (await listed).items.map(({ id }) => id)
  t.strictSame(await ids(named([String(third), String(first)])), [first, third])
  t.strictSame(await ids(named([String(second), 'nobody'])), [second])
  t.strictSame(await ids(named([])), [])
  const { headers } = await alarms.page(
    host,
    { limit: 1, keys: [String(first), String(second)] },
    { where: [] },
  )
  t.match(headers['link'], encodeURIComponent(`${first},${second}`))
})

void t.test('finds one by its key, and the first that matches', async t => {
  const [first] = await wanted(`state = 'raised'`)
  t.match(await alarms.first(host, { where: [['state = $', 'raised']] }), { id: first })
  t.match(await alarms.find(host, String(first)), { id: first })
  t.equal(await alarms.find(host, 'nobody'), undefined)
})

void t.test('reads on from a place, as long as somebody asks', async t => {
  const all = await wanted('true')
  const seen: string[] = []
  for await (const rows of alarms.each(host, { where: [] }, { after: undefined, atOnce: 50 }))
    seen.push(...rows.map(({ id }) => id))
  t.strictSame(seen, all)
})

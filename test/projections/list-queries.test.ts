import { createHash } from 'node:crypto'
import t from 'tap'
import { systemClock } from '../../core/clock.ts'
import { createKitView } from '../../core/guarding/answering/kit-view.ts'
import type { SubjectsQuery } from '../../core/guarding/guard-view.ts'
import type { Host } from '../../core/host.ts'
import type { Route } from '../../core/http/route.ts'
import { discoverBuiltIn } from '../../core/loading/discover-plugins.ts'
import { createReadRows } from '../../core/projecting/read-rows.ts'
import type { PgType, Projection } from '../../core/projection.ts'
import { addIndexes, createTable, showTable } from '../../core/readmodel/create-table.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { RowsQuery } from '../../core/readmodel/rows.ts'
import { columnsOf, readModelOf, viewName } from '../../core/readmodel/read-model.ts'
import { createDatabase } from '../../postgres/database.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { silentLog } from '../support/silent-log.ts'

// Enough that a look at all of them is seen; DECKLOG_TEST_ROWS=100000 measures.
const rowCount = Number(process.env['DECKLOG_TEST_ROWS'] ?? 20_000)
const mostTouched = 1_500

/** What has one row, however long Decklog runs. */
const doesNotGrow = ['receiving', 'channels']

/** What plugins ask for with `host.rows` and `host.all`, of which they expect few rows among many. */
const asked: readonly (readonly [string, RowsQuery])[] = [
  ['alarms', { equals: { open: true } }],
  ['alarms', { equals: { cause_group: 'cause_group 7', open: true } }],
  ['tellings', { equals: { webhook: 'webhook 7', state: 'pending' } }],
  ['tellings', { equals: { alarm_id: uuid('7'), webhook: 'webhook 7', state: 'delivered' } }],
  ['mutes', { equals: { ended_at: null } }],
  ['windows', { equals: { ended_at: null } }],
  ['tellings', { equals: { state: 'withheld' } }],
  ['notices', older('recorded_at')],
  ['notices', older('recorded_at', '7')],
  ['notices', { equals: { alarm_id: uuid('alarm_id 7') }, columns: ['alarm_id'], limit: 1 }],
  ['tellings', { equals: { notice_id: [uuid('notice_id 7'), uuid('notice_id 9')] } }],
  ['tellings', { equals: { alarm_id: uuid('alarm_id 7') } }],
  ['alarms', { ...older('changed_at'), equals: { open: false } }],
  ['mutes', older('ended_at')],
  ['windows', older('ended_at')],
  ['disk-status', { equals: { host: 'host 7' } }],
  ['agent-continuity', { equals: { board_id: uuid('board_id 7') } }],
  ['agent-continuity', { equals: { name: 'name 7' } }],
  ['agent-continuity', { filled: ['probe'] }],
  ['boards', { filled: ['runtime'] }],
  ['verifications', { equals: { release_id: 'release_id 7' } }],
  [
    'guard-levels',
    { equals: { guard: ['guard 7', 'guard 9'], known: true, severity: [null, 'ok'] } },
  ],
  ['gsd-runs', { keys: [uuid('7')] }],
  ['releases', { keys: [uuid('7')] }],
]

function older(by: string, after?: string): RowsQuery {
  const than = new Date(Date.now() - (rowCount - 900) * 60_000)
  const time = new Date(than.getTime() - 300 * 60_000)
  return {
    older: { by, than, ...(after === undefined ? {} : { after: { time, key: uuid(after) } }) },
    limit: 500,
  }
}

const { projections } = await discoverBuiltIn()
const database = createDatabase(await createTestDatabase(t), {
  log: silentLog,
  applicationName: 'list-queries',
})
t.teardown(() => database.close())

interface Looked {
  readonly text: string
  readonly scans: readonly string[]
  readonly touched: number
  readonly ms: number
}

const looked: Looked[] = []
const host: ReadHost = {
  clock: systemClock,
  machine: { name: 'host 7', root: '/' },
  view: name => viewName(find(name)),
  async query(text, values = []) {
    const [row] = await database.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
      `explain (analyze, format json) ${text}`,
      values,
    )
    const plan = row?.['QUERY PLAN'][0]?.Plan
    if (plan) looked.push({ text, ms: plan['Actual Total Time'], ...lookAt(plan) })
    return database.query(text, values)
  },
}
/** What is counted over a period looks at all of it. */
const counts = ['/api/v1/recovery-rates']
const routes = projections
  .flatMap(({ routes }) => routes?.(host) ?? [])
  .filter(({ path }) => !counts.includes(path))

void t.test('every query of a list is served by an index', async t => {
  for (const { projection } of projections) await seed(projection)
  for (const route of routes)
    for (const query of queriesOf(route)) {
      const before = looked.length
      // What is made of the rows is none of this test: they hold what no fold makes.
      await call(route, query).catch(() => undefined)
      for (const found of looked.slice(before))
        check(t, `${route.path} ${Object.keys(query)}`, found)
      if (!('boards' in query)) t.ok(looked.length > before, `${route.path} reads`)
    }
})

const rows = createReadRows({
  ...{ database: host as never, host, clock: systemClock },
  board: { find, waitFor: async () => true } as never,
  barrier: { raise: async () => 1n } as never,
}) as Host['rows']

void t.test('every question of a plugin is served by an index', async t => {
  for (const [name, query] of asked) {
    const before = looked.length
    await rows(name, query)
    for (const found of looked.slice(before)) check(t, `${name} ${JSON.stringify(query)}`, found)
  }
})

void t.test('what is old is read in the order of its time, page by page', async t => {
  const than = new Date(Date.now() - (rowCount - 5) * 60_000)
  const page = async (after?: { time: Date; key: string }) => {
    const query = { older: { by: 'recorded_at', than, after }, limit: 2 }
    return (await rows<{ recorded_at: Date }>('notices', query)).rows
  }
  const times: number[] = []
  for (let found = await page(); found.length > 0;) {
    times.push(...found.map(row => row.recorded_at.getTime()))
    const last = found.at(-1)!
    found = await page({ time: last.recorded_at, key: last._key })
  }
  t.ok(times.length >= 4 && times.every(ms => ms < than.getTime()))
  t.strictSame(
    times,
    [...new Set(times)].toSorted((a, b) => a - b),
  )
  await t.rejects(rows('notices', { older: { by: 'no_column', than } }), {
    code: 'DECKLOG_VALIDATION',
  })
})

void t.test('whatever is looked at of a guard is served by an index, page by page', async t => {
  const untouched = (): never => t.fail('nothing but rows is read') as never
  const view = createKitView(
    { rows, read: untouched, execute: untouched, clock: systemClock },
    {
      ...{ name: 'guard 7', title: 'Tanks', summary: 'Watches tanks.', everySeconds: 60 },
      measures: {},
    },
  )
  const page = { after: uuid('700'), limit: 51 }
  const queries: readonly SubjectsQuery[] = [
    { forgotten: 'shown' },
    { host: 'host 7' },
    { subject: 'subject 7', forgotten: 'shown' },
    { boardId: uuid('board_id 7') },
    { boards: [uuid('board_id 7'), 'no board'] },
    { keys: [uuid('7'), uuid('407')] },
  ]
  for (const query of [{}, ...queries])
    for (const wanted of [query, { ...query, ...page }]) {
      const before = looked.length
      await view.subjects(wanted)
      await view.standings?.(wanted)
      t.equal(looked.length, before + 2, 'one query each')
      for (const found of looked.slice(before)) check(t, JSON.stringify(wanted), found)
    }
  const { subjects } = await view.subjects({ forgotten: 'shown', limit: 3 })
  t.equal(subjects.length, 3)
  const [first, ...rest] = subjects
  t.match(await view.subjects({ forgotten: 'shown', after: first!.id, limit: 2 }), {
    subjects: rest.map(({ id }) => ({ id })),
  })
})

function check(t: Tap, what: string, { text, scans, touched, ms }: Looked): void {
  if (rowCount > 20_000) t.ok(ms <= 10, `${what} takes ${ms.toFixed(2)} ms`)
  const growing = scans.filter(table => !doesNotGrow.some(name => table.startsWith(name)))
  t.strictSame(growing, [], `${what} looks through no table: ${text}`)
  t.ok(touched <= mostTouched, `${what} looks at few rows, not at ${touched}: ${text}`)
}

type Tap = Pick<typeof t, 'strictSame' | 'ok' | 'comment'>

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Actual Total Time': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

function lookAt(plan: Plan): { readonly scans: readonly string[]; readonly touched: number } {
  const under = (plan.Plans ?? []).map(lookAt)
  const table = plan['Relation Name']
  const isScan = plan['Node Type'].endsWith('Scan') && table !== undefined
  const seen = (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
  return {
    scans: [
      ...(plan['Node Type'] === 'Seq Scan' && table !== undefined ? [table] : []),
      ...under.flatMap(({ scans }) => scans),
    ],
    touched: (isScan ? seen : 0) + under.reduce((sum, { touched }) => sum + touched, 0),
  }
}

async function call(route: Route, query: object): Promise<void> {
  const { limit = 50, ...rest } = query as { limit?: number }
  const caller = { actor: { kind: 'person', id: 'ann' }, scopes: ['read'], boards: null, ...rest }
  await route.handle({
    ...{ requestId: 'r', apiUrl: 'http://127.0.0.1', signal: new AbortController().signal },
    payload: {},
    params: Object.fromEntries(fieldsOf(route.params).map(([name]) => [name, uuid('7')])),
    query: { resolution: '1h', path: '/', ...rest, limit },
    caller: caller as never,
  })
}

/** No filter, each by itself, and limited to boards: one that there is, several, and ones that there are not. */
function queriesOf(route: Route): readonly object[] {
  const filters = fieldsOf(route.query)
    .filter(([name]) => !['limit', 'after', 'resolution', 'path', 'from', 'to'].includes(name))
    .flatMap(([name, field]) => valuesOf(name, field).map(value => ({ [name]: value })))
  const boards = [['board_id 7'], ['board_id 7', 'board_id 9'], ['none', 'nor this']]
  return [{}, ...filters, ...boards.map(names => ({ boards: names.map(uuid) }))]
}

interface Field {
  readonly allow?: readonly unknown[]
}

function fieldsOf(schema: Route['query']): readonly (readonly [string, Field])[] {
  return Object.entries<Field>((schema?.describe()['keys'] as Record<string, Field>) ?? {})
}

function valuesOf(name: string, { allow }: Field): readonly unknown[] {
  const words = wordsOf(allow)
  if (words.length > 0) return words
  if (name === 'since' || name === 'until') return [new Date()]
  if (name === 'keys') return [[uuid('7'), uuid('9')]]
  if (name === 'commit') return [uuid('7').replaceAll('-', '').slice(0, 10)]
  if (/_id$|^id$/.test(name)) return [name === 'release_id' ? `${name} 7` : uuid(`${name} 7`)]
  if (name === 'mount') return ['/7']
  if (name === 'settled') return [true, false]
  return name === 'in_force' ? [true] : [`${name} 7`]
}

function wordsOf(allow: Field['allow']): readonly string[] {
  return (allow ?? []).filter(value => typeof value === 'string' && value !== '') as string[]
}

async function seed(projection: Projection): Promise<void> {
  const model = readModelOf(projection, 1)
  const columns = columnsOf(projection)
  const names = columns.map(([name]) => `, "${name}"`).join('')
  const values = columns.map(([name, type], index) => `, ${valueOf(name, type, index === 0)}`)
  await database.withTransaction(async client => {
    await createTable(client, model)
    const count = doesNotGrow.includes(projection.name) ? 1 : rowCount
    for (let from = 1; from <= count; from += 2_000)
      await client.query(`
        insert into ${model.table} (_key, _position ${names})
        select md5(i::text)::uuid::text, i ${values.join('')}
        from generate_series(${from}, ${Math.min(count, from + 1_999)}) as i
      `)
    await showTable(client, model)
  })
  await addIndexes(database, model)
  const analyze = { text: `analyze ${model.table}`, query_timeout: 60_000 }
  await database.withClient(client => client.query(analyze))
}

// Own ids are all different; what a row belongs to has 400 names, and what is a word has those that its filter takes.
function valueOf(name: string, type: PgType, isOwn: boolean): string {
  const few = `'${name} ' || i % 400`
  if (type === 'uuid') return `md5(${isOwn || name === 'id' ? 'i::text' : few})::uuid`
  if (type === 'timestamptz')
    return name === 'lifted_at'
      ? `case when i % 97 > 0 then now() end`
      : `date_trunc('milliseconds', now()) - make_interval(mins => i)`
  if (type === 'boolean') return name === 'settled' ? `i % 97 > 0` : `i % 97 = 0`
  if (name === 'run')
    return `jsonb_build_object('runName', 'run_name ' || i % 400, 'iterationNumber', 500, 'boardId', md5('board_id ' || i % 400)::uuid)`
  if (name === 'probe' || name === 'runtime') return `case when i % 97 = 0 then '{}'::jsonb end`
  if (type === 'jsonb' || type === 'json') return `'{}'::${type}`
  if (type === 'date') return `now()::date`
  if (type !== 'text') return 'i % 1000'
  if (name === 'commit') return 'md5(i::text)'
  if (name === 'mount') return `'/' || i`
  if (isOwn && name !== 'guard') return 'md5(i::text)'
  const words = routes
    .flatMap(route => fieldsOf(route.query))
    .filter(([field]) => field === name)
    .map(([, { allow }]) => wordsOf(allow))
    .find(found => found.length > 0)
  return words ? `(array['${words.join(`','`)}'])[1 + i % ${words.length}]` : few
}

function find(name: string): Projection {
  const found = projections.find(({ projection }) => projection.name === name)
  if (found) return found.projection
  throw new Error(`there is no projection ${name}`)
}

// As Postgres makes it of the same text.
function uuid(text: string): string {
  const hex = createHash('md5').update(text).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { historyRoutes } from '../../../core/history/history-routes.ts'
import type { HistoryBounds } from '../../../core/history/read-history.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../../core/ledger/ledger.ts'
import { systemClock } from '../../../core/clock.ts'
import { createHttpEdge } from '../../support/http-edge.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import { silentLog } from '../../support/silent-log.ts'

interface Told {
  readonly id: string
  readonly stream: string
  readonly revision: string
  readonly position: string
  readonly type: string
  readonly data: { readonly n: number }
  readonly metadata: Readonly<Record<string, string>>
  readonly received_at: string
}

interface Body {
  readonly events: readonly Told[]
  readonly cursor: string | null
  readonly complete: boolean
}

// The ledger may hold what others wrote: every test has an id of its own in its streams, types and correlations.
async function createHistory(t: Test, bounds?: HistoryBounds) {
  const ledger = createLedger({ url: await createTestLedgerUrl(t), log: silentLog })
  t.teardown(() => ledger.close())
  const parts = { ledger, clock: systemClock, ...(bounds ? { bounds } : {}) }
  const edge = await createHttpEdge(t, { routes: historyRoutes(parts) })
  const get = async (path: string, headers: object = edge.bearer('audit')) => {
    const {
      statusCode,
      payload,
      headers: answered,
    } = await edge.server.inject({
      url: `/api/v1/${path}`,
      headers: { ...headers },
    })
    const body: Body & { code?: string; errors?: { field: string }[] } = JSON.parse(payload)
    return { status: statusCode, body, link: answered['link'] }
  }
  return { ledger, edge, get, id: randomUUID().slice(0, 8) }
}

async function write(ledger: Ledger, stream: string, id: string, count: number) {
  const first = randomUUID()
  const events = Array.from({ length: count }, (_, n) => ({
    id: n === 0 ? first : randomUUID(),
    type: `t${id}.${n % 2 === 0 ? 'Even' : 'Odd'}`,
    data: { n },
    metadata: {
      actor: n < 2 ? `person:${id}` : 'system:test',
      $correlationId: id,
      ...(n > 0 ? { $causationId: first } : {}),
      receivedAt: new Date(Date.UTC(2026, 0, 1, n)).toISOString(),
    },
  }))
  await ledger.append(stream, events)
}

const numbers = ({ events }: Body): readonly number[] => events.map(({ data }) => data.n)

/** Follows the links to the end. */
async function walk(get: (path: string) => Promise<{ body: Body; link: unknown }>, path: string) {
  const pages: Body[] = []
  let query: string | undefined = path.split('?')[1] ?? ''
  while (query !== undefined && pages.length < 200) {
    const { body, link } = await get(`${path.split('?')[0]}?${query}`)
    pages.push(body)
    query = /^<\?(.*)>; rel="next"$/.exec(String(link))?.[1]
  }
  return { pages, numbers: pages.flatMap(numbers) }
}

t.test('tells a stream both ways, page by page', async t => {
  const { ledger, get, id } = await createHistory(t)
  await write(ledger, `mark-${id}`, id, 5)
  const { status, body } = await get(`streams/mark-${id}`)
  t.equal(status, 200)
  t.same(numbers(body), [0, 1, 2, 3, 4])
  t.equal(body.complete, true)
  t.match(body.events[1], {
    stream: `mark-${id}`,
    revision: '1',
    type: `t${id}.Odd`,
    metadata: { actor: `person:${id}` },
    received_at: '2026-01-01T01:00:00.000Z',
  })
  const forwards = await walk(get, `streams/mark-${id}?limit=2`)
  t.same(forwards.numbers, [0, 1, 2, 3, 4])
  t.same(
    forwards.pages.map(({ complete }) => complete),
    [false, false, true],
  )
  const backwards = await walk(get, `streams/mark-${id}?limit=2&direction=backwards`)
  t.same(backwards.numbers, [4, 3, 2, 1, 0])
  t.equal((await get(`streams/none-${id}`)).status, 404)
})

t.test('filters the ledger, both ways and page by page', async t => {
  const { ledger, get, id } = await createHistory(t)
  const before = await ledger.head()
  await write(ledger, `a${id}-1`, id, 4)
  await write(ledger, `b${id}-1`, id, 2)
  const { body: all } = await get(`streams/a${id}-1`)
  const [, second, third] = all.events.map(({ position }) => position)
  const received = 'time=received&since=2026-01-01T01:00:00Z&until=2026-01-01T03:00:00Z'
  const cases: Readonly<Record<string, readonly number[]>> = {
    [`correlation=${id}`]: [0, 1, 2, 3, 0, 1],
    [`stream=a${id}-1`]: [0, 1, 2, 3],
    [`category=b${id}`]: [0, 1],
    [`actor=person:${id}`]: [0, 1, 0, 1],
    [`type=t${id}.Odd`]: [1, 3, 1],
    [`type=t${id}.Odd,t${id}.Even&category=b${id}`]: [0, 1],
    [`correlation=${id}&${received}`]: [1, 2, 1],
    [`correlation=${id}&since=${new Date(Date.now() - 600_000).toISOString()}`]: [0, 1, 2, 3, 0, 1],
    [`correlation=${id}&until=2026-01-02T00:00:00Z`]: [],
    [`from_position=${second}&to_position=${third}&correlation=${id}`]: [1],
    [`from_position=${third}&stream=a${id}-1`]: [2, 3],
    [`to_position=${third}&stream=a${id}-1`]: [0, 1],
    [`id=${all.events[2]?.id.toUpperCase()}`]: [2],
    [`causation=${all.events[0]?.id}`]: [1, 2, 3],
  }
  for (const [query, expected] of Object.entries(cases)) {
    const range = query.includes('from_position') ? '' : `&from_position=${before}`
    const found = async (direction: string) =>
      (await walk(get, `events?limit=2&direction=${direction}&${query}${range}`)).numbers
    t.same(await found('forwards'), expected, query)
    t.same(await found('backwards'), [...expected].reverse(), `${query} backwards`)
  }
  t.same((await walk(get, `events?limit=2&type=t${id}.Odd`)).numbers, [1, 3, 1], 'by the server')
})

t.test('looks at its share of the ledger and says where to go on', async t => {
  const bounds = { events: 3, budgetMs: 10_000, bytes: 1_000 }
  const { ledger, get, id } = await createHistory(t, bounds)
  await write(ledger, `mark-${id}`, id, 8)
  const { pages, numbers } = await walk(get, `streams/mark-${id}?type=t${id}.Odd`)
  t.same(numbers, [1, 3, 5, 7])
  t.ok(pages.length >= 3)
  t.ok(pages.slice(0, -1).every(page => !page.complete && page.cursor !== null))
  const none = await walk(get, `streams/mark-${id}?actor=nobody:1`)
  t.same(none.numbers, [])
  t.ok(none.pages.length >= 3, 'pages without events lead on')
})

t.test('goes on from its cursor to what came later', async t => {
  const { ledger, get, id } = await createHistory(t)
  await write(ledger, `mark-${id}`, id, 2)
  const first = await get('events?direction=backwards&limit=1')
  const query = `events?correlation=${id}&after=${first.body.cursor}`
  t.same(numbers((await get(query)).body), [])
  await write(ledger, `mark-${id}`, id, 3)
  t.same(numbers((await get(query)).body), [0, 1, 2])
})

t.test('names the field that is wrong', async t => {
  const { get } = await createHistory(t)
  const cases = {
    direction: 'events?direction=up',
    limit: 'events?limit=201',
    type: 'events?type=a,,b',
    stream: 'streams/$settings',
    category: 'events?category=a-b',
    since: 'events?since=yesterday',
    from_position: 'events?from_position=-1',
    after: 'events?after=bm9uZQ',
  }
  for (const [field, path] of Object.entries(cases)) {
    const { status, body } = await get(path)
    t.equal(status, 422, path)
    t.same(
      body.errors?.map(error => error.field),
      [field],
      path,
    )
  }
  const ofLedger = (await get('events?direction=backwards&limit=1')).body.cursor
  if (ofLedger) t.equal((await get(`streams/a-1?after=${ofLedger}`)).status, 422)
})

t.test('tells nothing to who may not audit, or is limited to boards', async t => {
  const { ledger, edge, get, id } = await createHistory(t)
  await write(ledger, `mark-${id}`, id, 1)
  for (const path of ['events', `streams/mark-${id}`]) {
    t.equal((await get(path, {})).status, 401)
    t.equal((await get(path, edge.bearer('read'))).status, 403)
    t.equal((await get(path, edge.bearer('admin'))).status, 403)
    const limited = { authorization: `Bearer ${edge.limitedAuditor}` }
    const refused = await get(path, limited)
    t.equal(refused.status, 403)
    t.equal(refused.body.code, 'DECKLOG_FORBIDDEN')
  }
})

import Joi from 'joi'
import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { DomainEvent } from '../../../core/event.ts'
import type { EventSource } from '../../../core/events/event-catalog.ts'
import { defineProjection } from '../../../core/projection.ts'
import { dropUnused } from '../../../core/asof/make-room.ts'
import { openPastOf, type SidePast } from '../../support/past.ts'
import { prepareReadSide, startReadSide, type ReadSide } from '../../support/read-side.ts'

type Counted = DomainEvent<'tally.Counted', { readonly key: string; readonly by: number }>
type Closed = DomainEvent<'tally.Closed', { readonly key: string; readonly by: number }>

interface TallyRow {
  readonly key: string
  readonly total: number
  readonly text: string
  readonly counted_at: Date
  readonly last: object
}

// A reading of 13 cannot be folded, one of 17 cannot be kept.
const tally = defineProjection<TallyRow, Counted | Closed>({
  name: 'tally',
  version: 1,
  columns: {
    key: 'text',
    total: 'bigint',
    text: 'text',
    counted_at: 'timestamptz',
    last: 'jsonb',
  },
  keys: event => [event.data.key],
  on: {
    'tally.Counted': (row, { data, receivedAt, id }) => {
      if (data.by === 13) throw new Error('cannot be folded')
      return {
        key: data.key,
        total: (row?.total ?? 0) + data.by,
        text: data.by === 17 ? '\0' : `by ${data.by}`,
        counted_at: receivedAt,
        last: { id, by: data.by },
      }
    },
    'tally.Closed': () => null,
  },
})

const data = Joi.object({ key: Joi.string().required(), by: Joi.number().required() })
const spec = { summary: 'One.', schemaVersion: 1, data, example: { key: 'a', by: 1 } }
const source: EventSource = {
  name: 'tally',
  streams: { tally: {} },
  events: { 'tally.Counted': spec, 'tally.Closed': spec },
}

interface Fact {
  readonly position: bigint
  readonly key: string
  readonly by: number | 'closed'
  readonly id: string
  readonly receivedAt: Date
}

/** Records counts of `keys` keys; one in a hundred closes its key. */
async function record(
  side: ReadSide,
  { events, keys, special = [] }: { events: number; keys: number; special?: readonly number[] },
): Promise<readonly Fact[]> {
  const facts: Fact[] = []
  for (let from = 0; from < events; from += 500) {
    const batch = Array.from({ length: Math.min(500, events - from) }, (_, index) => {
      const at = from + index
      const by = special.includes(at) ? 13 : (at * 7) % 11
      const isClosed = at % 100 === 99
      const id = randomUUID()
      const receivedAt = new Date(Date.UTC(2026, 0, 1) + at * 1_000)
      const key = `k${(at * 31) % keys}`
      return { at, by: isClosed ? ('closed' as const) : by, id, receivedAt, key }
    })
    const { position } = await side.ledger.append(
      'tally-one',
      batch.map(({ by, id, receivedAt, key }) => ({
        id,
        type: by === 'closed' ? 'tally.Closed' : 'tally.Counted',
        data: { key, by: by === 'closed' ? 0 : by },
        metadata: { schemaVersion: '1', receivedAt: receivedAt.toISOString() },
      })),
    )
    const first = position - BigInt(batch.length - 1)
    facts.push(...batch.map((one, index) => ({ ...one, position: first + BigInt(index) })))
  }
  return facts
}

/** What the rows are at a position, told without any of our code. */
function expectedAt(facts: readonly Fact[], position: bigint): ReadonlyMap<string, object> {
  const rows = new Map<string, TallyRow>()
  const stuck = new Set<string>()
  for (const { key, by, id, receivedAt } of facts.filter(fact => fact.position <= position)) {
    if (stuck.has(key)) continue
    if (by === 13) stuck.add(key)
    else if (by === 'closed') rows.delete(key)
    else
      rows.set(key, {
        key,
        total: (rows.get(key)?.total ?? 0) + by,
        text: `by ${by}`,
        counted_at: receivedAt,
        last: { id, by },
      })
  }
  return rows
}

async function open(
  t: Parameters<typeof startReadSide>[0],
  limits?: Parameters<typeof openPastOf>[2],
): Promise<{ side: ReadSide; past: SidePast }> {
  const ground = await prepareReadSide(t)
  const side = await startReadSide(t, { ...ground, projections: [tally], sources: [source] })
  return { side, past: openPastOf(t, side, limits) }
}

const picked = (facts: readonly Fact[], count: number): readonly bigint[] =>
  Array.from(
    { length: count },
    (_, index) => facts[Math.floor(((index * 0.618) % 1) * facts.length)]?.position ?? 0n,
  )

const sorted = (rows: ReadonlyMap<string, object>): object =>
  Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)))

async function points(side: ReadSide): Promise<number> {
  const [row] = await side.database.query<{ n: number }>(
    'select count(*)::int as n from as_of.points',
  )
  return row?.n ?? 0
}

t.test('rows of the past are those of the events until then, without a history', async t => {
  const { side, past } = await open(t)
  const facts = await record(side, { events: 1_200, keys: 40, special: [600] })
  for (const position of picked(facts, 10))
    t.strictSame(sorted(await past.rowsAt('tally', position)), sorted(expectedAt(facts, position)))
  t.equal(await points(side), 0, 'nothing is kept for so few')
})

t.test('whoever asks first for much has it made ready, and then it is there', async t => {
  const { side, past } = await open(t, { apart: { least: 100, most: 400 } })
  const facts = await record(side, { events: 4_000, keys: 60, special: [1_000] })
  for (const position of picked(facts, 20))
    t.strictSame(sorted(await past.rowsAt('tally', position)), sorted(expectedAt(facts, position)))
  t.ok((await points(side)) >= 8, 'between few events each')
})

t.test('a row that Postgres cannot keep stays as it was before', async t => {
  const { side, past } = await open(t)
  const facts = await record(side, { events: 300, keys: 40 })
  const last = facts.at(-1)?.position ?? 0n
  const [key = ''] = expectedAt(facts, last).keys()
  const unkept = { id: randomUUID(), type: 'tally.Counted', data: { key, by: 17 } }
  const metadata = { schemaVersion: '1', receivedAt: new Date().toISOString() }
  const { position } = await side.ledger.append('tally-one', [{ ...unkept, metadata }])
  t.strictSame(sorted(await past.rowsAt('tally', position)), sorted(expectedAt(facts, last)))
})

t.test('a history that takes too much is halved, and tells the same', async t => {
  const { side, past } = await open(t, { maxBytes: 1, apart: { least: 100, most: 400 } })
  const facts = await record(side, { events: 4_600, keys: 2 })
  await past.keeper.extend(past.modelOf('tally'), facts.at(-1)?.position ?? 0n)
  const [history] = await side.database.query<{ spacing: number }>(
    'select spacing from as_of.histories',
  )
  t.ok(history && history.spacing > 1, 'its points are further apart')
  for (const position of picked(facts, 10))
    t.strictSame(sorted(await past.rowsAt('tally', position)), sorted(expectedAt(facts, position)))
})

t.test('two processes that make the same past ready make it once', async t => {
  const { side, past } = await open(t, { apart: { least: 100, most: 400 } })
  const other = openPastOf(t, side, { apart: { least: 100, most: 400 } })
  const facts = await record(side, { events: 2_000, keys: 20 })
  const last = facts.at(-1)?.position ?? 0n
  const model = past.modelOf('tally')
  await Promise.all([past.keeper.extend(model, last), other.keeper.extend(model, last)])
  const counted = await side.database.query('select from as_of.histories')
  t.equal(counted.length, 1)
  for (const position of picked(facts, 6)) {
    const expected = sorted(expectedAt(facts, position))
    t.strictSame(sorted(await past.rowsAt('tally', position)), expected)
    t.strictSame(sorted(await other.rowsAt('tally', position)), expected)
  }
})

t.test('what nobody asks for is dropped, and made anew for who does', async t => {
  const { side, past } = await open(t, { apart: { least: 100, most: 400 } })
  const facts = await record(side, { events: 2_000, keys: 20 })
  const last = facts.at(-1)?.position ?? 0n
  await past.keeper.extend(past.modelOf('tally'), last)
  await dropUnused(side.database)
  t.ok((await points(side)) > 0, 'it was asked for just now')
  await side.database.query(`update as_of.histories set used_at = now() - interval '8 days'`)
  await dropUnused(side.database)
  const tables = await side.database.query(
    `select from pg_tables where schemaname = 'as_of' and tablename like 'history\\_%'`,
  )
  t.strictSame([await points(side), tables.length], [0, 0])
  t.strictSame(sorted(await past.rowsAt('tally', last)), sorted(expectedAt(facts, last)))
})

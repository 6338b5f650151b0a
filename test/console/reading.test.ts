import t, { type Test } from 'tap'
import { Problem } from '../../frontend/api/problem.ts'
import { Reading } from '../../frontend/api/reading.ts'
import { Live, type Hint } from '../../frontend/api/live.ts'
import { readRows, type Rows, type RowsQuery } from '../../frontend/api/rows.ts'
import { inOrderOf } from '../../frontend/parts/steady.ts'

interface Row {
  readonly id: string
  readonly n: number
}

/** Rows that a test changes, read through a list that is told what changed. */
function createList(t: Test, { pageSize = 200 } = {}) {
  let rows: readonly Row[] = [
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
    { id: 'c', n: 3 },
  ]
  let failure: Problem | undefined
  const asked: RowsQuery[] = []
  const hints = new Map<string, Hint>()
  const due: (() => void)[] = []
  const live = new Live({
    open: async () => new Response(),
    now: () => 0,
    later: () => () => undefined,
  })
  const reading = new Reading<Rows<Row>>({
    topics: ['rows', 'others'],
    rowsOf: 'rows',
    live: { state: live.state, on: (topic, hint) => (hints.set(topic, hint), () => undefined) },
    now: () => 0,
    later: work => (due.push(work), () => undefined),
    read: (wanted, before, signal) =>
      readRows(
        {
          keyOf: ({ id }) => id,
          pages: 'all',
          async page(query) {
            asked.push(query)
            if (failure) throw failure
            const found = rows.filter(({ id }) => query.keys?.includes(id) ?? true)
            const from = Number(query.after ?? 0)
            const end = from + pageSize
            return { rows: found.slice(from, end), next: end < found.length ? String(end) : null }
          },
        },
        { wanted, before, signal },
      ),
  })
  t.teardown(() => reading.end())
  const settle = async (): Promise<void> => {
    await new Promise(resolve => setImmediate(resolve))
    for (const work of due.splice(0)) work()
    await new Promise(resolve => setImmediate(resolve))
  }
  return {
    ...{ reading, asked, settle },
    change: (next: readonly Row[]) => void (rows = next),
    fail: (next: Problem | undefined) => void (failure = next),
    hint: (topic: string, key: string | null) => hints.get(topic)?.(key),
    shown: () => reading.loaded.value.value?.rows,
  }
}

const gone = (status: number | null): Problem =>
  new Problem({ status, code: 'DECKLOG_X', detail: 'no', fields: [] })

t.test('a list is read to its end, and of what changes only that', async t => {
  const list = createList(t, { pageSize: 2 })
  await list.settle()
  t.equal(list.shown()?.length, 3)
  t.strictSame(
    list.asked.splice(0).map(({ after }) => after),
    [undefined, '2'],
  )
  list.change([
    { id: 'd', n: 4 },
    { id: 'a', n: 1 },
    { id: 'b', n: 20 },
  ])
  for (const key of ['b', 'c', 'd', 'b']) list.hint('rows', key)
  await list.settle()
  t.strictSame(list.asked, [{ keys: ['b', 'c', 'd'], limit: 200 }], 'many hints are one reading')
  t.strictSame(
    list.shown(),
    [
      { id: 'd', n: 4 },
      { id: 'a', n: 1 },
      { id: 'b', n: 20 },
    ],
    'new ones come first, others keep their place, what did not come is gone',
  )
})

t.test('without a key, with too many, or for another topic all of it is read', async t => {
  const list = createList(t)
  await list.settle()
  const wholes = async (): Promise<number> => {
    await list.settle()
    return list.asked.splice(0).filter(({ keys }) => keys === undefined).length
  }
  t.equal(await wholes(), 1)
  list.hint('rows', 'a')
  list.hint('rows', null)
  t.equal(await wholes(), 1)
  list.hint('others', 'a')
  t.equal(await wholes(), 1)
  for (let n = 0; n < 201; n += 1) list.hint('rows', `k${n}`)
  t.equal(await wholes(), 1)
})

t.test(
  'what could not be read stays as it was, and is tried again unless that is no use',
  async t => {
    const list = createList(t)
    await list.settle()
    list.asked.length = 0
    list.fail(gone(503))
    list.hint('rows', 'a')
    await list.settle()
    t.match(list.reading.loaded.value, { problem: { code: 'DECKLOG_X' }, value: { next: null } })
    list.fail(undefined)
    await list.settle()
    await list.settle()
    t.equal(list.reading.loaded.value.problem, undefined)
    list.fail(gone(403))
    list.hint('rows', 'a')
    await list.settle()
    list.asked.length = 0
    await list.settle()
    await list.settle()
    t.strictSame(list.asked, [])
  },
)

t.test('an order that is held keeps still, and shows everything as it is', async t => {
  const shown = [
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
    { id: 'c', n: 3 },
  ]
  const now = [
    { id: 'd', n: 9 },
    { id: 'c', n: 30 },
    { id: 'a', n: 1 },
  ]
  t.strictSame(
    inOrderOf(shown, now, ({ id }) => id).map(({ id, n }) => `${id}${n}`),
    ['a1', 'b2', 'c30', 'd9'],
  )
})

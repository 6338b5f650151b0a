import t from 'tap'
import type { DomainEvent, Recorded } from '../../../core/event.ts'
import { foldEvents, foldRow } from '../../../core/projecting/fold.ts'
import { defineProjection } from '../../../core/projection.ts'

interface Row {
  readonly total: number
}

interface Amount {
  readonly names: readonly string[]
  readonly amount: number
}

type Sum = DomainEvent<'sum.Added', Amount> | DomainEvent<'sum.Removed', Amount>

const sums = defineProjection<Row, Sum>({
  name: 'sums',
  version: 1,
  columns: { total: 'integer' },
  keys: event => event.data.names,
  on: {
    'sum.Added': (row, event) => {
      if (event.data.amount < 0) throw new Error('negative')
      if (event.data.amount === 0) return row ?? null
      return { total: (row?.total ?? 0) + event.data.amount }
    },
    'sum.Removed': () => null,
  },
})

function event(
  position: number,
  amount: number,
  names = ['a'],
  type: Sum['type'] = 'sum.Added',
): Recorded<Sum> {
  const at = new Date(0)
  return {
    ...{ id: String(position), stream: 'sum-1', metadata: {}, receivedAt: at, recordedAt: at },
    type,
    data: { names, amount },
    revision: BigInt(position),
    position: BigInt(position),
  }
}

t.test('folds an event into each of its rows, once a row', async t => {
  const rows = foldEvents(sums, [event(1, 2, ['a', 'b', 'a']), event(2, 3, ['b']), event(3, 9, [])])
  t.strictSame(
    [...rows],
    [
      ['a', { total: 2 }],
      ['b', { total: 5 }],
    ],
  )
})

t.test('removes a row and begins it anew', async t => {
  const removed = event(2, 0, ['a'], 'sum.Removed')
  t.strictSame([...foldEvents(sums, [event(1, 2), removed])], [])
  t.strictSame([...foldEvents(sums, [event(1, 2), removed, event(3, 4)])], [['a', { total: 4 }]])
})

t.test('says which event last changed a row', async t => {
  const before = { total: 1 }
  t.match(foldRow(sums, 'a', before, [event(5, 2), event(6, 0)]), {
    row: { total: 3 },
    changedAt: 5n,
  })
  t.match(foldRow(sums, 'a', before, [event(6, 0)]), { row: before, changedAt: undefined })
  t.match(foldRow(sums, 'a', undefined, [event(6, 0)]), { row: null, changedAt: undefined })
})

t.test('stops at the event it cannot take and keeps what was before it', async t => {
  t.match(foldRow(sums, 'a', undefined, [event(1, 2), event(2, -1), event(3, 4)]), {
    row: { total: 2 },
    changedAt: 1n,
    failure: { index: 1, error: { message: 'negative' } },
  })
  t.throws(() => foldEvents(sums, [event(1, -1)]), { message: 'negative' })
})

import t from 'tap'
import { createReadRows } from '../../../core/projecting/read-rows.ts'
import type { Projection } from '../../../core/projection.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const projection: Projection = {
  name: 'tank-levels',
  version: 1,
  columns: { litres: 'integer' },
  keys: () => [],
  on: {},
}

// A table of so many rows whose keys are numbers, read as Postgres would answer.
function readingOf(count: number) {
  const limits: unknown[] = []
  const keys = Array.from({ length: count }, (_, n) => String(n).padStart(6, '0'))
  const query = async (text: string, values: readonly unknown[] = []) => {
    const limit = Number(values.at(-1))
    limits.push(limit)
    const after = text.includes('_key >') ? String(values[0]) : ''
    return keys
      .filter(key => key > after)
      .slice(0, limit)
      .map(_key => ({ _key }))
  }
  const rows = createReadRows({
    database: { query } as never,
    board: { find: () => projection, waitFor: async () => true } as never,
    barrier: { raise: async () => 7n } as never,
    host: { view: () => '"tank_levels_v1"' },
    clock: createFakeClock(),
  })
  return { rows, limits, keys }
}

void t.test('reads all that there is, page by page', async t => {
  for (const count of [0, 4_999, 5_000, 12_003]) {
    const { rows, limits, keys } = readingOf(count)
    const found = await rows('tank-levels')
    t.strictSame(
      found.rows.map(row => row._key),
      keys,
    )
    t.equal(found.position, 7n)
    t.strictSame(new Set(limits), new Set([5_000]))
  }
})

void t.test('reads as many as it is asked for, however many those are', async t => {
  const { rows, limits } = readingOf(12_003)
  t.equal((await rows('tank-levels', { limit: 7_000 })).rows.length, 7_000)
  t.strictSame(limits, [5_000, 2_000])
  t.equal((await rows('tank-levels', { limit: 3, after: '000100' })).rows[0]?._key, '000101')
})

void t.test(
  'raises a barrier only where something has come that the read model may not show',
  async t => {
    let raised = 0
    const state = { head: 5n, position: 5n, broken: false }
    const rows = createReadRows({
      database: { query: async () => [] } as never,
      board: {
        find: () => projection,
        waitFor: async () => true,
        position: () => state.position,
      } as never,
      barrier: {
        async raise() {
          raised += 1
          return 9n
        },
      } as never,
      ledger: {
        async head() {
          if (state.broken) throw new Error('for a while')
          return state.head
        },
      },
      host: { view: () => '"tank_levels_v1"' },
      clock: createFakeClock(),
    })
    t.equal((await rows('tank-levels')).position, 5n)
    state.position = 6n
    t.equal((await rows('tank-levels')).position, 5n, 'as current as the ledger')
    t.equal(raised, 0)
    state.head = 7n
    t.equal((await rows('tank-levels')).position, 9n)
    state.position = -1n
    state.head = 0n
    t.equal((await rows('tank-levels')).position, 9n, 'where nobody knows')
    state.broken = true
    t.equal((await rows('tank-levels')).position, 9n, 'and where the end cannot be read')
    t.equal(raised, 3)
  },
)

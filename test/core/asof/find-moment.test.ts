import t from 'tap'
import { createFindMoment } from '../../../core/asof/find-moment.ts'
import { formatOrigin, originKey } from '../../../core/history/origin.ts'
import type { Ledger, StoredEvent } from '../../../core/ledger/ledger.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const timeOf = (minute: number): Date => new Date(Date.UTC(2026, 1, 24, 10, minute))

// A copy, made a month later: the first of its events were recorded at 10:00, 10:01, …, at positions a hundred times as high.
const copied: readonly StoredEvent[] = Array.from({ length: 5 }, (_, index) => ({
  ...{ id: `e${index}`, stream: 'disk-a', type: 'disk.Sampled', data: {} },
  ...{ revision: BigInt(index), position: BigInt(index + 1) },
  recordedAt: new Date('2026-03-24T10:00:00Z'),
  metadata: {
    [originKey]: formatOrigin({
      ...{ revision: BigInt(index), position: BigInt(index + 1) * 100n },
      recordedAt: timeOf(index),
    }),
  },
}))

const ledger: Pick<Ledger, 'readAll' | 'head'> = {
  head: async () => 5n,
  async *readAll({ from, direction = 'forwards', limit = Infinity } = {}) {
    const start = typeof from === 'bigint' ? from : 0n
    const all =
      direction === 'forwards'
        ? copied.filter(({ position }) => position >= start)
        : copied.filter(({ position }) => position < start).toReversed()
    yield* all.slice(0, limit)
  },
}

const find = createFindMoment({
  ledger,
  times: { before: async () => undefined, after: async () => undefined },
  clock: createFakeClock('2026-04-01T00:00:00.000Z'),
  note: async () => undefined,
})
const signal = new AbortController().signal

t.test('in a copy, a time means what was first recorded by then', async t => {
  const moment = await find('2026-02-24T10:02:30Z', signal)
  t.strictSame(moment, { position: 3n, at: new Date('2026-02-24T10:02:30Z') })
})

t.test('in a copy, a position is one of the copy, and its time the first one', async t => {
  t.strictSame(await find('2', signal), { position: 2n, at: timeOf(1) })
  await t.rejects(find('300', signal), { code: 'DECKLOG_VALIDATION' })
})

t.test('what lies before the first time of a copy is before the beginning', async t => {
  await t.rejects(find('2026-02-24T09:59:59Z', signal), { code: 'DECKLOG_VALIDATION' })
})

import t from 'tap'
import type { Ledger, StoredEvent } from '../../../core/ledger/ledger.ts'
import { isOtherLedger } from '../../../core/ledger/same-ledger.ts'

const seen: StoredEvent = {
  ...{ id: 'seen', stream: 's-1', revision: 4n, position: 90n, type: 'a.Told' },
  ...{ data: {}, metadata: {}, recordedAt: new Date(0) },
}

function ledgerOf(...events: readonly StoredEvent[]): Pick<Ledger, 'read'> {
  return {
    async *read(_, { direction, from = 0n, limit = Infinity } = {}) {
      const found = events.filter(({ revision }) => revision >= from)
      yield* (direction === 'backwards' ? events.toReversed() : found).slice(0, limit)
    },
  }
}

t.test('a ledger is the same where the event is, and nothing else is at its place', async t => {
  t.equal(await isOtherLedger(ledgerOf(seen), seen, 95n), false)
  t.equal(await isOtherLedger(ledgerOf({ ...seen, id: 'another' }), seen, 95n), true)
  t.equal(await isOtherLedger(ledgerOf({ ...seen, revision: 3n }), seen, 95n), true)
})

t.test('a copy is another ledger: there the event lies behind what had been seen', async t => {
  t.equal(await isOtherLedger(ledgerOf({ ...seen, position: 9_000n }), seen, 95n), true)
})

t.test('what has expired proves nothing', async t => {
  t.equal(await isOtherLedger(ledgerOf({ ...seen, revision: 7n, id: 'later' }), seen, 95n), false)
  t.equal(await isOtherLedger(ledgerOf(), seen, 95n), false)
})

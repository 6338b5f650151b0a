import t from 'tap'
import { DecklogError } from '../../../core/errors.ts'
import type { StoredEvent } from '../../../core/ledger/ledger.ts'
import { PassedEvents } from '../../../core/running/passed-events.ts'

const event = (position: number): StoredEvent => ({
  ...{ id: String(position), stream: 'mount-1', type: 'disk.Sampled', data: {}, metadata: {} },
  ...{ revision: BigInt(position), position: BigInt(position), recordedAt: new Date(0) },
})

function createPassing() {
  const saved: bigint[] = []
  const state = { nowMs: 0, broken: false }
  const store = {
    async pass({ position }: StoredEvent) {
      if (state.broken) throw new DecklogError('DECKLOG_DATABASE_UNAVAILABLE', 'for a while')
      saved.push(position)
    },
  }
  return { saved, state, passed: new PassedEvents(store, { monotonicMs: () => state.nowMs }) }
}

t.test('saves once for many events, and nothing twice', async t => {
  const { saved, passed } = createPassing()
  await passed.save()
  for (let position = 1; position <= 100; position += 1) await passed.pass(event(position))
  t.strictSame(saved, [])
  await passed.save()
  await passed.save()
  t.strictSame(saved, [100n])
})

t.test('saves meanwhile what takes long', async t => {
  const { saved, passed, state } = createPassing()
  for (let position = 1; position <= 10; position += 1) {
    state.nowMs += 250
    await passed.pass(event(position))
  }
  t.strictSame(saved, [2n, 4n, 6n, 8n, 10n])
})

t.test('saves later what could not be saved', async t => {
  const { saved, passed, state } = createPassing()
  await passed.pass(event(1))
  state.broken = true
  await t.rejects(passed.save(), { code: 'DECKLOG_DATABASE_UNAVAILABLE' })
  state.broken = false
  await passed.save()
  t.strictSame(saved, [1n])
})

import t from 'tap'
import { IdCache, WriteHistory } from '../../../ledger-node/writing/write-history.ts'

const append = (streamId: number, position: number, revision: number, ids: string) => ({
  streamId,
  position,
  revision,
  recordedAtMs: 0,
  ids: [...ids],
})

t.test('knows an id in the stream that wrote it first, and in no other', async t => {
  const recent = new IdCache()
  recent.add(append(1, 2, 1, 'AB'))
  recent.add(append(2, 4, 1, 'BC'))
  const history = new WriteHistory(recent)
  t.match(history.first(1, 'B'), { revision: 1, position: 2 })
  t.equal(history.first(2, 'B'), undefined)
  t.match(history.first(2, 'C'), { revision: 1, position: 4 })
})

t.test('goes by the earliest append, whether remembered or loaded', async t => {
  const recent = new IdCache()
  recent.add(append(1, 5, 0, 'A'))
  const history = new WriteHistory(recent, [append(2, 3, 0, 'A')])
  t.equal(history.first(1, 'A'), undefined)
  t.match(history.first(2, 'A'), { position: 3 })
})

t.test('finds an id at a revision whatever stream wrote it first', async t => {
  const recent = new IdCache()
  recent.add(append(1, 1, 0, 'A'))
  const history = new WriteHistory(recent, [append(2, 3, 1, 'XA')])
  t.match(history.at(2, 1, 'A'), { revision: 1, position: 3 })
  t.equal(history.at(2, 0, 'A'), undefined)
})

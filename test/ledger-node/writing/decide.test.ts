import fc from 'fast-check'
import t from 'tap'
import {
  decide,
  type Decision,
  type Expected,
  type StreamHistory,
  type StreamView,
} from '../../../ledger-node/writing/decide.ts'

/** A stream that holds these ids, from revision 0 on. */
function holding(ids: string): { view: StreamView; history: StreamHistory } {
  const written = (revision: number) => ({ revision, position: revision + 100, recordedAtMs: 0 })
  return {
    view: { last: ids.length - 1, isSoftDeleted: false, hasMetadata: false },
    history: {
      first: id => (ids.includes(id) ? written(ids.indexOf(id)) : undefined),
      at: (revision, id) => (ids[revision] === id ? written(revision) : undefined),
    },
  }
}

function decided(ids: string, sent: string, expected: Expected, view: Partial<StreamView> = {}) {
  const stream = holding(ids)
  return summary(decide({ ...stream.view, ...view }, expected, [...sent], stream.history))
}

function summary(decision: Decision): string {
  if (decision.kind === 'repeat') return `repeat of ${decision.written.revision}`
  return decision.kind === 'append' && decision.undelete ? 'append and undelete' : decision.kind
}

t.test('appends at the revision that is expected', async t => {
  t.equal(decided('', 'A', 'any'), 'append')
  t.equal(decided('', 'A', 'no_stream'), 'append')
  t.equal(decided('A', 'B', 0n), 'append')
  t.equal(decided('A', 'A', 0n), 'append', 'the current revision never looks at ids')
  t.equal(decided('A', 'B', 'stream_exists'), 'append')
  t.equal(decided('', 'B', 'stream_exists', { hasMetadata: true }), 'append')
})

t.test('refuses another revision', async t => {
  t.equal(decided('A', 'B', 'no_stream'), 'conflict')
  t.equal(decided('AB', 'C', 0n), 'conflict')
  t.equal(decided('A', 'B', 3n), 'conflict')
  t.equal(decided('', 'B', 'stream_exists'), 'conflict')
  t.equal(decided('AB', '', 0n), 'conflict', 'even when there is nothing to append')
})

t.test('knows a repeat', async t => {
  t.equal(decided('ABC', 'A', 'any'), 'repeat of 0')
  t.equal(decided('AB', 'BA', 'any'), 'repeat of 0')
  t.equal(decided('ABC', 'BC', 0n), 'repeat of 2')
  t.equal(decided('AA', 'AA', 'no_stream'), 'repeat of 1')
  t.equal(decided('AB', 'ABC', 'any'), 'conflict')
  t.equal(decided('AB', 'CA', 'any'), 'append', 'the first id decides')
})

t.test('brings a soft-deleted stream back, or says that it is deleted', async t => {
  const isSoftDeleted = { isSoftDeleted: true }
  for (const expected of ['any', 'no_stream', 0n] as const)
    t.equal(decided('A', 'B', expected, isSoftDeleted), 'append and undelete')
  t.equal(decided('A', 'B', 'stream_exists', isSoftDeleted), 'deleted')
  t.equal(decided('A', 'A', 'any', isSoftDeleted), 'repeat of 0')
})

t.test('lets nothing into a tombstoned stream', async t => {
  for (const expected of ['any', 'no_stream', 'stream_exists', 0n] as const)
    t.equal(decided('A', 'B', expected, { last: Infinity }), 'deleted')
})

t.test('answers a repeat of any whole block at its own place', async t => {
  const distinct = fc.uniqueArray(fc.constantFrom(...'ABCDEFGH'), { minLength: 1 })
  fc.assert(
    fc.property(distinct, fc.nat(), fc.nat(), (ids, start, length) => {
      const from = start % ids.length
      const block = ids.slice(from, from + 1 + (length % (ids.length - from))).join('')
      const expected: Expected = from === 0 ? 'no_stream' : BigInt(from - 1)
      const wanted = `repeat of ${from + block.length - 1}`
      const all = ids.join('')
      return decided(all, block, expected) === wanted && decided(all, block, 'any') === wanted
    }),
  )
  t.pass('for every block')
})

import t from 'tap'
import {
  planScavenge,
  type RowHead,
  type ScavengedStream,
} from '../../../ledger-node/scavenging/plan-scavenge.ts'

const nowMs = Date.parse('2026-01-01T00:00:00Z')
const hour = 3_600_000

function row(revision: number, events = 1, agedMs = hour): RowHead {
  const recordedAtMs = nowMs - agedMs
  return { streamId: 1, position: revision + 1, revision, events, recordedAtMs, bytes: 100 }
}

/** The revisions that go, with those that are cut off a row after a plus sign. */
function planned(stream: Partial<ScavengedStream>, rows: readonly RowHead[]): string {
  const whole = { last: rows.at(-1)?.revision ?? -1, limits: { truncateBefore: 0 } }
  const plan = planScavenge({ ...whole, keeps: 'last event', ...stream }, rows, nowMs)
  if (!plan) return 'nothing'
  const gone = plan.remove.map(({ revision }) => revision).join(' ')
  const cut = plan.trim ? ` + ${plan.trim.row.events - plan.trim.keep}` : ''
  return `${gone}${cut}, from ${plan.keptFrom}`
}

t.test('plans what of a stream leaves the disk', t => {
  const five = [0, 1, 2, 3, 4].map(revision => row(revision))
  t.equal(planned({}, five), 'nothing', 'without limits')
  t.equal(planned({ limits: { truncateBefore: 0, maxCount: 2 } }, five), '0 1 2, from 3')
  t.equal(planned({ limits: { truncateBefore: 0, maxCount: 5 } }, five), 'nothing')
  t.equal(planned({ limits: { truncateBefore: 2 } }, five), '0 1, from 2')
  t.equal(planned({ limits: { truncateBefore: 99 } }, five), '0 1 2 3, from 4', 'never the last')
  t.equal(planned({ limits: { truncateBefore: Infinity } }, five), '0 1 2 3, from 4')
  t.equal(planned({ keeps: 'nothing' }, five), '0 1 2 3 4, from 5')
  t.equal(planned({ last: Infinity }, [...five, row(Infinity)]), 'nothing')
  const tombstoned = { last: Infinity, limits: { truncateBefore: Infinity } }
  t.equal(planned(tombstoned, [...five, row(Infinity)]), '0 1 2 3 4, from 5')
  t.end()
})

t.test('removes by age what is too old, and keeps the last event', t => {
  const limits = { truncateBefore: 0, maxAgeMs: hour / 2 }
  const young = hour / 4
  t.equal(planned({ limits }, [row(0), row(1), row(2, 1, young)]), '0 1, from 2')
  t.equal(planned({ limits }, [row(0), row(1)]), '0, from 1')
  t.equal(planned({ limits }, [row(0), row(1, 1, young), row(2)]), '0, from 1', 'without gaps')
  t.end()
})

t.test('cuts the oldest events off an append', t => {
  t.equal(planned({ limits: { truncateBefore: 0, maxCount: 3 } }, [row(9, 10)]), ' + 7, from 7')
  t.equal(planned({ limits: { truncateBefore: 12 } }, [row(9, 10), row(19, 10)]), '9 + 2, from 12')
  t.equal(planned({ limits: { truncateBefore: 10 } }, [row(9, 10), row(19, 10)]), '9, from 10')
  t.equal(planned({ limits: { truncateBefore: 99 } }, [row(9, 10)]), ' + 9, from 9')
  t.end()
})

t.test('leaves young events for the retries of their writers', t => {
  const rows = [row(0, 1, 90_000), row(1, 1, 50_000), row(2, 1, 0)]
  t.equal(planned({ limits: { truncateBefore: 0, maxCount: 1 } }, rows), '0, from 1')
  t.end()
})

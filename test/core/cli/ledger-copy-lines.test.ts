import t from 'tap'
import { copyLines } from '../../../core/cli/ledger-copy-lines.ts'

const urls = { from: 'esdb://a:1?tls=false', to: 'esdb://b:1?tls=false' }
const same = { equal: 7, expired: 0, differenceCount: 0, differences: [] }
const lines = (compared: typeof same | undefined): string =>
  copyLines({ copied: { events: 7, position: 9n }, compared, urls }).join('\n')

t.test('a copy says what it came to, and what has expired since, be it one event', async t => {
  t.match(lines(undefined), /^Copied 7 events, up to position 9 of the source\.$/m)
  t.match(lines(same), /^The copy equals its source: 7 events, in their order\.$/m)
  t.match(lines({ ...same, expired: 1 }), /in their order; 1 have expired on one side since\.$/m)
})

t.test('a copy that differs is not to be changed over to', async t => {
  const differing = copyLines({
    copied: { events: 7, position: 9n },
    compared: {
      ...{ equal: 6, expired: 0, differenceCount: 1 },
      differences: [{ kind: 'missing', id: 'e-1', stream: 'run-1', position: 3n }],
    },
    urls,
  })
  t.match(differing[1], /is NOT its source: 1 differences, 6 equal events/)
  t.equal(differing[2], '  missing: e-1 in run-1, at 3')
  t.match(differing.at(-1), /^Do not change over/)
})

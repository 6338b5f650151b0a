import t from 'tap'
import {
  approvedAmong,
  findStanding,
  type RunRow,
} from '../../../../plugins/rollout/drift/find-approved.ts'
import type { Verified } from '../../../../plugins/rollout/drift/target-row.ts'
import { emptyList } from '../../../support/empty-list.ts'
import { releaseOf, runOf } from './world.ts'

const verifiedBy = (runId: string | null, digit = '1'): Verified => ({
  ...{ verificationId: `of ${runId}`, releaseId: digit.repeat(64), runId, boardId: null },
  ...{ startedAt: '2026-01-01T00:00:00.000Z', finishedAt: '2026-01-01T00:00:01.000Z' },
})
const run = (status: string, outcome: string | null = null, owner = 'pending'): RunRow => ({
  ...{ status, outcome, owner_approval_status: owner },
})
const runs = new Map([
  ['open', run('in_progress')],
  ['blocked', run('blocked')],
  ['done', run('completed', 'succeeded', 'approved')],
  ['older', run('completed', 'succeeded', 'approved')],
  ['failed', run('completed', 'failed')],
  ['superseded', run('completed', 'superseded')],
  ['rejected', run('in_progress', null, 'rejected')],
])

t.test(
  'what is approved is the newest that stands, and what goes on since may run as well',
  async t => {
    const cases: readonly (readonly [readonly (string | null)[], readonly string[]])[] = [
      [[], []],
      [['done'], ['done']],
      [['done', 'older'], ['done']],
      [
        ['open', 'done'],
        ['done', 'open'],
      ],
      [
        ['open', 'blocked', 'done', 'older'],
        ['done', 'open', 'blocked'],
      ],
      [['failed', 'done'], ['done']],
      [['rejected', 'superseded', 'failed'], []],
      [['open', 'rejected'], ['open']],
      [['nobody knows it', 'done'], ['done']],
      [[null, 'open', 'done'], ['null']],
      [
        ['open', 'open', 'open', 'open', 'done'],
        ['done', 'open', 'open', 'open'],
      ],
    ]
    for (const [verified, expected] of cases) {
      const found = approvedAmong(
        verified.map(id => verifiedBy(id)),
        runs,
      )
      t.strictSame(
        found.map(({ verificationId }) => verificationId),
        expected.map(id => `of ${id}`),
        String(verified),
      )
    }
  },
)

t.test('a run of another service excuses nothing, nor one that names no known release', async t => {
  const table: Readonly<Record<string, ReadonlyMap<string, object>>> = {
    releases: new Map([
      ['1'.repeat(64), releaseOf('1')],
      ['2'.repeat(64), releaseOf('2', 'docker.io/library/other')],
      ['3'.repeat(64), releaseOf('3')],
    ]),
    'gsd-runs': new Map(
      ['2', '3', '4'].map(one => [`run ${one}`, runOf(one, { stage: 'rollout' })]),
    ),
  }
  const rows = async (name: string, { keys, equals }: Record<string, never>) => ({
    rows: [...(table[name] ?? [])]
      .map(([_key, row]) => ({ ...row, _key }) as never)
      .filter(row => !keys || (keys as string[]).includes(Reflect.get(row, '_key')))
      .filter(
        row =>
          !equals || [Reflect.get(equals, 'status')].flat().includes(Reflect.get(row, 'status')),
      ),
    position: 0n,
  })
  const when = { now: new Date('2026-01-01T00:10:00.000Z'), rolloutWithin: 3_600 }
  const host = { rows, all: rows } as never
  const standing = await findStanding(host, [verifiedBy(null)], when)
  t.match(standing, { accepted: [{ release: { releaseId: '1'.repeat(64) } }], underway: ['run 3'] })
  t.match(await findStanding(host, [], when), { accepted: emptyList, underway: emptyList })
})

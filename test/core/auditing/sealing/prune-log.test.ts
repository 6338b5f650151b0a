import { join } from 'node:path'
import t from 'tap'
import type { Database } from '../../../../postgres/database.ts'
import { DecklogError } from '../../../../core/errors.ts'
import type { HeldLease } from '../../../../core/leases/leases.ts'
import { ledgerEvents, readScopes } from '../../../../core/auditing/proving/ledger-events.ts'
import type { AuditReport } from '../../../../core/auditing/proving/audit-report.ts'
import { verifyLedger } from '../../../../core/auditing/proving/verify-ledger.ts'
import { copyLog } from '../../../../core/auditing/sealing/copy-log.ts'
import { openLogFolder } from '../../../../core/auditing/sealing/log-folder.ts'
import { pruneLog } from '../../../../core/auditing/sealing/prune-log.ts'
import { emptyList } from '../../../support/empty-list.ts'
import { createSealedLedger } from '../../../support/sealed-ledger.ts'
import { startSealing, testBase } from '../../../support/sealing.ts'
import { until } from '../../../support/until.ts'

// 2,000 observations are sealed: 7 bundles and a part of one; a checkpoint over the first 1,000 is held. The longest retention is 400 days.
const sealed = await createSealedLedger(t, { covered: 2_000, later: 2_000 })
const { side, keys, held } = sealed
const { database, ledger } = side
const origin = `${testBase}/observations`
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000)
const scopes = await readScopes(ledger)
const lease: HeldLease = {
  ...{ name: 'sealing', epoch: 1n, signal: new AbortController().signal },
  assert: async () => undefined,
}
const pruning = { base: testBase, scopes, now: inDays(410), afterDays: 5, isHeld: () => false }

const state = async (): Promise<unknown> => {
  const [row] = await database.query(
    `
      select (select string_agg(n::text, ' ' order by n) from sealed_bundles where origin = $1) as bundles,
        (select string_agg(n::text, ' ' order by n) from sealed_stubs where origin = $1) as stubs,
        (select minimum::text from sealed_logs where origin = $1) as minimum
    `,
    [origin],
  )
  return row
}
const untouched = { bundles: '0 1 2 3 4 5 6 7', stubs: null, minimum: '0' }

const verify = (now: Date): Promise<AuditReport> =>
  verifyLedger({
    base: testBase,
    logs: { decisions: side.logOf('decisions'), observations: side.logOf('observations') },
    events: tell => ledgerEvents(ledger, tell),
    ...{ scopes, now, held, keys },
  })
const observationsOf = ({ logs }: AuditReport) => logs.find(({ name }) => name === 'observations')

t.test('what is too young, held, or led by another meanwhile is left whole', async t => {
  t.equal(await pruneLog(database, lease, { ...pruning, afterDays: 20 }), 0)
  t.equal(await pruneLog(database, lease, { ...pruning, isHeld: one => one === 'reading-0' }), 0)
  const assert = () => Promise.reject(new DecklogError('DECKLOG_LEASE_LOST', 'another leads'))
  const lost = { ...lease, assert }
  await t.rejects(pruneLog(database, lost, pruning), { code: 'DECKLOG_LEASE_LOST' })
  t.match(await state(), untouched)
})

t.test('ended at any step, it has pruned a bundle wholly or not at all', async t => {
  for (const step of [1, 2, 3]) {
    await t.rejects(pruneLog(endingAfter(step), lease, pruning), /ended here/)
    t.match(await state(), untouched, `after step ${step}`)
  }
})

/** The database of a process that ends when it has said so much of a transaction. */
function endingAfter(queries: number): Pick<Database, 'query' | 'withTransaction'> {
  return {
    query: database.query.bind(database),
    withTransaction: work =>
      database.withTransaction(async client => {
        let left = queries
        const query: typeof client.query = async (...asked: readonly unknown[]) => {
          const found = await Reflect.apply(client.query, client, asked)
          left -= 1
          if (left === 0) throw new Error('ended here')
          return found
        }
        return work(
          new Proxy(client, { get: (of, key) => (key === 'query' ? query : Reflect.get(of, key)) }),
        )
      }),
  }
}

t.test('a sealer prunes, and all that was signed is shown as before', async t => {
  const { ledgerUrl, databaseUrl, folder } = sealed
  const ground = { ledgerUrl, databaseUrl, folder }
  const pruner = await startSealing(t, ground, { prunes: { after: 5, daysLater: 410 } })
  await until('it has pruned', async () => Reflect.get(Object(await state()), 'bundles') === '6 7')
  await pruner.stop()
  t.match(await state(), { stubs: '0 1 2 3 4 5', minimum: '1536' })
  const report = await verify(new Date())
  t.match(report, { clean: true, findingCount: 0 }, 'also of what is still there')
  t.match(observationsOf(report), { counts: { intact: 1_000, expired: 0 }, problems: emptyList })
  const into = join(t.testdir(), 'log')
  await copyLog(side.logOf('observations'), into)
  const copied = openLogFolder(into)
  t.strictSame(await copied.stub(3), await side.logOf('observations').stub(3))
  t.equal(await copied.bundle(3), undefined)
})

t.test('what has expired is told apart from what was taken away', async t => {
  await sealed.edit(`
    delete from ledger.appends where stream_id in
      (select id from ledger.streams where name like 'reading-%')
      and position < (select max(position) from ledger.appends) * 7 / 10
  `)
  const late = await verify(inDays(410))
  t.match(late, { clean: true, findingCount: 0 })
  const { expired = 0, intact = 0 } = observationsOf(late)?.counts ?? {}
  t.ok(expired > 600)
  t.equal(expired + intact, 1_000)
  const early = await verify(inDays(390))
  t.equal(early.clean, false, 'too early for the retention')
  t.equal(observationsOf(early)?.counts.expired, 0)
})

t.test('a stub that proves nothing excuses nothing', async t => {
  await database.query(
    `update sealed_stubs set entry = (select entry from sealed_stubs where origin = $1 and n = 0)
     where origin = $1 and n = 1`,
    [origin],
  )
  await database.query('delete from sealed_stubs where origin = $1 and n = 2', [origin])
  const { findings, clean } = await verify(inDays(410))
  t.equal(clean, false)
  t.ok(
    findings.every(
      ({ verdict, index = 0 }) => verdict === 'missing' && index >= 256 && index < 768,
    ),
  )
  t.ok(findings.length > 500)
})

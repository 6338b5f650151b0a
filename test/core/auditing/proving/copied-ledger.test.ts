import { dirname, join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import type { AuditReport } from '../../../../core/auditing/proving/audit-report.ts'
import { ledgerEvents, readScopes } from '../../../../core/auditing/proving/ledger-events.ts'
import { verifyLedger } from '../../../../core/auditing/proving/verify-ledger.ts'
import { createLedger } from '../../../../core/ledger/eventstoredb.ts'
import { createLedgerNode } from '../../../../ledger-node/ledger-node.ts'
import { createTestDatabase } from '../../../support/postgres.ts'
import { createSealedLedger } from '../../../support/sealed-ledger.ts'
import { startSealing, testBase } from '../../../support/sealing.ts'
import { silentLog } from '../../../support/silent-log.ts'

// A sealed ledger, what is carried away of it, and the seals that were made before it was.
const sealed = await createSealedLedger(t, { covered: 120, later: 40 })

interface Other {
  readonly url: string
  readonly databaseUrl: string
  verify(): Promise<AuditReport>
}

async function startOther(): Promise<Other> {
  const databaseUrl = await createTestDatabase(t)
  const node = createLedgerNode({ databaseUrl, port: 0, log: silentLog })
  const { port } = await node.start()
  t.teardown(() => node.stop())
  const url = `esdb://127.0.0.1:${port}?tls=false`
  const ledger = createLedger({ url, log: silentLog })
  t.teardown(() => ledger.close())
  const { held, keys, side } = sealed
  return {
    ...{ url, databaseUrl },
    verify: async () =>
      verifyLedger({
        base: testBase,
        logs: { decisions: side.logOf('decisions'), observations: side.logOf('observations') },
        events: tell => ledgerEvents(ledger, tell),
        ...{ scopes: await readScopes(ledger), now: new Date(), held, keys },
      }),
  }
}

async function edit({ databaseUrl }: Other, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(sql)
  await client.end()
}

const dropOne = `
  delete from ledger.appends where position = (
    select max(position) from ledger.appends where events = 1 and position < (select max(position) / 2 from ledger.appends)
      and stream_id in (select id from ledger.streams where name like 'run-%')
  )
`

const carried: readonly (readonly [string, (other: Other) => Promise<void>])[] = [
  [
    'copied',
    async ({ url }) => {
      const { code, err } = await sealed.decklog('ledger', 'copy', '--to', url)
      if (code !== 0) throw new Error(err)
    },
  ],
  [
    'exported and imported',
    async ({ url }) => {
      const file = join(dirname(sealed.folder), 'out.ndjson')
      for (const words of [
        ['export', file],
        ['import', file, '--to', url],
      ]) {
        const { code, err } = await sealed.decklog(...words)
        if (code !== 0) throw new Error(err)
      }
    },
  ],
]

for (const [how, carry] of carried)
  t.test(`a ledger that was ${how} is held to the seals that it had`, async t => {
    const other = await startOther()
    await carry(other)
    const report = await other.verify()
    t.strictSame(report.findings, [])
    t.ok(report.clean)
    t.strictSame(
      report.logs.map(({ size, counts }) => [size, counts.intact]),
      [
        [61, 61],
        [60, 60],
      ],
    )
    await edit(other, dropOne)
    const { findings } = await other.verify()
    t.match(
      findings,
      [{ verdict: 'missing', log: 'decisions' }],
      'and what is lost on the way shows',
    )
    t.equal(findings.length, 1)
  })

t.test('a sealer goes on in the same logs over the copy', async t => {
  const other = await startOther()
  await carried[0]?.[1](other)
  const { databaseUrl, folder, side } = sealed
  const going = await startSealing(t, { ledgerUrl: other.url, databaseUrl, folder })
  const before = await side.logOf('decisions').checkpoint()
  await going.ledger.append('run-new', [
    { id: '00000000-0000-4000-8000-00000000c0de', type: 'probe.Measured', data: {}, metadata: {} },
  ])
  const [, size = '0'] = before?.split('\n') ?? []
  await going.sealedUpTo('decisions', Number(size) + 1)
  await going.stop()
  const report = await other.verify()
  t.ok(report.clean)
  t.equal(report.notCovered, 41, 'what came after the checkpoints that are held')
})

import t from 'tap'
import { createRandom } from '../../../../scripts/random.ts'
import { createSealedLedger } from '../../../support/sealed-ledger.ts'
import { rounds } from '../../../support/rounds.ts'
import { edits, pick, rowsOf, type Random } from '../../../support/tampering.ts'

const random = createRandom(26)
const below: Random = limit => Math.floor(random() * limit)

t.test('an untouched ledger is clean, and what came after is not covered', async t => {
  const ledger = await createSealedLedger(t, { covered: 300, later: 50 })
  const report = await ledger.verify()
  t.strictSame(report.findings, [])
  t.ok(report.clean)
  t.strictSame(
    report.logs.map(({ size, counts, coveredBy }) => [size, counts.intact, coveredBy]),
    [
      [151, 151, 'held'],
      [150, 150, 'held'],
    ],
  )
  t.equal(report.notCovered, 50)
  const own = await ledger.verify([])
  t.ok(own.clean)
  t.strictSame(
    own.logs.map(({ coveredBy }) => coveredBy),
    ['own', 'own'],
  )
  t.equal(own.notCovered, 0)
})

t.test('every edit of what is covered is found, and named', async t => {
  const ledger = await createSealedLedger(t, { covered: 400, later: 60 })
  const rows = await rowsOf(ledger)
  await ledger.edit('create table ledger.kept as select * from ledger.appends')
  const wrong: string[] = []
  for (let round = 0; round < rounds(24, 1_000); round++) {
    const make = edits[round % edits.length] ?? pick(edits, below)
    const { kind, wanted } = await make(ledger, rows, below)
    const { findings, clean } = await ledger.verify()
    const isNamed = wanted.every(({ verdict, id, field }) =>
      findings.some(
        found =>
          found.verdict === verdict &&
          (id === undefined || found.event?.id === id) &&
          (field === undefined || found.fields?.includes(field)),
      ),
    )
    const others = findings.filter(found => !wanted.some(one => one.verdict === found.verdict))
    if (clean || !isNamed || others.length > 0 || findings.length !== wanted.length)
      wrong.push(
        `round ${round}, ${kind}: ${JSON.stringify({ wanted, findings: findings.slice(0, 5) }, (_, v) => (typeof v === 'bigint' ? String(v) : v))}`,
      )
    await ledger.edit('delete from ledger.appends')
    await ledger.edit('insert into ledger.appends select * from ledger.kept')
  }
  t.strictSame(wrong.slice(0, 5), [])
  t.equal(wrong.length, 0)
  t.ok((await ledger.verify()).clean, 'and put back it is clean')
})

t.test('edits of what no checkpoint covers yet are not held against it', async t => {
  const ledger = await createSealedLedger(t, { covered: 100, later: 60 })
  const rows = await rowsOf(ledger, 'later')
  for (const make of edits.slice(0, 6)) {
    await make(ledger, rows.slice(-30), below)
    t.ok((await ledger.verify()).clean)
  }
})

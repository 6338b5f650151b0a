import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { readKeys } from '../../../../core/auditing/sealing/seal-keys.ts'
import {
  checkpointText,
  parseCheckpoint,
} from '../../../../core/auditing/transparency/checkpoint.ts'
import { signNote } from '../../../../core/auditing/transparency/note.ts'
import { createSealedLedger, type SealedLedger } from '../../../support/sealed-ledger.ts'
import { someEvents, startSealing } from '../../../support/sealing.ts'
import type { Teardown } from '../../../support/postgres.ts'

const tables = [
  'seal_series',
  'sealed_logs',
  'sealed_tiles',
  'sealed_bundles',
  'sealed_checkpoints',
]

/** Empties the logs and seals the ledger anew, with the keys of a folder. */
async function sealAnew(t: Teardown, ledger: SealedLedger, folder: string): Promise<void> {
  await ledger.side.database.query(`truncate ${tables.join(', ')}`)
  const { ledgerUrl, databaseUrl } = ledger
  const side = await startSealing(t, { ledgerUrl, databaseUrl, folder })
  await side.ledger.append('run-9', someEvents(3))
  await side.sealedUpTo('decisions', 84)
  await side.sealer.stop()
}

const alter = `
  update ledger.appends set body = set_byte(body, position('number 20'::bytea in body) + 6, 57)
  where position = (
    select min(position) from ledger.appends where position('number 20'::bytea in body) > 0
  )
`

t.test('a log that was made anew with the stolen key is a fork', async t => {
  const ledger = await createSealedLedger(t, { covered: 160, later: 0 })
  const [held] = [ledger.held]
  await ledger.edit(alter)
  t.equal((await ledger.verify()).findings[0]?.verdict, 'altered')
  const folder = join(ledger.folder, '..', 'stolen')
  await cp(ledger.folder, folder, { recursive: true })
  await Promise.all(['decisions', 'observations'].map(log => rm(join(folder, `${log}.signed`))))
  await sealAnew(t, ledger, folder)
  const own = await ledger.verify([])
  t.ok(own.clean, 'nothing tells it to who holds nothing')
  const report = await ledger.verify(held)
  t.notOk(report.clean)
  t.ok(report.logs.some(({ problems }) => problems.includes('forked')))
})

t.test(
  'a log that was made anew with another key is not signed by one that is trusted',
  async t => {
    const ledger = await createSealedLedger(t, { covered: 160, later: 0 })
    await ledger.edit(alter)
    await sealAnew(t, ledger, join(ledger.folder, '..', 'other'))
    const report = await ledger.verify()
    t.ok(report.logs.every(({ problems }) => problems.includes('untrusted')))
    t.ok(report.logs.some(({ problems }) => problems.includes('forked')))
    t.notOk(report.clean)
  },
)

t.test('a ledger and log that were set back are told to be shorter', async t => {
  const ledger = await createSealedLedger(t, { covered: 160, later: 0 })
  const { database } = ledger.side
  await ledger.edit('delete from ledger.appends where position > 60')
  await database.query('delete from sealed_checkpoints')
  await database.query('update sealed_tiles set hashes = substring(hashes for 320) where level = 0')
  const report = await ledger.verify()
  t.notOk(report.clean)
  t.ok(report.logs.every(({ problems }) => problems.includes('rolled_back')))
  t.strictSame(report.findings, [], 'what is left is as it was')
})

t.test('tiles that were edited do not give the root that is held, nor the log’s own', async t => {
  const ledger = await createSealedLedger(t, { covered: 160, later: 0 })
  await ledger.side.database.query(
    `update sealed_tiles set hashes = set_byte(hashes, 70, get_byte(hashes, 70) # 1) where level = 0`,
  )
  const report = await ledger.verify()
  t.ok(
    report.logs.every(
      ({ problems }) => problems.includes('forked') && problems.includes('rewritten'),
    ),
  )
  await ledger.side.database.query('delete from sealed_tiles where level = 0')
  const gone = await ledger.verify()
  t.notOk(gone.clean)
  t.ok(gone.logs.every(({ problems }) => problems.includes('rolled_back')))
})

t.test('two checkpoints of one size with two roots are a fork, whatever the log has', async t => {
  const ledger = await createSealedLedger(t, { covered: 60, later: 0 })
  const { held, keys } = ledger
  const [one] = held
  const signer = (await readKeys(ledger.folder)).find(key => key.verifier.name === one?.origin)
  t.ok(keys.length === 2 && one && signer)
  if (!one || !signer) return
  const forged = parseCheckpoint(
    signNote(checkpointText({ ...one, root: Buffer.alloc(32, 1) }), [signer]),
  )
  const report = await ledger.verify([...held, forged])
  t.ok(report.logs[0]?.problems.includes('forked_checkpoints'))
})

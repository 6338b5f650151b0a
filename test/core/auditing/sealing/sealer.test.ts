import { readdir, readFile, rm, stat, writeFile, chmod } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { entryBytes, entryOf, parseEntry } from '../../../../core/auditing/sealing/log-entry.ts'
import { hashesOf } from '../../../../core/auditing/sealing/sealed-log.ts'
import {
  parseCheckpoint,
  verifyCheckpoint,
} from '../../../../core/auditing/transparency/checkpoint.ts'
import { leafHash, rootAt } from '../../../../core/auditing/transparency/merkle.ts'
import { parseSignerKey } from '../../../../core/auditing/transparency/note.ts'
import { unpackEntries } from '../../../../core/auditing/transparency/bundle.ts'
import { createTestLedgerUrl } from '../../../support/ledger.ts'
import { createTestDatabase } from '../../../support/postgres.ts'
import { someEvents, startSealing } from '../../../support/sealing.ts'
import { until } from '../../../support/until.ts'

t.test('seals what stays as decisions, what expires as observations, and no pulse', async t => {
  const ground = {
    ledgerUrl: await createTestLedgerUrl(t),
    databaseUrl: await createTestDatabase(t, 'core'),
    folder: t.testdir(),
  }
  const side = await startSealing(t, ground)
  await side.sealedUpTo('decisions', 1)
  await side.ledger.append('run-1', someEvents(300))
  await side.ledger.append('reading-a', someEvents(1_200))
  await side.ledger.append('pulse-a', someEvents(5))
  await side.sealedUpTo('decisions', 301)
  await side.sealedUpTo('observations', 1_200)

  const keys = (await readFile(join(ground.folder, 'keys'), 'utf8')).trim().split('\n')
  t.equal((await stat(join(ground.folder, 'keys'))).mode & 0o777, 0o600)
  const verifiers = keys.map(key => parseSignerKey(key).verifier)
  for (const [name, size] of [
    ['decisions', 301],
    ['observations', 1_200],
  ] as const) {
    const log = side.logOf(name)
    const checkpoint = verifyCheckpoint(parseCheckpoint((await log.checkpoint()) ?? ''), verifiers)
    t.equal(checkpoint.origin, `test.example/decklog/${name}`)
    t.equal(checkpoint.size, size, 'and none is doubled')
    t.ok(
      (await rootAt(size, hashesOf(log, size))).equals(checkpoint.root),
      'the tiles give the root',
    )
    const bundle = unpackEntries((await log.bundle(0)) ?? Buffer.alloc(0))
    t.ok(
      leafHash(bundle[0] ?? Buffer.alloc(0)).equals(
        ((await log.tile(0, 0)) ?? Buffer.alloc(0)).subarray(0, 32),
      ),
    )
  }
  const [scope, first] = unpackEntries((await side.logOf('decisions').bundle(0)) ?? Buffer.alloc(0))
  t.equal(parseEntry(scope ?? Buffer.alloc(0)).type, 'core.SealingScoped')
  for await (const event of side.ledger.read('run-1', { limit: 1 }))
    t.strictSame(entryBytes(entryOf(event)), first, 'an entry is made of its event')
})

t.test('goes on where another left off, and gives each event one place', async t => {
  const ground = {
    ledgerUrl: await createTestLedgerUrl(t),
    databaseUrl: await createTestDatabase(t, 'core'),
    folder: t.testdir(),
  }
  const first = await startSealing(t, ground)
  await first.ledger.append('run-1', someEvents(10))
  await first.sealedUpTo('decisions', 11)
  const before = parseCheckpoint((await first.logOf('decisions').checkpoint()) ?? '')
  await first.stop()
  const second = await startSealing(t, ground)
  await second.ledger.append('run-1', someEvents(700, 10))
  await second.sealedUpTo('decisions', 711)
  const log = second.logOf('decisions')
  t.ok((await rootAt(11, hashesOf(log, 711))).equals(before.root), 'it continues what was signed')
})

t.test('does not sign a ledger that was set back and written to anew', async t => {
  const folder = t.testdir()
  const databaseUrl = await createTestDatabase(t, 'core')
  const first = await startSealing(t, {
    ledgerUrl: await createTestLedgerUrl(t),
    databaseUrl,
    folder,
  })
  await first.ledger.append('run-1', someEvents(10))
  await first.sealedUpTo('decisions', 11)
  await first.stop()

  const refused = async (ledgerUrl: string, database: string, why: string): Promise<void> => {
    const side = await startSealing(t, { ledgerUrl, databaseUrl: database, folder })
    await side.ledger.append('run-1', someEvents(40))
    await until(why, () => side.sealer.health()[0]?.state === 'degraded')
    const note = await side.logOf('decisions').checkpoint()
    t.ok(note === undefined || parseCheckpoint(note).size === 11, why)
    await side.stop()
  }
  await refused(await createTestLedgerUrl(t), databaseUrl, 'of another ledger')
  await refused(
    await createTestLedgerUrl(t),
    await createTestDatabase(t, 'core'),
    'with nothing sealed, by what was signed last',
  )
})

t.test('does not sign with a key that is not the log’s, or that others can read', async t => {
  const ground = {
    ledgerUrl: await createTestLedgerUrl(t),
    databaseUrl: await createTestDatabase(t, 'core'),
    folder: t.testdir(),
  }
  const first = await startSealing(t, ground)
  await first.sealedUpTo('decisions', 1)
  await first.stop()
  const other = t.testdir({ other: {} })
  const stranger = await startSealing(t, { ...ground, folder: join(other, 'other') })
  await until('it refuses', () => stranger.sealer.health()[0]?.state === 'degraded')
  await stranger.stop()
  await chmod(join(ground.folder, 'keys'), 0o640).catch(() =>
    writeFile(join(ground.folder, 'keys'), ''),
  )
  const open = await startSealing(t, ground)
  await until('it refuses', () => open.sealer.health()[0]?.state === 'degraded')
})

t.test('keys that are lost are not made anew, and nothing is signed without them', async t => {
  const ground = {
    ledgerUrl: await createTestLedgerUrl(t),
    databaseUrl: await createTestDatabase(t, 'core'),
    folder: t.testdir(),
  }
  const side = await startSealing(t, ground)
  await side.sealedUpTo('decisions', 1)
  await rm(join(ground.folder, 'keys'))
  const isRefused = async (one: typeof side): Promise<void> => {
    await one.ledger.append('run-1', someEvents(1))
    await until('it refuses', () => one.sealer.health()[0]?.state === 'degraded')
    t.match(one.sealer.health()[0]?.reason, /has none of the keys/)
    const { size } = parseCheckpoint((await one.logOf('decisions').checkpoint()) ?? '')
    t.equal(size, 1)
    t.notOk((await readdir(ground.folder)).includes('keys'))
    await one.stop()
  }
  await isRefused(side)
  await isRefused(await startSealing(t, ground))
})

t.test('without a place that outlives it a process makes no keys, and is well', async t => {
  const ground = {
    ledgerUrl: await createTestLedgerUrl(t),
    databaseUrl: await createTestDatabase(t, 'core'),
    folder: t.testdir(),
  }
  const placeless = await startSealing(t, ground, { placeless: true })
  t.match(placeless.sealer.health(), [{ state: 'ok', reason: /set sealFolder/ }])
  const sealing = await startSealing(t, { ...ground, folder: join(ground.folder, 'kept') })
  await sealing.sealedUpTo('decisions', 1)
  t.strictSame(await readdir(ground.folder), ['kept'])
})

t.test('a folder that cannot be written to is told, and what to set', async t => {
  // Where nobody can make one, root neither.
  const folder = join(t.testdir({ file: '' }), 'file', 'audit')
  const side = await startSealing(t, {
    ledgerUrl: await createTestLedgerUrl(t),
    databaseUrl: await createTestDatabase(t, 'core'),
    folder,
  })
  await until('it refuses', () => side.sealer.health()[0]?.state === 'degraded')
  t.match(side.sealer.health()[0]?.reason, /Set sealFolder/)
})

import { randomUUID } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { isDecklogError } from '../../../core/errors.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import { createLedgerProcess } from '../../support/ledger-process.ts'
import { createPrivatePostgres } from '../../support/private-postgres.ts'
import { silentLog } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'
import { allowed } from '../../support/rounds.ts'

const megabyte = 1024 * 1024
const skip = userInfo().uid !== 0 && 'only root can mount a small disk'

async function mountSmallDisk(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-small-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', folder])
  t.teardown(async () => {
    execFileSync('umount', ['-l', folder])
    await rm(folder, { recursive: true, force: true })
  })
  return folder
}

/** Writes a file that leaves this much room. */
async function fill(path: string, folder: string, leaveBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  await writeFile(path, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)))
}

t.test('answers, reads on and recovers by itself when the disk is full', { skip }, async t => {
  const folder = await mountSmallDisk(t)
  const postgres = await createPrivatePostgres(t, folder)
  const node = await createLedgerProcess(t, postgres.databaseUrl)
  const ledger = createLedger({ url: node.url, log: silentLog })
  t.teardown(() => ledger.close())
  const acknowledged: string[] = []
  const append = async (): Promise<string> => {
    const id = randomUUID()
    const event = { id, type: 't', data: { text: 'x'.repeat(megabyte / 4) }, metadata: {} }
    try {
      await ledger.append('full-disk', [event])
      acknowledged.push(id)
      return 'done'
    } catch (error) {
      return isDecklogError(error) ? error.code : String(error)
    }
  }
  const stored = async (): Promise<string[]> => {
    const ids: string[] = []
    for await (const event of ledger.read('full-disk')) ids.push(event.id)
    return ids
  }
  t.equal(await append(), 'done')

  const ballast = join(folder, 'ballast')
  await fill(ballast, folder, 48 * megabyte)
  const startMs = performance.now()
  let outcome = ''
  await until(
    'the disk is full',
    async () => (outcome = await append()) !== 'done',
    allowed(30_000),
  )
  t.equal(outcome, 'DECKLOG_LEDGER_UNAVAILABLE')
  await fill(join(folder, 'rest'), folder, 0)
  for (let i = 0; i < 5; i++) {
    const sinceMs = performance.now()
    t.equal(await append(), 'DECKLOG_LEDGER_UNAVAILABLE')
    t.ok(performance.now() - sinceMs < allowed(3_000))
  }
  t.strictSame(await stored(), acknowledged, 'reads go on')
  t.comment(`${acknowledged.length} events in ${Math.round(performance.now() - startMs)} ms`)

  await rm(join(folder, 'rest'))
  await rm(ballast)
  await until('it takes events again', async () => (await append()) === 'done', allowed(10_000))
  t.strictSame(await stored(), acknowledged, 'nothing is lost and nothing was acknowledged falsely')
})

t.test('recovers when Postgres broke off for want of room', { skip }, async t => {
  const folder = await mountSmallDisk(t)
  const postgres = await createPrivatePostgres(t, folder)
  const node = await createLedgerProcess(t, postgres.databaseUrl)
  const ledger = createLedger({ url: node.url, log: silentLog })
  t.teardown(() => ledger.close())
  const append = async (): Promise<boolean> => {
    const event = { id: randomUUID(), type: 't', data: {}, metadata: {} }
    return ledger.append('broken-off', [event]).then(
      () => true,
      () => false,
    )
  }
  t.ok(await append())
  const ballast = join(folder, 'ballast')
  await fill(ballast, folder, 0)
  postgres.kill()
  await until('appends are refused', async () => !(await append()))
  await rm(ballast)
  await until('it takes events again', append, allowed(20_000))
  const ids: string[] = []
  for await (const event of ledger.read('broken-off')) ids.push(event.id)
  t.ok(ids.length >= 2)
})

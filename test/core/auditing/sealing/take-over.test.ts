import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { hashesOf } from '../../../../core/auditing/sealing/sealed-log.ts'
import { parseCheckpoint } from '../../../../core/auditing/transparency/checkpoint.ts'
import { rootAt } from '../../../../core/auditing/transparency/merkle.ts'
import { createTestLedgerUrl } from '../../../support/ledger.ts'
import { createTestDatabase } from '../../../support/postgres.ts'
import { someEvents, startSealing } from '../../../support/sealing.ts'
import { until } from '../../../support/until.ts'

const child = fileURLToPath(new URL('../../../support/start-sealing.js', import.meta.url))

t.test(
  'of two processes with one folder one seals, and the other goes on when it is killed',
  async t => {
    const [ledgerUrl, databaseUrl] = [
      await createTestLedgerUrl(t),
      await createTestDatabase(t, 'core'),
    ]
    const folder = t.testdir()
    const ground = { ledgerUrl, databaseUrl, folder }
    const seen: string[] = []
    const first = await startSealing(t, ground)
    await first.sealedUpTo('decisions', 1)
    const second = await startSealing(t, ground, { stepped: step => void seen.push(step) })
    await first.ledger.append('run-a', someEvents(20))
    await first.sealedUpTo('decisions', 21)
    t.strictSame(seen, [], 'it waits for the lease')
    await first.sealer.stop()
    await second.ledger.append('run-b', someEvents(20))
    await second.sealedUpTo('decisions', 41)
    t.ok(seen.includes('kept'), 'where the other stopped, it goes on')
    await second.sealer.stop()

    // One that has the lease, and is killed between signing and keeping; the other waits for it already.
    const killed = fork(child, [ledgerUrl, databaseUrl, folder, 'noted', '1'])
    await until('it leads', async () => {
      const held = await first.database.query(
        `select from leases where name = 'sealing' and expires_at > clock_timestamp()`,
      )
      return held.length === 1
    })
    const third = await startSealing(t, ground)
    const ended = once(killed, 'exit')
    await first.ledger.append('run-c', someEvents(20))
    t.strictSame(await ended, [null, 'SIGKILL'])
    await third.sealedUpTo('decisions', 61)
    const log = third.logOf('decisions')
    const { size } = parseCheckpoint((await log.checkpoint()) ?? '')
    t.equal(size, 61, 'each once')
    const notes = await third.database.query<{ note: string }>(
      `select note from sealed_checkpoints where origin like '%/decisions'`,
    )
    for (const { size: at, root } of notes.map(({ note }) => parseCheckpoint(note)))
      t.ok((await rootAt(at, hashesOf(log, size))).equals(root), `one tree at ${at}`)
  },
)

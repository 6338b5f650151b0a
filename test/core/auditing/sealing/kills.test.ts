import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { entryBytes, entryOf } from '../../../../core/auditing/sealing/log-entry.ts'
import { hashesOf } from '../../../../core/auditing/sealing/sealed-log.ts'
import { logNames } from '../../../../core/auditing/sealing/seal-scope.ts'
import {
  type Checkpoint,
  parseCheckpoint,
} from '../../../../core/auditing/transparency/checkpoint.ts'
import { leafHash, rootAt } from '../../../../core/auditing/transparency/merkle.ts'
import { createTestLedgerUrl } from '../../../support/ledger.ts'
import { createTestDatabase } from '../../../support/postgres.ts'
import { rounds } from '../../../support/rounds.ts'
import { someEvents, startSealing, testBase, type SealingSide } from '../../../support/sealing.ts'

const child = fileURLToPath(new URL('../../../support/start-sealing.js', import.meta.url))
const steps = ['taken', 'signed', 'noted', 'kept'] as const

/** Everything that anyone may have seen signed: what is kept, and what this machine noted. */
async function signed(side: SealingSide, folder: string): Promise<readonly Checkpoint[]> {
  const kept = await side.database.query<{ note: string }>('select note from sealed_checkpoints')
  const files = (await readdir(folder)).filter(name => name.endsWith('.signed'))
  const noted = await Promise.all(files.map(name => readFile(join(folder, name), 'utf8')))
  return [...kept.map(({ note }) => note), ...noted].map(parseCheckpoint)
}

t.test(
  'a sealer that is killed at any step never signs a fork, and seals each event once',
  async t => {
    const ground = {
      ledgerUrl: await createTestLedgerUrl(t),
      databaseUrl: await createTestDatabase(t, 'core'),
      folder: t.testdir(),
    }
    const first = await startSealing(t, ground)
    await first.sealedUpTo('decisions', 1)
    await first.sealer.stop()
    const seen: Checkpoint[] = []
    let events = 0
    for (let round = 0; round < rounds(2, 60); round++) {
      const step = steps[round % steps.length] ?? 'kept'
      await first.ledger.append(`run-${round}`, someEvents(40, events))
      await first.ledger.append(`reading-${round}`, someEvents(30, events))
      events += 40
      const { ledgerUrl, databaseUrl, folder } = ground
      // Of what is done for each log, at the first or at the second.
      const times = step === 'kept' ? 1 : 1 + (round % 2)
      const process = fork(child, [ledgerUrl, databaseUrl, folder, step, String(times)])
      const [code, signal] = await once(process, 'exit')
      t.strictSame([code, signal], [null, 'SIGKILL'], `killed once it was ${step}`)
      seen.push(...(await signed(first, folder)))
    }
    const last = await startSealing(t, ground)
    await last.sealedUpTo('decisions', 1 + events)
    await last.sealedUpTo('observations', (events / 4) * 3)
    seen.push(...(await signed(last, ground.folder)))

    for (const name of logNames) {
      const log = last.logOf(name)
      const { size } = parseCheckpoint((await log.checkpoint()) ?? '')
      t.equal(size, name === 'decisions' ? 1 + events : (events / 4) * 3, 'none twice')
      for (const one of seen.filter(({ origin }) => origin === `${testBase}/${name}`))
        if (!(await rootAt(one.size, hashesOf(log, size))).equals(one.root))
          t.fail(`what was signed at ${one.size} is another tree`)
    }
    const leaves = new Set<string>()
    for await (const event of last.ledger.readAll())
      leaves.add(leafHash(entryBytes(entryOf(event))).toString('hex'))
    t.equal(leaves.size, 1 + events + (events / 4) * 3)
  },
)

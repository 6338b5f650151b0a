import { dirname, join } from 'node:path'
import pg from 'pg'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { ledgerEvents, readScopes } from '../../core/auditing/proving/ledger-events.ts'
import type { AuditReport } from '../../core/auditing/proving/audit-report.ts'
import { verifyLedger } from '../../core/auditing/proving/verify-ledger.ts'
import { readKeys } from '../../core/auditing/sealing/seal-keys.ts'
import { logNames } from '../../core/auditing/sealing/seal-scope.ts'
import { type Checkpoint, parseCheckpoint } from '../../core/auditing/transparency/checkpoint.ts'
import type { VerifierKey } from '../../core/auditing/transparency/note.ts'
import { createLedgerNode } from '../../ledger-node/ledger-node.ts'
import type { Ended } from './operator.ts'
import { createTestDatabase, type Teardown } from './postgres.ts'
import {
  someEvents,
  startSealing,
  type SealingGround,
  type SealingSide,
  testBase,
} from './sealing.ts'
import { silentLog } from './silent-log.ts'

/** A ledger that was sealed, what its auditor keeps of it, and a way to edit it behind its back. */
export interface SealedLedger extends SealingGround {
  /** The sealer no longer runs; its ledger and database are open. */
  readonly side: SealingSide
  readonly ledgerDatabaseUrl: string
  /** The checkpoints that were kept elsewhere, of both logs. */
  readonly held: readonly Checkpoint[]
  readonly keys: readonly VerifierKey[]
  /** Position of the last event that they cover. */
  readonly coveredUpTo: bigint
  /** Runs SQL in the database of the ledger. */
  edit(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
  verify(held?: readonly Checkpoint[]): Promise<AuditReport>
  /** Runs a command line on it. */
  decklog(...words: readonly string[]): Promise<Ended>
}

interface Sizes {
  readonly covered: number
  readonly later: number
}

/** Fills a ledger with decisions, observations and pulses, an append each or many at once, and seals part of it. */
export async function createSealedLedger(
  t: Teardown & { testdir(): string },
  { covered, later }: Sizes,
): Promise<SealedLedger> {
  const ledgerDatabaseUrl = await createTestDatabase(t, 'ledger')
  const node = createLedgerNode({ databaseUrl: ledgerDatabaseUrl, port: 0, log: silentLog })
  const { port } = await node.start()
  t.teardown(() => node.stop())
  const ground = {
    ledgerUrl: `esdb://127.0.0.1:${port}?tls=false`,
    databaseUrl: await createTestDatabase(t, 'core'),
    folder: join(t.testdir(), 'keys'),
  }
  const side = await startSealing(t, ground)
  await side.sealedUpTo('decisions', 1)
  await fill(side, covered)
  await side.sealedUpTo('decisions', 1 + covered / 2)
  await side.sealedUpTo('observations', covered / 2)
  const notes = await Promise.all(logNames.map(name => side.logOf(name).checkpoint()))
  const held = notes.map(note => parseCheckpoint(note ?? ''))
  const coveredUpTo = await side.ledger.head()
  await fill(side, later)
  await side.sealedUpTo('decisions', 1 + covered / 2 + later / 2)
  await side.sealedUpTo('observations', covered / 2 + later / 2)
  await side.sealer.stop()
  const keys = (await readKeys(ground.folder)).map(({ verifier }) => verifier)
  const editor = new pg.Pool({ connectionString: ledgerDatabaseUrl, max: 1 })
  t.teardown(() => editor.end())
  // As scavenging does it, which leaves room between positions.
  await editor.query(`
    delete from ledger.appends where stream_id = (select id from ledger.streams where name = 'pulse-a')
      and position < (select max(position) from ledger.appends where stream_id =
        (select id from ledger.streams where name = 'pulse-a'))
  `)
  return {
    ...{ ...ground, side, ledgerDatabaseUrl, held, keys, coveredUpTo },
    decklog: (...words) => runOn(ground, words),
    edit: async (sql, values = []) => (await editor.query(sql, [...values])).rows,
    verify: async (given = held) =>
      verifyLedger({
        base: testBase,
        logs: { decisions: side.logOf('decisions'), observations: side.logOf('observations') },
        events: tell => ledgerEvents(side.ledger, tell),
        scopes: await readScopes(side.ledger),
        ...{ now: new Date(), held: given, keys },
      }),
  }
}

async function runOn(
  { ledgerUrl, databaseUrl, folder }: SealingGround,
  words: readonly string[],
): Promise<Ended> {
  let [out, err] = ['', '']
  const code = await runCommandLine({
    words,
    env: {
      DECKLOG_EVENTSTORE_URL: ledgerUrl,
      DECKLOG_DATABASE_URL: databaseUrl,
      DECKLOG_TOKEN_KEYS: 'a key of these tests of 32 characters',
      DECKLOG_SEAL_FOLDER: folder,
      DECKLOG_SEAL_ORIGIN: testBase,
    },
    cwd: dirname(folder),
    print: text => (out += text),
    printError: text => (err += text),
  })
  return { code, out, err }
}

// Half of them decisions; a fifth in appends of several, so that rows hold one and many.
async function fill({ ledger }: SealingSide, count: number): Promise<void> {
  for (let done = 0; done < count; done += 10) {
    await ledger.append(`run-${done % 7}`, someEvents(1, done))
    await ledger.append(`reading-${done % 5}`, someEvents(1, done))
    await ledger.append(`run-${done % 3}`, someEvents(3, done))
    await ledger.append('pulse-a', someEvents(1, done))
    await ledger.append(`reading-${done % 3}`, someEvents(3, done))
    await ledger.append(`run-${done % 2}`, someEvents(1, done))
    await ledger.append(`reading-${done % 2}`, someEvents(1, done))
  }
}

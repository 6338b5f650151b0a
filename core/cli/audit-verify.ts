import { resolve } from 'node:path'
import { systemClock } from '../clock.ts'
import { DecklogError } from '../errors.ts'
import type { AuditReport } from '../auditing/proving/audit-report.ts'
import { exportedEvents, readExportHead } from '../auditing/proving/exported-events.ts'
import { ledgerEvents, readScopes } from '../auditing/proving/ledger-events.ts'
import { type LedgerToVerify, verifyLedger } from '../auditing/proving/verify-ledger.ts'
import { openLogFolder } from '../auditing/sealing/log-folder.ts'
import { originOf } from '../auditing/sealing/seal-keys.ts'
import { createSealedLog } from '../auditing/sealing/sealed-log.ts'
import { readVkeys } from '../auditing/sealing/seal-store.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import { type Checkpoint, parseCheckpoint } from '../auditing/transparency/checkpoint.ts'
import { parseVerifierKey, type VerifierKey } from '../auditing/transparency/note.ts'
import { publicKeyOption, readCheckpoints, readPublicKeys } from './audit-input.ts'
import { auditReportJson, auditReportLines } from './audit-report.ts'
import type { CoreCommand, CoreContext } from './command.ts'
import { createProgress } from './progress.ts'
import { withSealed } from './with-sealed.ts'

/** `decklog audit verify` */
export const auditVerify: CoreCommand = {
  name: 'audit verify',
  summary:
    'hold every event against the log that sealed it, and that against the checkpoints you hold; exit code 1 and what is altered, missing, reordered or inserted',
  calls: 'nothing',
  options: [
    {
      syntax: '--checkpoint <file>',
      summary:
        'file of checkpoints that were kept elsewhere, out of the reach of who can edit the ledger; may be given several times',
      takes: 'many',
    },
    publicKeyOption,
    {
      syntax: '--export <file>',
      summary: 'verify an export instead of the ledger, without either',
    },
    {
      syntax: '--log <folder>',
      summary:
        'folder with the logs, decisions and observations; with --export, instead of the database',
    },
  ],
  examples: [
    'decklog audit verify',
    'decklog audit verify --checkpoint kept/checkpoints --public-key kept/keys.pub',
    'decklog audit verify --export ledger.ndjson.gz --log logs --checkpoint kept/checkpoints --public-key kept/keys.pub --json',
  ],
  async run(context) {
    const { options, print, warn } = context
    const report =
      options['export'] === undefined ? await verifyOnline(context) : await verifyExport(context)
    if (options['json']) print(auditReportJson(report))
    else auditReportLines(report).forEach(print)
    if (report.logs.some(({ coveredBy }) => coveredBy === 'own'))
      warn(
        'a log was held against its own checkpoint alone, which whoever can edit the ledger may have made too: give one that was kept elsewhere, with --checkpoint',
      )
    return report.clean ? 0 : 1
  },
}

async function verifyOnline(context: CoreContext): Promise<AuditReport> {
  const [given, held] = [await readPublicKeys(context), await readCheckpoints(context)]
  return withSealed(await context.loadSettings(), context.warn, async place => {
    const { ledger, database, base } = place
    const keys = given.length > 0 ? given : (await readVkeys(database, base)).map(parseVerifierKey)
    if (given.length === 0)
      context.warn('the public keys are those of the database: give yours with --public-key')
    const logOf = (name: 'decisions' | 'observations') =>
      createSealedLog(database, originOf(base, name))
    return watched('ledger', await ledger.head(), {
      ...{ base, keys, held },
      logs: { decisions: logOf('decisions'), observations: logOf('observations') },
      events: tell => ledgerEvents(ledger, tell),
      scopes: await readScopes(ledger),
      now: systemClock.now(),
    })
  })
}

async function verifyExport(context: CoreContext): Promise<AuditReport> {
  const { options, cwd } = context
  const file = resolve(cwd, String(options['export']))
  const [keys, held] = [await readPublicKeys(context), await readCheckpoints(context)]
  if (typeof options['log'] !== 'string' || keys.length === 0)
    throw new DecklogError(
      'DECKLOG_VALIDATION',
      'To verify an export, give the folder of the logs with --log, and the public keys with --public-key.',
    )
  const folder = resolve(cwd, options['log'])
  const logs = {
    decisions: openLogFolder(resolve(folder, 'decisions')),
    observations: openLogFolder(resolve(folder, 'observations')),
  }
  const { madeAt, scopes } = await readExportHead(file)
  const base = baseOf([...held, ...(await ownOf(logs.decisions.checkpoint()))], keys)
  const events = (tell: (problem: string) => void): AsyncIterable<readonly StoredEvent[]> =>
    exportedEvents(file, tell)
  return watched('export', 0n, { base, logs, events, scopes, now: madeAt, held, keys })
}

async function ownOf(written: Promise<string | undefined>): Promise<readonly Checkpoint[]> {
  const note = await written
  return note === undefined ? [] : [parseCheckpoint(note)]
}

// As keys and checkpoints name it.
function baseOf(checkpoints: readonly Checkpoint[], keys: readonly VerifierKey[]): string {
  const origin = checkpoints[0]?.origin ?? keys[0]?.name ?? ''
  return origin.replace(/\/(?:decisions|observations)$/, '')
}

/** Verifies with a bar that shows how far it is. */
async function watched(label: string, head: bigint, request: LedgerToVerify): Promise<AuditReport> {
  const bar = createProgress(label)
  const startedMs = performance.now()
  let events = 0
  async function* counted(
    batches: AsyncIterable<readonly StoredEvent[]>,
  ): AsyncGenerator<readonly StoredEvent[]> {
    for await (const batch of batches) {
      events += batch.length
      const seconds = (performance.now() - startedMs) / 1_000
      const position = Number(batch.at(-1)?.position ?? 0n)
      bar.update(position, Number(head) || position, `${Math.round(events / seconds)} events/s`)
      yield batch
    }
  }
  try {
    return await verifyLedger({ ...request, events: tell => counted(request.events(tell)) })
  } finally {
    bar.end()
  }
}

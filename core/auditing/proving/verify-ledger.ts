import { isDecklogError } from '../../errors.ts'
import type { StoredEvent } from '../../ledger/ledger.ts'
import { originOf } from '../sealing/seal-keys.ts'
import { logNames, type LogName } from '../sealing/seal-scope.ts'
import type { SealedLog } from '../sealing/sealed-log.ts'
import { type Checkpoint, parseCheckpoint } from '../transparency/checkpoint.ts'
import type { VerifierKey } from '../transparency/note.ts'
import { hashBytes, tileWidth } from '../transparency/tiles.ts'
import { type AuditReport, coverageOf, type JudgedLog, reportOf } from './audit-report.ts'
import type { TimedScope } from './expiry.ts'
import { judgeCheckpoint } from './held.ts'
import { verifyLogs } from './verify-log.ts'

/** What is verified, by what. */
export interface LedgerToVerify {
  /** The name of the logs. */
  readonly base: string
  readonly logs: Readonly<Record<LogName, SealedLog>>
  /** The ledger in its order; `tell` is told what of it cannot be read. */
  readonly events: (tell: (problem: string) => void) => AsyncIterable<readonly StoredEvent[]>
  readonly scopes: readonly TimedScope[]
  readonly now: Date
  /** Checkpoints from elsewhere. */
  readonly held: readonly Checkpoint[]
  /** Keys of the logs, and of witnesses. */
  readonly keys: readonly VerifierKey[]
}

/** Verifies a ledger against the logs that sealed it, and these against the checkpoints that are held. */
export async function verifyLedger(request: LedgerToVerify): Promise<AuditReport> {
  const { logs, scopes, now } = request
  const judged = await Promise.all(logNames.map(name => judgeLog(request, name)))
  const unreadable: string[] = []
  const verified = await verifyLogs({
    ...{ scopes, now },
    events: request.events(problem => void (unreadable.length < 1_000 && unreadable.push(problem))),
    logs: judged.map(log => {
      const { size, heads } = coverageOf(log)
      return { name: log.name, log: logs[log.name], size, heads }
    }),
  })
  return reportOf(verified, judged, unreadable)
}

async function judgeLog(
  { base, logs, held, keys }: LedgerToVerify,
  name: LogName,
): Promise<JudgedLog> {
  const origin = originOf(base, name)
  const log = logs[name]
  const written = await log.checkpoint()
  const own = written === undefined ? undefined : readable(written)
  const known = held.filter(checkpoint => checkpoint.origin === origin)
  const longest = Math.max(own?.size ?? 0, ...known.map(({ size }) => size))
  return {
    ...{ name, origin },
    available: await availableOf(log, longest),
    checkpoints: [
      ...known.map(checkpoint => judgeCheckpoint(checkpoint, 'held', keys)),
      ...(own ? [judgeCheckpoint(own, 'own', keys)] : []),
    ],
  }
}

// One that somebody broke is none.
function readable(written: string): Checkpoint | undefined {
  try {
    return parseCheckpoint(written)
  } catch (error) {
    if (isDecklogError(error, 'DECKLOG_PROOF_INVALID')) return undefined
    throw error
  }
}

/** How many of the first `size` entries a log has, as its last tile tells. */
async function availableOf(log: SealedLog, size: number): Promise<number> {
  let n = Math.max(0, Math.ceil(size / tileWidth) - 1)
  for (; n > 0; n--) if (await log.tile(0, n)) break
  const tile = await log.tile(0, n)
  return Math.min(size, n * tileWidth + (tile?.length ?? 0) / hashBytes)
}

import type { Logger } from 'pino'
import type { Database } from '../../../postgres/database.ts'
import type { Clock } from '../../clock.ts'
import { DecklogError, messageOf } from '../../errors.ts'
import type { Host } from '../../host.ts'
import type { HeldLease } from '../../leases/leases.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { rootAt } from '../transparency/merkle.ts'
import type { SignerKey } from '../transparency/note.ts'
import { GrowingLog } from './growing-log.ts'
import { type LastSigned, loadLastSigned } from './last-signed.ts'
import { createSealedLog, hashesOf } from './sealed-log.ts'
import { originOf, type SealKeys } from './seal-keys.ts'
import type { LogName, SealScope } from './seal-scope.ts'
import type { KeptLog, SealProgress } from './seal-store.ts'

/** What has just been done. */
export type SealedStep = 'taken' | 'signed' | 'noted' | 'kept'

/** What sealing needs. */
export interface SealParts {
  readonly database: Database
  readonly ledger: Pick<Ledger, 'subscribe' | 'read' | 'readAll' | 'head'>
  readonly host: Pick<Host, 'execute'>
  readonly clock: Clock
  readonly log: Logger
  /** Where the keys are, and what was signed last. */
  readonly folder: string
  readonly scope: SealScope
  /** Seconds. */
  readonly sealEvery: number
  /** Told after each step, for tests that end the process there. */
  readonly stepped?: (step: SealedStep) => void
}

/** What sealing needs while it is led. */
export interface SealingParts extends SealParts {
  readonly lease: HeldLease
  readonly base: string
  readonly progress: SealProgress
  readonly ends: Readonly<Record<LogName, KeptLog>>
}

/** A log while it grows. */
export interface OpenLog {
  readonly name: LogName
  readonly origin: string
  readonly growing: GrowingLog
  readonly lastSigned: LastSigned
  vkeys: readonly string[]
  standing: 'may be signed' | 'too short'
}

/** Takes up a log where it was left; DECKLOG_SEAL_REFUSED when it is not as it was signed, or the key is another's. */
export async function openLog(
  parts: SealingParts,
  name: LogName,
  keys: SealKeys,
): Promise<OpenLog> {
  const { database, folder, base, ends } = parts
  const origin = originOf(base, name)
  const kept = ends[name]
  requireKeys(keys, { origin, vkeys: kept.vkeys })
  const growing = new GrowingLog(kept)
  if (!growing.root().equals(kept.root))
    throw new DecklogError(
      'DECKLOG_SEAL_REFUSED',
      `The tiles of ${origin} do not give its root at ${kept.size} entries: they were changed in the database. See docs/how-to/a-database-was-edited.md`,
    )
  const lastSigned = await loadLastSigned(folder, name, origin)
  const head = { origin, size: kept.size, root: kept.root }
  const hashes = hashesOf(createSealedLog(database, origin), kept.size)
  const standing = await lastSigned.check(head, size => rootAt(size, hashes)).catch(unreadable)
  return { name, origin, growing, lastSigned, vkeys: kept.vkeys, standing }
}

/** The keys of a log; DECKLOG_SEAL_REFUSED when it was signed, and by none of them. */
export function requireKeys(
  keys: SealKeys,
  { origin, vkeys }: Pick<OpenLog, 'origin' | 'vkeys'>,
): readonly SignerKey[] {
  const signers = keys.of(origin)
  const isKnown =
    vkeys.length === 0 || signers.some(({ verifier }) => vkeys.includes(verifier.vkey))
  if (isKnown && signers.length > 0) return signers
  throw new DecklogError(
    'DECKLOG_SEAL_REFUSED',
    `${keys.file} has none of the keys that ${origin} was signed by: bring its keys here, or begin another log with another sealOrigin`,
  )
}

function unreadable(cause: unknown): never {
  throw new DecklogError('DECKLOG_SEAL_REFUSED', messageOf(cause), { cause })
}

import { isDecklogError, messageOf } from '../../errors.ts'
import type { EventCatalog } from '../../events/event-catalog.ts'
import type { HeldLease, Leases } from '../../leases/leases.ts'
import type { Settings } from '../../settings.ts'
import type { HealthItem, HealthSource } from '../../telemetry/health.ts'
import { inBackground, loopUntil } from '../../timing/loop-until.ts'
import type { HoldRecord } from '../holding/hold-record.ts'
import { readScopes } from '../proving/ledger-events.ts'
import { findPlace } from './find-place.ts'
import { noSealFolder, originOf, type SealPlace, sealFolderOf } from './seal-keys.ts'
import { logNames, scopeDecider, scopeOf, scopeStream, type SealScope } from './seal-scope.ts'
import type { SealParts } from './open-log.ts'
import { Sealing } from './sealing.ts'
import { pruneLog } from './prune-log.ts'
import { newestBase, openSeries, readLogEnd } from './seal-store.ts'

const leadAgainMs = 1_000
const refusedAgainMs = 30_000
/** How often it is looked whether something has waited for long, as a share of how long it may. */
const looksPerWait = 4
const longestLookMs = 1_000
const pruneEveryMs = 3_600_000

/** What a sealer is made of. */
interface SealerParts extends Omit<SealParts, 'folder' | 'scope' | 'sealEvery'> {
  readonly leases: Leases
  readonly settings: SealPlace &
    Pick<Settings, 'nodeName' | 'sealEvery' | 'sealOrigin' | 'pruneSealsAfter'>
  /** The legal holds: of what they cover nothing is pruned. */
  readonly holds: Pick<HoldRecord, 'covers' | 'refresh'>
  readonly dataDir: string
  readonly catalog: Pick<EventCatalog, 'streams'>
}

/** Seals the ledger: every event that stays gets its place in a log that is signed. */
export interface Sealer extends HealthSource {
  start(): void
  stop(): Promise<void>
}

/** Creates the sealer of a process: one at a time seals, whichever holds the lease, of those that have a place for the keys. */
export function createSealer(parts: SealerParts): Sealer {
  const { leases, clock, log } = parts
  const folder = sealFolderOf(parts.settings, parts.dataDir)
  if (folder === undefined) return sealsNothing(log)
  const placed = { ...parts, folder }
  let problem: string | undefined

  async function lead(signal: AbortSignal): Promise<void> {
    try {
      const work = (lease: HeldLease): Promise<void> =>
        seal(placed, lease, () => {
          problem = undefined
        })
      await leases.lead('sealing', work, signal)
    } catch (error) {
      if (signal.aborted) return
      if (problem === undefined) log.warn({ err: error }, 'The ledger is not being sealed')
      problem = messageOf(error)
      // Another, with the right key, may take over meanwhile.
      if (isDecklogError(error, 'DECKLOG_SEAL_REFUSED', 'DECKLOG_PROOF_INVALID'))
        await clock.delay(refusedAgainMs, signal).catch(() => undefined)
    }
  }

  return {
    ...inBackground(clock, leadAgainMs, lead),
    health: () => [healthOf(problem)],
  }
}

function sealsNothing(log: SealerParts['log']): Sealer {
  return {
    start: () => log.info(noSealFolder),
    stop: () => Promise.resolve(),
    // Another process may seal.
    health: () => [{ name: 'sealing', state: 'ok', reason: noSealFolder }],
  }
}

function healthOf(reason: string | undefined): HealthItem {
  return reason === undefined
    ? { name: 'sealing', state: 'ok' }
    : { name: 'sealing', state: 'degraded', reason }
}

type PlacedParts = SealerParts & { readonly folder: string }

async function seal(given: PlacedParts, lease: HeldLease, well: () => void): Promise<void> {
  const { ledger, host, clock, settings } = given
  const scope = scopeOf(given.catalog.streams)
  await host.execute(scopeDecider, { stream: scopeStream, command: scope })
  const sealing = await open(given, scope, lease)
  const after = await findPlace(ledger, sealing.progress)
  await sealing.startAt(after)
  const failed = new AbortController()
  const signal = AbortSignal.any([lease.signal, failed.signal])
  // A quiet ledger delivers nothing, and what waits is to be sealed all the same.
  const lookEveryMs = Math.min((settings.sealEvery * 1_000) / looksPerWait, longestLookMs)
  const looking = loopUntil(signal, clock, lookEveryMs, () =>
    sealing.sealIfDue().catch((error: unknown) => failed.abort(error)),
  )
  const pruning = loopUntil(signal, clock, pruneEveryMs, () => prune(given, lease, sealing.base))
  try {
    const from = after === 0n ? 'start' : after
    for await (const batch of ledger.subscribe({ types: [], after: from, signal })) {
      await sealing.take(batch.events)
      well()
    }
  } finally {
    failed.abort(failed.signal.reason)
    await Promise.all([looking, pruning])
  }
  if (failed.signal.reason instanceof Error && !lease.signal.aborted) throw failed.signal.reason
}

// What could not be pruned now is next time: it only costs room.
async function prune(
  { database, ledger, clock, log, settings, holds }: PlacedParts,
  lease: HeldLease,
  base: string,
): Promise<void> {
  const { pruneSealsAfter: afterDays } = settings
  if (afterDays === undefined) return
  try {
    await holds.refresh()
    const scopes = await readScopes(ledger)
    const isHeld = (stream: string): boolean => holds.covers(stream)
    const pruning = { base, scopes, now: clock.now(), afterDays, isHeld }
    const bundles = await pruneLog(database, lease, pruning)
    if (bundles > 0) log.info({ base, bundles }, 'entries of expired observations were pruned')
  } catch (error) {
    if (!lease.signal.aborted) log.warn({ err: error }, 'the logs are not pruned')
  }
}

async function open(parts: PlacedParts, scope: SealScope, lease: HeldLease): Promise<Sealing> {
  const { database, settings } = parts
  const base = settings.sealOrigin ?? (await newestBase(database)) ?? `${settings.nodeName}/decklog`
  const origins = logNames.map(log => originOf(base, log))
  const { progress, ends } = await database.withTransaction(async client => {
    await lease.assert(client)
    const progress = await openSeries(client, base, origins)
    const [decisions, observations] = [
      await readLogEnd(client, originOf(base, 'decisions')),
      await readLogEnd(client, originOf(base, 'observations')),
    ]
    return { progress, ends: { decisions, observations } }
  })
  const { sealEvery } = settings
  return Sealing.open({ ...parts, scope, sealEvery, lease, base, progress, ends })
}

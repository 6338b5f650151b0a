import { accessEventSource } from '../access/tokens/events.ts'
import { createDirectoryMemory } from '../access/judging/directory-memory.ts'
import { createAccess, type Access } from '../access/judging/access.ts'
import {
  createTokenCommands,
  type TokenCommands,
  type TokenRequest,
} from '../access/tokens/token-commands.ts'
import { loadTokenKeys } from '../access/judging/token-keys.ts'
import { systemClock } from '../clock.ts'
import { createCommandHandler } from '../commanding/command-handler.ts'
import type { LoadedSettings } from '../config/config.ts'
import { findRunning } from '../embedded/run-file.ts'
import { createStorage } from '../embedded/storage.ts'
import { createEventCatalog } from '../events/event-catalog.ts'
import { createLedger } from '../ledger/eventstoredb.ts'
import { createStreamLimiter } from '../ledger/stream-limiter.ts'
import { ledgerMigrations } from '../../ledger-node/storing/ledger-migrations.ts'
import { requireMigrated } from '../../postgres/migrate.ts'
import type { Settings } from '../settings.ts'
import { createLogger } from '../telemetry/log.ts'
import { findInstance, requireKeys } from './instance.ts'
import { userName } from '../programs/user-name.ts'

const caughtUpMs = 10_000

/** Access tokens, straight from the ledger. */
export interface Tokens {
  readonly access: Access
  readonly commands: TokenCommands
  /** The person at the keyboard. */
  readonly request: TokenRequest
}

interface LedgerPlace {
  readonly eventstoreUrl: string
  readonly dataDir: string
}

const log = createLogger('warn')

/** Runs `work` on the access tokens, in the ledger itself: a token is made this way before anyone can call the API. */
export async function withTokens<T>(
  { settings }: LoadedSettings,
  tell: (line: string) => void,
  work: (tokens: Tokens) => Promise<T>,
): Promise<T> {
  return withLedger(settings, tell, async ({ eventstoreUrl, dataDir }) => {
    const clock = systemClock
    const ledger = createLedger({ url: eventstoreUrl, log })
    const catalog = createEventCatalog([accessEventSource])
    const keys = await loadTokenKeys({ tokenKeys: settings.tokenKeys, dataDir })
    const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
    const parts = { ledger, catalog, keys, limiter, clock, log, machine: settings.nodeName }
    const memory = createDirectoryMemory(parts)
    const access = createAccess({ ledger, keys, decode: catalog.decode, clock, log, memory })
    const handler = createCommandHandler(parts)
    const commands = createTokenCommands({
      execute: (decider, request) => handler.execute('access', decider, request),
      access,
      keys,
      clock,
    })
    const request: TokenRequest = { actor: { kind: 'person', id: userName() } }
    try {
      await access.start(AbortSignal.timeout(caughtUpMs))
      return await work({ access, commands, request })
    } finally {
      await access.stop()
      await ledger.close()
    }
  })
}

// The ledger of the settings, that of the Decklog running here, or the embedded one for as long as it takes.
async function withLedger<T>(
  settings: Settings,
  tell: (line: string) => void,
  work: (place: LedgerPlace) => Promise<T>,
): Promise<T> {
  const { eventstoreUrl, databaseUrl } = settings
  const found = await findRunning(settings.dataDir)
  const dataDir = found?.dataDir ?? settings.dataDir
  if (eventstoreUrl ?? databaseUrl) await requireKeys(settings, dataDir)
  if (eventstoreUrl) return work({ eventstoreUrl, dataDir })
  if (databaseUrl && !found) {
    await requireMigrated(databaseUrl, ledgerMigrations, { log })
    return withStorage(settings, work)
  }
  const { running } = await findInstance(settings.dataDir, tell)
  return running ? work({ ...running, dataDir }) : withStorage(settings, work)
}

async function withStorage<T>(
  settings: Settings,
  work: (place: LedgerPlace) => Promise<T>,
): Promise<T> {
  const storage = createStorage({ settings: { ...settings, ledgerPort: 0 }, log })
  try {
    return await work(await storage.start())
  } finally {
    await storage.stop()
  }
}

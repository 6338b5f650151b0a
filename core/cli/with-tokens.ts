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
import { createEventCatalog } from '../events/event-catalog.ts'
import { createLedger } from '../ledger/eventstoredb.ts'
import { createStreamLimiter } from '../ledger/stream-limiter.ts'
import { createLogger } from '../telemetry/log.ts'
import { requireKeys } from './instance.ts'
import { withLedger } from './with-ledger.ts'
import { userName } from '../programs/user-name.ts'

const caughtUpMs = 10_000

/** Access tokens, straight from the ledger. */
export interface Tokens {
  readonly access: Access
  readonly commands: TokenCommands
  /** The person at the keyboard. */
  readonly request: TokenRequest
}

const log = createLogger('warn')

/** Runs `work` on the access tokens, in the ledger itself: a token is made this way before anyone can call the API. */
export async function withTokens<T>(
  { settings }: LoadedSettings,
  tell: (line: string) => void,
  work: (tokens: Tokens) => Promise<T>,
): Promise<T> {
  if (settings.eventstoreUrl ?? settings.databaseUrl) {
    const running = await findRunning(settings.dataDir)
    await requireKeys(settings, running?.dataDir ?? settings.dataDir)
  }
  const manner = { missing: 'refuse', log, tell } as const
  return withLedger(settings, manner, async ({ eventstoreUrl, dataDir }) => {
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

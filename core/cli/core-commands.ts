import { configCheck } from './config-check.ts'
import { configShow } from './config-show.ts'
import type { CoreCommand } from './core-command.ts'
import { events } from './events.ts'
import { gatesAsk } from './gates-ask.ts'
import { gatesList } from './gates-list.ts'
import { ledger } from './ledger.ts'
import { ledgerVerify } from './ledger-verify.ts'
import { migrateCommand } from './migrate.ts'
import { projectionsLag } from './projections-lag.ts'
import { projectionsList } from './projections-list.ts'
import { projectionsParked } from './projections-parked.ts'
import { projectionsRebuild } from './projections-rebuild.ts'
import { projectionsRetry } from './projections-retry.ts'
import { projectionsVerify } from './projections-verify.ts'
import { start } from './start.ts'
import { tokenCreate } from './token-create.ts'
import { tokenList } from './token-list.ts'
import { tokenRevoke } from './token-revoke.ts'
import { tokenRotate } from './token-rotate.ts'

/** The commands that Decklog has without any plugin. */
export const coreCommands: readonly CoreCommand[] = [
  start,
  ledger,
  ledgerVerify,
  configCheck,
  configShow,
  migrateCommand,
  tokenCreate,
  tokenList,
  tokenRotate,
  tokenRevoke,
  events,
  gatesList,
  gatesAsk,
  projectionsList,
  projectionsLag,
  projectionsParked,
  projectionsRetry,
  projectionsRebuild,
  projectionsVerify,
]

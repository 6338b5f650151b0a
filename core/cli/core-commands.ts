import { auditExceptions } from './audit-exceptions.ts'
import { holdCommands } from './audit-holds.ts'
import { auditPopulation } from './audit-population.ts'
import { auditCommands } from './audit.ts'
import type { CoreCommand } from './command.ts'
import { auditRedecide } from './audit-redecide.ts'
import { auditRedact } from './audit-redact.ts'
import { configReload } from './config-reload.ts'
import { configCommands } from './config.ts'
import { events } from './events.ts'
import { exportCommand } from './export.ts'
import { gateCommands } from './gates.ts'
import { guardCommands } from './guards.ts'
import { importCommand } from './import.ts'
import { ledgerCommands } from './ledger.ts'
import { migrateCommand } from './migrate.ts'
import { pluginCommands } from './plugin.ts'
import { projectionCommands } from './projections.ts'
import { reactionCommands } from './reactions.ts'
import { rulesDiff, rulesHistory } from './rules-history.ts'
import { rulesShow } from './rules.ts'
import { start } from './start.ts'
import { tokenCommands } from './token.ts'
import { whatIf } from './what-if.ts'

/** The commands that Decklog has without any plugin. */
export const coreCommands: readonly CoreCommand[] = [
  start,
  ...ledgerCommands,
  ...configCommands,
  configReload,
  migrateCommand,
  ...tokenCommands,
  events,
  auditExceptions,
  auditPopulation,
  ...holdCommands,
  auditRedact,
  exportCommand,
  importCommand,
  ...gateCommands,
  ...pluginCommands,
  ...guardCommands,
  ...projectionCommands,
  ...reactionCommands,
  auditRedecide,
  rulesShow,
  rulesHistory,
  rulesDiff,
  ...auditCommands,
  whatIf,
]

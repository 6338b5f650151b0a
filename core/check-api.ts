/**
 * What a check for monitors may use of Decklog, and no more: a monitor runs it every minute on every machine, so that it is loaded
 * alone, without the plugin whose check it is. All of it stands in `plugin-api.ts` too.
 */
export type { ApiClient, CliCommand } from './cli/command.ts'
export { defineCheck } from './cli/check.ts'
export type { Found, Perf } from './cli/check.ts'
export { readAnswer } from './cli/answer.ts'
export * as answers from './cli/answer.ts'
export type { GateDecision } from './gate.ts'
export { severities } from './guarding/levels.ts'
export { checkLevels } from './guarding/answering/check-levels.ts'

/**
 * What `import … from 'decklog/testing'` gives: for unit tests of plugins and guards, by node:test, tap, or whatever else has
 * subtests. Nothing of it is for anything that runs.
 */
export { createFakeClock } from './fake-clock.ts'
export type { FakeClock } from './fake-clock.ts'
export { given, givenFold } from './given.ts'
export type { Decision } from './given.ts'
export { createMemoryLedger } from './memory-ledger.ts'
export type { Told } from './record.ts'
export { runPlugin } from './run-plugin.ts'
export type { RunningPlugin } from './run-plugin.ts'
export type { PluginTest } from './test-parts.ts'
export type { Tester } from './contract.ts'
export { pluginContract } from './plugin-contract.ts'
export { projectionContract } from './projection-contract.ts'
export type { ProjectionTest } from './projection-contract.ts'
export { guardContract, readGuard } from './guard-contract.ts'
export type { GuardTest } from './guard-contract.ts'

import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../core/config/package-root.ts'
import { createTestReport } from './test/report.ts'
import { findTests } from './test/find-tests.ts'
import { findTogether } from './test/find-together.ts'
import { type Job, laneOf, runAll } from './test/run-all.ts'
import { runCheck } from './test/run-check.ts'
import { runTest } from './test/run-test.ts'
import { runTogether } from './test/run-together.ts'
import { withPostgres } from './test/with-postgres.ts'

// Everything that is checked, by one command; with paths, the tests there alone. Types were checked as this was compiled.

// What starts whole Decklogs waits much: two at a time of it run beside the rest.
const whole = 'test/e2e/'

const bin = (tool: string): string => join(packageRoot, 'node_modules', '.bin', tool)

const checks = {
  lint: [bin('oxlint')],
  format: [bin('prettier'), '--check', '--log-level', 'warn', '.'],
  'dead code': [bin('knip'), '--no-progress'],
  'docs/reference': [process.execPath, join(import.meta.dirname, 'docs.js'), '--check'],
} as const

const paths = process.argv.slice(2)
const tests = await findTests(paths.length === 0 ? ['test'] : paths)
const report = createTestReport(process.stdout)
const checkJobs: readonly Job[] =
  paths.length > 0
    ? []
    : Object.entries(checks).map(([name, command]) => async () => [await runCheck(name, command)])

await withPostgres(async postgres => {
  const env = {
    ...process.env,
    ...postgres,
    // Also of those that tests start as their users do.
    DECKLOG_CHECK_ANSWERS: 'all',
  }
  const jobs = (files: readonly string[]): readonly Job[] =>
    files.map(file => async () => [await runTest(file, env)])
  const { alone, groups } = findTogether(tests.filter(file => !file.startsWith(whole)))
  const wholes = tests.filter(file => file.startsWith(whole))
  const together = groups.map(files => () => runTogether(files, env))
  const ofWholes = jobs(wholes).values()
  const rest = [...checkJobs, ...together, ...jobs(alone)].values()
  // Two more than there are cores: much of the time goes to waiting.
  const others = Array.from({ length: availableParallelism() }, () => laneOf(rest))
  await runAll([laneOf(ofWholes, rest), laneOf(ofWholes, rest), ...others], report.add)
})
process.exitCode = report.end()

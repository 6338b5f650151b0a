import type { Outcome } from './outcome.ts'
import { runProgram } from './run-program.ts'

const limitMs = 600_000

/** Runs a check that fails with an exit code other than 0. */
export async function runCheck(
  name: string,
  command: readonly [string, ...string[]],
): Promise<Outcome> {
  const { code, output, seconds } = await runProgram(command, { limitMs })
  return { name, state: code === 0 ? 'passed' : 'failed', assertions: 1, seconds, output }
}
